package resolve

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// resolveResultFunctions resolves the functions of a policy that depend on the method that it applies to.
func (s *scope) resolveResultFunctions(out *plan.Method, m *method, policy *appliedPolicy, onMethod bool, in decorated) {
	if e := policy.Value(keys.RetryResult); e.Given() && (onMethod || appliesTo(e.Expr, m)) {
		if isResponseClass(e.Expr) {
			out.RetryResult = s.resolveResponseClass(m, e.Expr, idempotence(policy.Policy))
		} else {
			out.RetryResult = s.resolveRetryResult(m, keys.RetryResult, e.Expr, in)
		}
	}
	s.resolveCaseResults(out, m, policy, onMethod, in)
	if e := policy.Value(keys.Fallback); e.Given() {
		out.Fallback = s.resolveFallback(m, e.Expr, in.params)
	}
}

// warnNoResults warns of the methods under a default that have no results for its retry_result.
func (r *resolver) warnNoResults(policy *appliedPolicy) {
	var lone []*method
	for _, m := range policy.methods {
		if m.fn.Signature().Results().Len() == 1 && !policy.isOwn(m) {
			lone = append(lone, m)
		}
	}
	for _, c := range policy.Cases {
		if e := c.Value(keys.Result); e.Given() && len(lone) > 0 {
			r.warnf(exprSpan(e.Expr), NoResults, "result does not apply to methods that return only an error: %s", strings.Join(names(lone), ", "))
		}
	}
	e := policy.Value(keys.RetryResult)
	if e.Given() && isResponseClass(e.Expr) {
		r.warnNoResponses(policy)
	}
	if e.Given() && len(lone) > 0 {
		r.warnf(exprSpan(e.Expr), NoResults, "retry_result does not apply to methods that return only an error: %s", strings.Join(names(lone), ", "))
	}
}

// resolveRetryResult resolves a retry_result, or the result of a case, for the results of m. It returns nil if it has reported what is wrong.
func (s *scope) resolveRetryResult(m *method, key string, e directive.Expr, in decorated) *plan.Question {
	results := m.fn.Signature().Results()
	if results.Len() == 1 {
		s.errorf(exprSpan(e), BadRetryResult, "%s returns only an error: there is no result to look at", m.fn.Name())
		return nil
	}
	sig := m.fn.Signature()
	predicate := types.NewSignatureType(nil, nil, nil, types.NewTuple(withoutLast(results)...), types.NewTuple(unnamed(types.Typ[types.Bool])), false)
	variables := methodVariables(sig, errVariable())
	for _, v := range variables {
		v.useless = v.argument.Kind == plan.ArgumentError
	}
	expected := fmt.Sprintf("the name of a %s, or a boolean expression over %s", s.typeString(predicate), nameList(variables, results.Len()-1))
	if sig.Params().Len() > 0 {
		expected += " and the parameters"
	}
	returned := resultsOf(sig)
	q := s.resolveQuestion(e, &inquiry{
		key: key, code: BadRetryResult, expected: expected, whose: "for " + m.fn.Name() + " ", subject: "the results", answers: answersBool,
		forms: formsOf(sig, returned, append(returned[:len(returned):len(returned)], onlyError()...)), variables: variables, in: in,
	})
	if q != nil && q.Expr != nil && q.Sees(plan.ArgumentError) {
		at := errorIn(q)
		from, to := int(at.Pos())-1, int(at.End())-1
		s.errorf(span{e.At(from), e.At(to)}, BadRetryResult, "%s is asked about attempts without an error: %s is always nil here; expected %s", key, at.Name, expected)
		return nil
	}
	return q
}

// errorIn returns where an expression first names the error.
func errorIn(q *plan.Question) *ast.Ident {
	named := map[string]bool{}
	for _, a := range q.Args {
		named[a.Name] = named[a.Name] || a.Kind == plan.ArgumentError
	}
	var at *ast.Ident
	for id, obj := range q.Info.Uses {
		if v, ok := obj.(*types.Var); ok && v.Pkg() == nil && named[v.Name()] && (at == nil || id.Pos() < at.Pos()) {
			at = id
		}
	}
	return at
}

// resolveFallback resolves a fallback for m. It returns nil if it has reported what is wrong.
func (s *scope) resolveFallback(m *method, e directive.Expr, params *types.TypeParamList) *plan.Fallback {
	sig := m.fn.Signature()
	in := append(slices.Collect(sig.Params().Variables()), unnamed(errorType))
	want := types.NewSignatureType(nil, nil, nil, types.NewTuple(in...), sig.Results(), false)
	expected := "the name of a " + s.typeString(want)
	x := s.checkExpression(e, BadFallback, expected)
	if x == nil {
		return nil
	}
	obj := x.object()
	if obj == nil || !x.value.IsValue() {
		s.errorf(x.spanOf(), BadFallback, "%s; for %s expected %s", s.describe(x), m.fn.Name(), expected)
		return nil
	}
	var given []types.Type
	for _, v := range in {
		given = append(given, v.Type())
	}
	fits, generic := callableAs(x.value.Type, given, sig.Results(), params)
	if !fits {
		s.errorf(x.spanOf(), BadFallback, "%s is %s; for %s expected %s", x.Text, goname.WithArticle(s.typeString(x.value.Type)), m.fn.Name(), expected)
		return nil
	}
	return &plan.Fallback{Func: obj, Generic: generic}
}
