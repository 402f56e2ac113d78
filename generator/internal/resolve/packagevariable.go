package resolve

import (
	"go/token"
	"go/types"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

const expectedBudget = "a package-level variable that holds a backoff.RetryBudget"

// resolveBudget resolves a budget to its variable. It returns nil when it has reported why it cannot.
func (s *scope) resolveBudget(e directive.Expr) types.Object {
	return s.resolveVariable(e, BadBudget, expectedBudget, isBudget)
}

// isBudget reports whether a value of type t is a backoff.RetryBudget. The methods of that are written here, since the
// annotated package may not import the runtime.
func isBudget(t types.Type) bool {
	return types.AssignableTo(t, interfaceOf(map[string][]types.Type{
		"Began": nil, "Succeeded": nil, "Failed": nil, "Retry": {types.Typ[types.Bool]},
	}))
}

// interfaceOf returns an interface of methods without parameters, by their results.
func interfaceOf(methods map[string][]types.Type) *types.Interface {
	var list []*types.Func
	for name, results := range methods {
		var vars []*types.Var
		for _, t := range results {
			vars = append(vars, types.NewParam(token.NoPos, nil, "", t))
		}
		list = append(list, types.NewFunc(token.NoPos, nil, name, types.NewSignatureType(nil, nil, nil, nil, types.NewTuple(vars...), false)))
	}
	return types.NewInterfaceType(list, nil).Complete()
}

const expectedGuard = "a package-level variable that holds a backoff.Guard"

// resolveGuard resolves a guard to its variable. It returns nil when it has reported why it cannot.
func (s *scope) resolveGuard(e directive.Expr) types.Object {
	return s.resolveVariable(e, BadGuard, expectedGuard, isGuard)
}

// isGuard reports whether a value of type t is a backoff.Guard: it has a method Enter(context.Context) (backoff.Pass, error).
func isGuard(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, "Enter")
	enter, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	in, out := enter.Signature().Params(), enter.Signature().Results()
	return in.Len() == 1 && !enter.Signature().Variadic() && IsNamed(in.At(0).Type(), pathIs("context"), "Context") &&
		out.Len() == 2 && IsNamed(out.At(0).Type(), IsRuntime, "Pass") && types.Identical(out.At(1).Type(), errorType)
}

// resolveVariable resolves the name of a package-level variable whose type fits. It returns nil when it has reported why it
// cannot.
func (s *scope) resolveVariable(e directive.Expr, code, expected string, fits func(t types.Type) bool) types.Object {
	x := s.checkExpression(e, code, expected)
	if x == nil {
		return nil
	}
	obj := x.object()
	switch obj.(type) {
	case *types.Var:
	case *types.Func, *types.Const:
		s.errorf(x.spanOf(), code, "%s is a %s; expected %s", x.Text, kindOf(obj), expected)
		return nil
	default:
		s.errorf(x.spanOf(), code, "%s; expected %s", s.describe(x), expected)
		return nil
	}
	t := obj.Type()
	if !broken(t) && fits(t) {
		return obj
	}
	f := s.reportType(x, t, code, expected)
	if !broken(t) && fits(types.NewPointer(t)) {
		f.Hint = "only *" + s.typeString(t) + " has its methods: let the variable hold a pointer"
	}
	return nil
}
