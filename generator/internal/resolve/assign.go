package resolve

import (
	"go/ast"
	"go/types"
	"maps"
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

	// Of giveup and pause_from, by key:
	found   map[string]trial // by holding it against the error alone
	asked   map[string]bool  // it is held against methods
	refused map[string]bool  // one of them does not take it, which has been reported

	variants map[*plan.Policy]*plan.Policy // without their giveup
}

// annotations are the policies of one interface, by where they are written.
type annotations struct {
	interfaceName string
	defaultPolicy *appliedPolicy                // on the interface itself, or nil
	onFields      map[*ast.Field]*appliedPolicy // on its methods and embedded lines
	skippedClose  bool                          // the default does not apply to a Close() error
}

// all returns the policies in no order.
func (a *annotations) all() []*appliedPolicy {
	all := slices.Collect(maps.Values(a.onFields))
	if a.defaultPolicy != nil {
		all = append(all, a.defaultPolicy)
	}
	return all
}

// resolvePolicies resolves the policies of an annotated interface, all of them: what is wrong in one is reported even
// if it applies to no method.
func (s *scope) resolvePolicies(i *directive.Interface) *annotations {
	anns := &annotations{interfaceName: i.Spec.Name.Name, onFields: map[*ast.Field]*appliedPolicy{}}
	if i.Policy != nil {
		anns.defaultPolicy = &appliedPolicy{Policy: i.Policy, resolved: s.resolvePolicy(i.Policy, anns.interfaceName)}
		s.resolvePolicyQuestions(anns.defaultPolicy, "")
	}
	for _, m := range i.Members {
		if m.Policy == nil {
			continue
		}
		policy := &appliedPolicy{Policy: m.Policy}
		if m.Policy.Verb != directive.VerbOff {
			policy.resolved = s.resolvePolicy(m.Policy, ownerOf(anns.interfaceName, m.Field))
		}
		s.resolvePolicyQuestions(policy, partOf(m.Field))
		anns.onFields[m.Field] = policy
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
		if policy := anns.onFields[m.field]; m.field != nil && policy != nil {
			if !m.declarable && m.returnsError && policy.Verb != directive.VerbOff {
				policy.undeclarable = append(policy.undeclarable, m)
				continue
			}
			if r.checkOwnAnnotation(anns, m, policy) {
				policyOf[m] = policy
				policy.methods = append(policy.methods, m)
			}
			continue
		}
		policy := r.embeddedPolicy(anns, m)
		if policy == nil {
			policy = anns.defaultPolicy
		}
		switch {
		case policy == nil || !m.returnsError:
		case isClose(m.fn) && !addsOnlyClose(anns, m, policy, ms):
			anns.skippedClose = true
		case !m.declarable:
			policy.undeclarable = append(policy.undeclarable, m)
		default:
			policyOf[m] = policy
			policy.methods = append(policy.methods, m)
		}
	}
	return policyOf
}

// isClose reports whether a method is Close() error, to which a default does not apply: most things may be closed only
// once.
func isClose(m *types.Func) bool {
	sig := m.Signature()
	return m.Name() == "Close" && sig.Params().Len() == 0 && sig.Results().Len() == 1 && returnsError(sig)
}

// addsOnlyClose reports whether a policy is written on an embedded line that adds no other method than this Close,
// so that it must be meant for it.
func addsOnlyClose(anns *annotations, m *method, policy *appliedPolicy, ms []*method) bool {
	for _, embedding := range m.embeddedIn {
		if anns.onFields[embedding] == policy {
			return !slices.ContainsFunc(ms, func(other *method) bool { return other != m && slices.Contains(other.embeddedIn, embedding) })
		}
	}
	return false
}

// checkOwnAnnotation checks a method's own annotation, and reports whether it can apply to the method.
func (r *resolver) checkOwnAnnotation(anns *annotations, m *method, policy *appliedPolicy) bool {
	if policy.Verb == directive.VerbOff {
		return true
	}
	name := anns.interfaceName + "." + m.fn.Name()
	if !m.returnsError {
		f := r.errorf(policySpan(policy.Policy), NoErrorResult, "%s cannot be retried: its last result is not an error", name)
		f.Hint = "remove the annotation: such a method is passed straight through"
		return false
	}
	r.checkLimits(name, m, policy.Policy)
	return true
}

// embeddedPolicy returns the policy of the embedded lines that add a method, or nil. It reports lines that disagree.
func (r *resolver) embeddedPolicy(anns *annotations, m *method) *appliedPolicy {
	var first *appliedPolicy
	for _, f := range m.embeddedIn {
		policy := anns.onFields[f]
		switch {
		case policy == nil:
		case first == nil:
			first = policy
		case oneLine(policy.Text) != oneLine(first.Text):
			d := r.errorf(policySpan(policy.Policy), Disagreement, "%s comes from two embedded lines that are annotated differently", m.fn.Name())
			d.Hint = "declare the method in " + anns.interfaceName + " with an annotation of its own"
			d.Related = r.related(first.Pos, "the other annotation")
		}
	}
	return first
}
