package resolve

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// ownPolicy returns a method's own annotation: the one that is written on it, or a line on the interface or on an embedded
// line that names it; nil where there is none. It reports a second one.
func (r *resolver) ownPolicy(anns *annotations, m *method) *appliedPolicy {
	var own *appliedPolicy
	consider := func(policy *appliedPolicy) {
		switch {
		case own == nil:
			own = policy
		case own.line != nil && policy.line != nil && own.line != policy.line:
			r.checkAgreement(anns, m, own, policy)
		default:
			r.reportSecondLine(m, own, policy)
		}
	}
	for _, policy := range r.naming(anns.onInterface, m) {
		consider(policy)
	}
	for _, f := range m.embeddedIn {
		for _, policy := range r.naming(anns.onFields[f], m) {
			consider(policy)
		}
	}
	for _, policy := range anns.onFields[m.field] {
		consider(policy)
	}
	if own != nil && !own.onMethod {
		own.named[m] = true
	}
	return own
}

// naming returns those lines of one place that name a method. It reports one beside them that selects it by a pattern.
func (r *resolver) naming(lines []*appliedPolicy, m *method) []*appliedPolicy {
	var naming, others []*appliedPolicy
	for _, policy := range lines {
		if pattern, ok := policy.Methods.Match(m.fn.Name()); ok && pattern.IsName() {
			naming = append(naming, policy)
		} else if ok {
			others = append(others, policy)
		}
	}
	if len(naming) > 0 && len(others) > 0 {
		r.reportSecondLine(m, naming[0], others[0])
	}
	return naming
}

// chosenLine returns the line for a method among those of one place, apart from lines that name it; nil where there is none.
// It reports a second one with a pattern for the method.
func (r *resolver) chosenLine(anns *annotations, lines []*appliedPolicy, m *method) *appliedPolicy {
	var byPattern, byDefault *appliedPolicy
	for _, policy := range lines {
		switch _, ok := policy.Methods.Match(m.fn.Name()); {
		case !policy.Methods.Given:
			byDefault = policy
		case !ok:
		case byPattern == nil:
			byPattern = policy
		default:
			r.reportSecondLine(m, byPattern, policy)
		}
	}
	if byPattern != nil {
		return byPattern
	}
	return byDefault
}

// embeddedPolicy returns the policy of the embedded lines that add a method, or nil. It reports lines that disagree.
func (r *resolver) embeddedPolicy(anns *annotations, m *method) *appliedPolicy {
	var first *appliedPolicy
	for _, f := range m.embeddedIn {
		policy := r.chosenLine(anns, anns.onFields[f], m)
		switch {
		case policy == nil:
		case first == nil:
			first = policy
		default:
			r.checkAgreement(anns, m, first, policy)
		}
	}
	return first
}

// checkAgreement reports two embedded lines that add the same method and say different things about it.
func (r *resolver) checkAgreement(anns *annotations, m *method, first, second *appliedPolicy) {
	if first.Says == second.Says {
		return
	}
	d := r.errorf(policySpan(second.Policy), Disagreement, "%s comes from two embedded lines that are annotated differently", m.fn.Name())
	d.Hint = "name it in a line on " + anns.interfaceName + ", or declare it there with an annotation of its own"
	d.Related = r.related(first.Pos, "the other annotation")
}

// reportSecondLine reports, at the later one, two annotations that are for the same method and of which neither goes before the
// other.
func (r *resolver) reportSecondLine(m *method, first, second *appliedPolicy) {
	if second.Pos < first.Pos {
		first, second = second, first
	}
	second.failed = true
	d := r.errorf(second.spanFor(m), diag.DuplicateDirective, "a second annotation for %s; the first is backoff:%s", m.fn.Name(), first.Verb)
	d.Hint = "keep only one of them"
	d.Related = r.related(first.spanFor(m).pos, "the first one")
}

// spanFor returns where a policy says that it is for a method: the entry of its methods, or the whole annotation.
func (a *appliedPolicy) spanFor(m *method) span {
	if a.onMethod {
		return policySpan(a.Policy)
	}
	pattern, _ := a.Methods.Match(m.fn.Name())
	return span{pattern.Pos, pattern.End}
}

// refuseUndeclarable reports a method that this package cannot declare, and that has an annotation of its own.
func (r *resolver) refuseUndeclarable(policy *appliedPolicy, m *method) {
	policy.failed = true
	r.errorf(policy.spanFor(m), Promoted, "cannot be retried: %s: %s", m.fn.Name(), undeclarable)
}

// checkSelections reports the entries of methods that no method of their place matches.
func (r *resolver) checkSelections(anns *annotations, ms []*method) {
	for _, policy := range anns.all {
		if policy.onMethod {
			continue
		}
		var known []string
		for _, m := range ms {
			if policy.line == nil || slices.Contains(m.embeddedIn, policy.line) {
				known = append(known, m.fn.Name())
			}
		}
		for _, pattern := range policy.Methods.Patterns {
			if !slices.ContainsFunc(known, pattern.Matches) {
				r.reportNoSuchMethod(anns, policy, pattern, known, ms)
			}
		}
	}
}

func (r *resolver) reportNoSuchMethod(anns *annotations, policy *appliedPolicy, pattern directive.Pattern, known []string, ms []*method) {
	policy.failed = true
	of := anns.interfaceName
	if policy.line != nil {
		of = typeExpr(policy.line.Type)
	}
	at := span{pattern.Pos, pattern.End}
	if !pattern.IsName() {
		r.errorf(at, NoSuchMethod, "%s has no method whose name begins with %s", of, pattern.Stem()).Hint = beginningHint(pattern.Stem(), known)
		return
	}
	d := r.errorf(at, NoSuchMethod, "%s has no method %s", of, pattern.Text)
	if d.Hint = didYouMean(pattern.Text, known); d.Hint == "" && slices.Contains(names(ms), pattern.Text) {
		d.Hint = anns.interfaceName + " has it from elsewhere: name it in a line on the interface, or write the annotation on the method"
	}
}

// beginningHint names the methods whose names begin with the same letters in other capitals.
func beginningHint(stem string, known []string) string {
	for _, name := range known {
		if len(name) >= len(stem) && strings.EqualFold(name[:len(stem)], stem) {
			return "did you mean " + name[:len(stem)] + "*?"
		}
	}
	return ""
}

// retries reports whether an interface's annotations apply to one of its methods, as far as that is known without
// types.
func retries(i *directive.Interface, name string, IsClose bool) bool {
	isPolicy := func(p *directive.Policy, named bool) bool {
		return p != nil && p.Verb != directive.VerbOff && (named || !IsClose)
	}
	chosen, named := directive.Choose(i.Policies, name)
	reached := isPolicy(chosen, named)
	if named {
		return reached
	}
	for _, member := range i.Members {
		if isMethodNamed(member.Field, name) {
			if len(member.Policies) == 0 {
				break // it has a wrap alone
			}
			return member.Policies[0].Verb != directive.VerbOff
		}
		if len(member.Field.Names) == 0 {
			chosen, named := directive.Choose(member.Policies, name)
			reached = reached || isPolicy(chosen, named)
		}
	}
	return reached
}

func isMethodNamed(f *ast.Field, name string) bool {
	return len(f.Names) > 0 && f.Names[0].Name == name
}
