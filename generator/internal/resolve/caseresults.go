package resolve

import (
	"strconv"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// resolveCaseResults resolves what the cases of a policy ask about the results of m: their key result, and classes of responses
// among their errors.
func (s *scope) resolveCaseResults(out *plan.Method, m *method, policy *appliedPolicy, onMethod bool, in decorated) {
	said := idempotence(policy.Policy)
	for i, c := range policy.Cases {
		add := func(q *plan.Question) {
			if q == nil {
				return
			}
			q.Key = "When" + strconv.Itoa(i+1)
			out.CaseResults = append(out.CaseResults, plan.CaseResult{Case: i + 1, Question: q})
			out.Policy.Cases[i].Values.Results = true
		}
		for _, e := range c.Errors {
			add(s.responseOf(m, e, said))
		}
		switch e := c.Value(keys.Result); {
		case !e.Given(), !onMethod && !appliesTo(e.Expr, m):
		case isResponseClass(e.Expr):
			add(s.resolveResponseClass(m, e.Expr, said))
		default:
			add(s.resolveRetryResult(m, keys.Result, e.Expr, in))
		}
	}
}

// responseOf returns the question whether a response is of the class that an entry of a case's errors names; nil where that is
// about errors alone, or where m returns no response.
func (s *scope) responseOf(m *method, e directive.Entry, said plan.Idempotence) *plan.Question {
	if !isResponseClass(e.Expr) || e.Not.IsValid() || responseAmong(m) < 0 {
		return nil
	}
	named, _ := s.resolveClass(e.Expr) // which is known, or the policy would not have been resolved
	if _, err := named.client.SelectResponses(classesNamed(said, named)); err != nil {
		return nil
	}
	return s.resolveResponseClass(m, e.Expr, said)
}
