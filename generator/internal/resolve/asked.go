package resolve

import (
	"go/types"
	"slices"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A giveup or a pause_from belongs to its policy when it is about the error alone. What is about a call's arguments or results
// belongs to the method. Which of the two it is, its types say: first it is held against the error alone, and where that does
// not fit, against each method.

// resolvePolicyQuestions resolves the questions of a policy that are about the error alone. What is wrong with them is reported
// only where no method takes them otherwise: see [scope.reportRefused].
func (s *scope) resolvePolicyQuestions(policy *appliedPolicy, part string) {
	policy.found, policy.asked, policy.refused = map[string]trial{}, map[string]bool{}, map[string]bool{}
	var giveup *plan.Question
	if e := policy.Value(keys.Giveup); e.Given() {
		policy.found[keys.Giveup] = s.try(func() { giveup = s.resolvePolicyGiveup(e.Expr) })
	}
	var pauseFrom types.Object
	if e := policy.Value(keys.PauseFrom); e.Given() {
		policy.found[keys.PauseFrom] = s.try(func() { pauseFrom = s.resolvePauseFrom(e.Expr) })
	}
	if policy.resolved == nil {
		return
	}
	if policy.resolved.Giveup = giveup; giveup != nil && giveup.Expr != nil {
		giveup.Name = part // the middle of its name, which is completed when all others are known
	}
	policy.resolved.PauseFrom = pauseFrom
}

// asksMethod notes that a key's question is held against a method, and reports whether it is to be: one that another method
// of the same policy has refused is reported once.
func (a *appliedPolicy) asksMethod(key string) bool {
	a.asked[key] = true
	return !a.refused[key]
}

// reportRefused reports what was found out about the questions of policies, unless they are asked for each method.
func (s *scope) reportRefused(anns *annotations) {
	for _, policy := range anns.all {
		for _, key := range []string{keys.Giveup, keys.PauseFrom} {
			if !policy.asked[key] {
				s.report(policy.found[key])
			}
		}
	}
}

// withoutGiveup returns a policy without its giveup, for methods that ask another question.
func (a *appliedPolicy) withoutGiveup(p *plan.Policy) *plan.Policy {
	if a.variants[p] == nil {
		other := *p
		other.Giveup = nil
		if a.variants == nil {
			a.variants = map[*plan.Policy]*plan.Policy{}
		}
		a.variants[p] = &other
	}
	return a.variants[p]
}

// warnNotAsked warns of questions about errors in a policy that retries results.
func (s *scope) warnNotAsked(policy *appliedPolicy, methods []*plan.Method) {
	if !policy.Value(keys.RetryResult).Given() {
		return
	}
	if policy.resolved != nil && isRetryAfter(policy.resolved.PauseFrom) && slices.ContainsFunc(methods, returnsResponse) {
		s.warnf(exprSpan(policy.Value(keys.PauseFrom).Expr), diag.NotAsked, "%s is not asked about responses that retry_result rejects, so that what they ask for is not heeded",
			policy.Value(keys.PauseFrom).Text).Hint = "httphint.RetryAfterResponse reads responses, and errors as well"
		return
	}
	if policy.Verb != directive.VerbPolicy || len(policy.Errors)+len(policy.Cases) > 0 {
		return
	}
	for _, key := range []string{keys.Giveup, keys.PauseFrom} {
		e := policy.Value(key)
		sees := func(m *plan.Method) bool {
			q := m.Giveup
			if key == keys.PauseFrom {
				q = m.PauseFrom
			}
			return q != nil && q.Sees(plan.ArgumentResult)
		}
		if e.Given() && !policy.refused[key] && !slices.ContainsFunc(methods, sees) {
			s.warnf(exprSpan(e.Expr), diag.NotAsked, "%s is not asked about results that retry_result rejects, and no errors are named for it to look at", key)
		}
	}
}

// isRetryAfter reports whether a function is the one of package httphint that reads a response's header from an error alone.
func isRetryAfter(f types.Object) bool {
	return f != nil && f.Name() == "RetryAfter" && f.Pkg() != nil && f.Pkg().Path() == runtimePath+"/httphint"
}

// returnsResponse reports whether a method returns an *http.Response.
func returnsResponse(m *plan.Method) bool {
	for v := range m.Signature.Results().Variables() {
		if IsResponse(v.Type()) {
			return true
		}
	}
	return false
}
