package resolve

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// resolveResultFunctions resolves the functions of a policy that depend on the method that it applies to.
func (s *scope) resolveResultFunctions(out *plan.Method, m *method, policy *appliedPolicy, onMethod bool, params *types.TypeParamList) {
	if e := policy.Value(keys.RetryResult); e.Given() && (onMethod || appliesTo(e.Expr, m)) {
		if isResponseClass(e.Expr) {
			out.RetryResult = s.resolveResponseClass(m, e.Expr, idempotence(policy.Policy))
		} else {
			out.RetryResult = s.resolveRetryResult(m, e.Expr, params)
		}
	}
	if e := policy.Value(keys.Fallback); e.Given() {
		out.Fallback = s.resolveFallback(m, e.Expr, params)
	}
}

// warnNoResults warns of the methods under a default that have no results for its retry_result.
func (r *resolver) warnNoResults(policy *appliedPolicy) {
	var lone []*method
	for _, m := range policy.methods {
		if m.fn.Signature().Results().Len() == 1 {
			lone = append(lone, m)
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

// resolveRetryResult resolves a retry_result for the results of m. It returns nil if it has reported what is wrong.
func (s *scope) resolveRetryResult(m *method, e directive.Expr, params *types.TypeParamList) *plan.ResultPredicate {
	results := m.fn.Signature().Results()
	if results.Len() == 1 {
		s.errorf(exprSpan(e), BadRetryResult, "%s returns only an error: there is no result to look at", m.fn.Name())
		return nil
	}
	predicate := types.NewSignatureType(nil, nil, nil, types.NewTuple(withoutLast(results)...), types.NewTuple(unnamed(types.Typ[types.Bool])), false)
	expected := fmt.Sprintf("the name of a %s, or a boolean expression over %s", s.typeString(predicate), nameList(results))
	vars := resultVars(results)
	x := s.checkExpression(e, BadRetryResult, expected, vars.list...)
	if x == nil {
		return nil
	}
	if obj := x.object(); obj != nil && x.value.IsValue() && isFunction(x.value.Type) && obj.Pkg() != nil {
		for _, withError := range []bool{false, true} {
			in := withoutLast(results)
			if withError {
				in = slices.Collect(results.Variables())
			}
			if fits, generic := callableAs(x.value.Type, in, []*types.Var{unnamed(types.Typ[types.Bool])}, params); fits {
				return &plan.ResultPredicate{Func: obj, WithError: withError, Generic: generic, Text: e.Text}
			}
		}
		if call, fits := s.asCall(e, results.Len()-1, vars.list); fits {
			return s.resolveRetryResult(m, call, params)
		}
		s.errorf(x.spanOf(), BadRetryResult, "%s is a %s; for %s expected %s", x.Text, s.typeString(x.value.Type), m.fn.Name(), expected)
		return nil
	}
	switch {
	case x.value.IsValue() && !isBool(x.value.Type):
		s.errorf(x.spanOf(), BadRetryResult, "%s is of type %s; for %s expected %s", x.Text, s.typeString(x.value.Type), m.fn.Name(), expected)
		return nil
	case !x.value.IsValue():
		s.errorf(x.spanOf(), BadRetryResult, "%s; for %s expected %s", s.describe(x), m.fn.Name(), expected)
		return nil
	case x.value.Value != nil:
		s.errorf(x.spanOf(), ConstantPredicate, "retry_result is always %s, whatever the results; expected %s", x.value.Value, expected)
		return nil
	}
	if at := vars.errorIn(x); at != nil {
		s.errorf(x.span(at), BadRetryResult, "retry_result is asked about attempts without an error: %s is always nil here; expected %s", at.Name, expected)
		return nil
	}
	names, both := vars.used(x)
	if both != "" {
		s.errorf(x.spanOf(), BadRetryResult, "%s is a result that is also used by its own name; use only one of the two names", both)
		return nil
	}
	if !slices.ContainsFunc(names, func(name string) bool { return name != "_" }) {
		s.warnf(exprSpan(e), ConstantPredicate, "retry_result does not use the results")
	}
	return &plan.ResultPredicate{Text: e.Text, Expr: x.syntax, Info: x.info, Params: names}
}

// resolveFallback resolves a fallback for m. It returns nil if it has reported what is wrong.
func (s *scope) resolveFallback(m *method, e directive.Expr, params *types.TypeParamList) *plan.Fallback {
	sig := m.fn.Signature()
	in := append(slices.Collect(sig.Params().Variables()), unnamed(errorType))
	out := slices.Collect(sig.Results().Variables())
	want := types.NewSignatureType(nil, nil, nil, types.NewTuple(in...), types.NewTuple(out...), false)
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
	fits, generic := callableAs(x.value.Type, in, out, params)
	if !fits {
		s.errorf(x.spanOf(), BadFallback, "%s is a %s; for %s expected %s", x.Text, s.typeString(x.value.Type), m.fn.Name(), expected)
		return nil
	}
	return &plan.Fallback{Func: obj, Generic: generic}
}
