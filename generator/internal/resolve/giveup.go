package resolve

import (
	"go/parser"
	"go/types"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

const (
	expectedPredicate = "the name of a func(error) bool, or a boolean expression over err"
	expectedGiveup    = "the name of a func([results…,] error[, parameters…]) bool, or a boolean expression over err, try, elapsed, results and parameters"
)

// resolvePolicyGiveup resolves a giveup that is about the error alone, so that it belongs to the policy. It returns nil when it has
// reported why it is not that.
func (s *scope) resolvePolicyGiveup(e directive.Expr) *plan.Question {
	q := &inquiry{
		key: keys.Giveup, code: BadPredicate, expected: expectedPredicate, subject: "the error", answers: answersBool,
		forms: []form{errorForm()}, variables: []*variable{errVariable()},
	}
	out := s.resolveQuestion(e, q)
	if out == nil || out.Func == nil || types.AssignableTo(out.Func.Type(), predicateType) {
		return out
	}
	call, _ := s.asCall(e, errorForm(), q.variables) // it can be called as a func(error) bool, but is none
	return s.resolveQuestion(call, q)
}

// resolveGiveup resolves the giveup of a method whose policy has none of its own, since it is about more than the error, or
// since its names mean something else in this method.
func (s *scope) resolveGiveup(out *plan.Method, m *method, policy *appliedPolicy, in decorated) {
	e := policy.Value(keys.Giveup)
	if !e.Given() {
		return
	}
	sig := m.fn.Signature()
	variables := methodVariables(sig, s.failureVariables(e.Expr)...)
	if out.Policy.Giveup != nil && !namesAny(e.Expr, variables[1:]) {
		return
	}
	ofPolicy := out.Policy.Giveup != nil
	if !ofPolicy && !policy.asksMethod(keys.Giveup) {
		return
	}
	returned := append(resultsOf(sig), onlyError()...)
	var q *plan.Question
	found := s.try(func() {
		q = s.resolveQuestion(e.Expr, &inquiry{
			key: keys.Giveup, code: BadPredicate, expected: expectedGiveup, whose: policy.whose(m), subject: "the error", answers: answersBool,
			forms: append(formsOf(sig, onlyError(), returned), failureForm), variables: variables, in: in,
		})
	})
	switch {
	case ofPolicy && (q == nil || q.IsAboutError()):
		return // its names mean here what they mean for the whole policy: they make sense as nothing else
	case q == nil:
		policy.refused[keys.Giveup] = true
	default:
		out.Giveup = q
		out.Policy = policy.withoutGiveup(out.Policy)
	}
	s.report(found)
}

// failureVariables returns what an expression about a failure may name of it, the error first.
func (s *scope) failureVariables(e directive.Expr) []*variable {
	duration := types.Type(types.Typ[types.Int64]) // package time need not be at hand where nobody asks for the time
	if namesAny(e, []*variable{newVariable("elapsed", nil, true, plan.Argument{})}) {
		duration = s.durationType(e)
	}
	return []*variable{
		errVariable(),
		newVariable("try", types.Typ[types.Int], true, plan.Argument{Kind: plan.ArgumentTry}),
		newVariable("elapsed", duration, true, plan.Argument{Kind: plan.ArgumentElapsed}),
	}
}

// durationType returns time.Duration; an invalid type when it has reported that package time cannot be loaded.
func (s *scope) durationType(e directive.Expr) types.Type {
	pkg, err := s.importPackage("time")
	if err != nil {
		s.reportLoad(exprSpan(e), "time", err)
		return types.Typ[types.Invalid]
	}
	if d := pkg.Scope().Lookup("Duration"); d != nil {
		return d.Type()
	}
	return types.Typ[types.Invalid]
}

// namesAny reports whether an expression has one of the variables' names among its free ones.
func namesAny(e directive.Expr, variables []*variable) bool {
	x, err := parser.ParseExpr(e.Text)
	if err != nil {
		return false
	}
	names := map[string]bool{}
	for _, v := range variables {
		names[v.argument.Name] = true
	}
	for _, n := range freeNames(x).names {
		if names[n.ident.Name] {
			return true
		}
	}
	return false
}
