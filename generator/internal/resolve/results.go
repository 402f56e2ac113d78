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

// results resolves the functions of a policy that depend on the method under it.
func (s *scope) results(out *plan.Method, m *method, src *source, isOwn bool, params *types.TypeParamList) {
	if e := src.Value(keys.RetryResult); e.Given() && (isOwn || m.fn.Signature().Results().Len() > 1) {
		out.RetryResult = s.judge(m, e.Expr, params)
	}
	if e := src.Value(keys.Fallback); e.Given() {
		out.Fallback = s.fallback(m, e.Expr, params)
	}
}

// unjudged warns of the methods under a default that have no result for its retry_result to judge.
func (r *resolver) unjudged(src *source) {
	var lone []*method
	for _, m := range src.methods {
		if m.fn.Signature().Results().Len() == 1 {
			lone = append(lone, m)
		}
	}
	if e := src.Value(keys.RetryResult); e.Given() && len(lone) > 0 {
		r.warnf(exprSpan(e.Expr), NothingJudged, "retry_result does not hold for methods that return nothing but an error: %s", strings.Join(names(lone), ", "))
	}
}

// judge resolves a retry_result for the results of m. It returns nil when it has reported why it cannot.
func (s *scope) judge(m *method, e directive.Expr, params *types.TypeParamList) *plan.Judge {
	results := m.fn.Signature().Results()
	if results.Len() == 1 {
		s.errorf(exprSpan(e), BadJudge, "%s returns nothing but an error: there is no result to judge", m.fn.Name())
		return nil
	}
	predicate := types.NewSignatureType(nil, nil, nil, types.NewTuple(withoutLast(results)...), types.NewTuple(unnamed(types.Typ[types.Bool])), false)
	expected := fmt.Sprintf("the name of a %s, or a boolean expression over %s", s.typeString(predicate), nameList(results))
	vars := resultVars(results)
	x := s.check(e, BadJudge, expected, vars.list...)
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
				return &plan.Judge{Func: obj, WithError: withError, Generic: generic, Text: e.Text}
			}
		}
		if call, fits := s.asCall(e, results.Len()-1, vars.list); fits {
			return s.judge(m, call, params)
		}
		s.errorf(x.spanOf(), BadJudge, "%s is a %s; for %s expected %s", x.Text, s.typeString(x.value.Type), m.fn.Name(), expected)
		return nil
	}
	switch {
	case x.value.IsValue() && !isBool(x.value.Type):
		s.errorf(x.spanOf(), BadJudge, "%s is of type %s; for %s expected %s", x.Text, s.typeString(x.value.Type), m.fn.Name(), expected)
		return nil
	case !x.value.IsValue():
		s.errorf(x.spanOf(), BadJudge, "%s; for %s expected %s", s.describe(x), m.fn.Name(), expected)
		return nil
	case x.value.Value != nil:
		s.errorf(x.spanOf(), ConstantPredicate, "retry_result is always %s, whatever the results; expected %s", x.value.Value, expected)
		return nil
	}
	if at := vars.errorIn(x); at != nil {
		s.errorf(x.span(at), BadJudge, "retry_result is asked about attempts without an error: %s is always nil here; expected %s", at.Name, expected)
		return nil
	}
	names, both := vars.used(x)
	if both != "" {
		s.errorf(x.spanOf(), BadJudge, "%s means the same result as its name does; use one of the two", both)
		return nil
	}
	if !slices.ContainsFunc(names, func(name string) bool { return name != "_" }) {
		s.warnf(exprSpan(e), ConstantPredicate, "retry_result does not look at the results")
	}
	return &plan.Judge{Text: e.Text, Expr: x.syntax, Info: x.info, Params: names}
}

// fallback resolves a fallback for m. It returns nil when it has reported why it cannot.
func (s *scope) fallback(m *method, e directive.Expr, params *types.TypeParamList) *plan.Fallback {
	sig := m.fn.Signature()
	in := append(slices.Collect(sig.Params().Variables()), unnamed(errorType))
	out := slices.Collect(sig.Results().Variables())
	want := types.NewSignatureType(nil, nil, nil, types.NewTuple(in...), types.NewTuple(out...), false)
	expected := "the name of a " + s.typeString(want)
	x := s.check(e, BadFallback, expected)
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
