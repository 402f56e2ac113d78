package resolve

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// An appliedPolicy is one policy of an annotated interface, with the methods that it applies to.
type appliedPolicy struct {
	*directive.Policy
	resolved     *plan.Policy // nil when it is off, or wrong
	methods      []*method    // those that return an error and can be declared here
	undeclarable []*method    // those that return an error and cannot be declared here

	onMethod bool             // it is written on a method
	line     *ast.Field       // the embedded line that it is written on, or nil
	failed   bool             // a method that it names cannot have it, which was reported
	named    map[*method]bool // of methods, those that it names, which is as good as being written on them

	// Of giveup and pause_from, by key:
	found   map[string]trial // by holding it against the error alone
	asked   map[string]bool  // it is held against methods
	refused map[string]bool  // one of them does not take it, which has been reported

	variants map[*plan.Policy]*plan.Policy // without their giveup
}

// annotations are the policies of one interface, by where they are written.
type annotations struct {
	interfaceName string
	onInterface   []*appliedPolicy                // the lines on the interface itself
	onFields      map[*ast.Field][]*appliedPolicy // the lines on its methods and embedded lines
	all           []*appliedPolicy                // in source order
	off           map[*method]bool                // the line for a method is off, even if it could not be retried anyway
	skippedClose  bool                            // a default does not apply to a Close() error
}

// isOwn reports whether a policy is a method's own annotation: written on it, or on a line that names it.
func (a *appliedPolicy) isOwn(m *method) bool { return a.onMethod || a.named[m] }

// whose names a method in messages, where the place of the policy does not say which one is meant.
func (a *appliedPolicy) whose(m *method) string {
	if a.onMethod {
		return ""
	}
	return "for " + m.fn.Name() + " "
}

// resolvePolicies resolves the policies of an annotated interface, all of them: what is wrong in one is reported even
// if it applies to no method.
func (s *scope) resolvePolicies(i *directive.Interface) *annotations {
	anns := &annotations{interfaceName: i.Spec.Name.Name, onFields: map[*ast.Field][]*appliedPolicy{}, off: map[*method]bool{}}
	apply := func(p *directive.Policy, owner, part string) *appliedPolicy {
		policy := &appliedPolicy{Policy: p, named: map[*method]bool{}, failed: p.Broken && p.Methods.Given}
		if p.Verb != directive.VerbOff {
			policy.resolved = s.resolvePolicy(p, owner)
		}
		if len(p.Methods.Patterns) > 0 {
			part += goname.Exported(p.Methods.Patterns[0].Stem())
		}
		s.resolvePolicyQuestions(policy, part)
		anns.all = append(anns.all, policy)
		return policy
	}
	for _, p := range i.Policies {
		anns.onInterface = append(anns.onInterface, apply(p, anns.interfaceName, ""))
	}
	for _, m := range i.Members {
		for _, p := range m.Policies {
			policy := apply(p, ownerOf(anns.interfaceName, m.Field), partOf(m.Field))
			if policy.onMethod = len(m.Field.Names) > 0; !policy.onMethod {
				policy.line = m.Field
			}
			anns.onFields[m.Field] = append(anns.onFields[m.Field], policy)
		}
	}
	return anns
}

// ownerOf says what a member's policy is written on: "Store.Fetch", or "io.Reader in Store".
func ownerOf(name string, f *ast.Field) string {
	if len(f.Names) > 0 {
		return name + "." + f.Names[0].Name
	}
	return typeExpr(f.Type) + " in " + name
}

// partOf returns the part of a helper's name that comes from a member: Fetch for a method, Reader for an io.Reader.
func partOf(f *ast.Field) string {
	if len(f.Names) > 0 {
		return goname.Exported(f.Names[0].Name)
	}
	e := f.Type
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.Sel
		case *ast.Ident:
			return goname.Exported(x.Name)
		default:
			return "Embedded"
		}
	}
}

// assignPolicies decides which policy applies to each method: its own if it has one, otherwise that of an embedded
// line, otherwise the interface's default.
func (r *resolver) assignPolicies(anns *annotations, ms []*method) map[*method]*appliedPolicy {
	policyOf := map[*method]*appliedPolicy{}
	for _, m := range ms {
		policy := r.ownPolicy(anns, m)
		own := policy != nil
		if !own {
			policy = r.embeddedPolicy(anns, m)
		}
		if policy == nil {
			policy = r.chosenLine(anns, anns.onInterface, m)
		}
		if policy == nil {
			continue
		}
		off := policy.Verb == directive.VerbOff
		anns.off[m] = off
		switch {
		case own && !m.declarable && m.returnsError && !off:
			r.refuseUndeclarable(policy, m)
		case own:
			if !r.checkOwnAnnotation(anns, m, policy) {
				continue
			}
			policyOf[m] = policy
			policy.methods = append(policy.methods, m)
		case !m.returnsError:
		case IsClose(m.fn) && !addsOnlyClose(m, policy, ms):
			anns.skippedClose = true
		case !m.declarable:
			policy.undeclarable = append(policy.undeclarable, m)
		default:
			policyOf[m] = policy
			policy.methods = append(policy.methods, m)
		}
	}
	r.checkSelections(anns, ms)
	return policyOf
}

// IsClose reports whether a method is Close() error, to which a default does not apply: most things may be closed only
// once.
func IsClose(m *types.Func) bool {
	sig := m.Signature()
	return m.Name() == "Close" && sig.Params().Len() == 0 && sig.Results().Len() == 1 && ReturnsError(sig)
}

// addsOnlyClose reports whether a policy is written on an embedded line that adds no other method than this Close,
// so that it must be meant for it.
func addsOnlyClose(m *method, policy *appliedPolicy, ms []*method) bool {
	return policy.line != nil && !slices.ContainsFunc(ms, func(other *method) bool { return other != m && slices.Contains(other.embeddedIn, policy.line) })
}

// checkOwnAnnotation checks a method's own annotation, and reports whether it can apply to the method.
func (r *resolver) checkOwnAnnotation(anns *annotations, m *method, policy *appliedPolicy) bool {
	if policy.Verb == directive.VerbOff {
		return true
	}
	name := anns.interfaceName + "." + m.fn.Name()
	if !m.returnsError {
		policy.failed = true
		f := r.errorf(policy.spanFor(m), NoErrorResult, "%s cannot be retried: its last result is not an error", name)
		f.Hint = "remove the annotation: such a method is passed straight through"
		if policy.named[m] {
			f.Hint = "remove the name: such a method is passed straight through"
		}
		return false
	}
	r.checkLimits(name, m, policy.Policy)
	return true
}
