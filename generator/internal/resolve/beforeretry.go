package resolve

import (
	"go/types"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

const (
	expectedBeforeRetry = "the name of a func(context.Context, error) error or func(context.Context) error, which may take the parameters after these"
	expectedMapError    = "the name of a func([results…,] error[, parameters…]) error"
)

// resolveBeforeRetry resolves what is called before another attempt of m.
func (s *scope) resolveBeforeRetry(out *plan.Method, m *method, policy *appliedPolicy, in decorated) {
	under := plan.Argument{Kind: plan.ArgumentContext}
	out.BeforeRetry = s.resolveMethodFunction(policy, m, &inquiry{
		key: keys.BeforeRetry, code: BadBeforeRetry, expected: expectedBeforeRetry, answers: answersError,
		forms: formsOf(m.fn.Signature(), append([]plan.Argument{under}, onlyError()...), []plan.Argument{under}), in: in,
	})
}

// resolveMapError resolves what is called with the error that a call of m ends with.
func (s *scope) resolveMapError(out *plan.Method, m *method, policy *appliedPolicy, in decorated) {
	sig := m.fn.Signature()
	out.MapError = s.resolveMethodFunction(policy, m, &inquiry{
		key: keys.MapError, code: BadMapError, expected: expectedMapError, answers: answersError,
		forms: formsOf(sig, onlyError(), append(resultsOf(sig), onlyError()...)), in: in,
	})
}

// resolveMethodFunction resolves a function that belongs to methods. It returns nil where the policy names none, and when it has
// reported what is wrong, which it does once for a policy.
func (s *scope) resolveMethodFunction(policy *appliedPolicy, m *method, q *inquiry) *plan.Question {
	e := policy.Value(q.key)
	if !e.Given() || !policy.asksMethod(q.key) {
		return nil
	}
	q.whose = policy.whose(m)
	out := s.resolveQuestion(e.Expr, q)
	policy.refused[q.key] = out == nil
	return out
}

// answersError reports whether a function's results are one error.
func answersError(r *types.Tuple) bool {
	return r.Len() == 1 && types.AssignableTo(r.At(0).Type(), errorType)
}
