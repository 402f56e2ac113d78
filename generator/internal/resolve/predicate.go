package resolve

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

const expectedPredicate = "the name of a func(error) bool, or a boolean expression over err"

// resolvePredicate resolves a giveup. It returns nil if it has reported what is wrong. The function of an expression
// gets its name later, when all names that users see are known.
func (s *scope) resolvePredicate(e directive.Expr) *plan.Predicate {
	// The variable belongs to no package: it is the generated function's parameter, whatever else has the name err.
	err := types.NewVar(token.NoPos, nil, "err", errorType)
	x := s.checkExpression(e, BadPredicate, expectedPredicate, err)
	if x == nil {
		return nil
	}
	if obj := x.object(); obj != nil && obj != types.Object(err) && x.value.IsValue() && isFunction(x.value.Type) {
		return s.resolvePredicateFunc(x, obj)
	}
	t := x.value.Type
	switch {
	case x.value.IsType():
		s.badPredicate(x, e.Text+" is a type")
	case x.value.IsBuiltin(), x.value.IsVoid(), x.value.IsNil():
		s.badPredicate(x, e.Text+" is not a predicate")
	case broken(t):
		s.unknownType(x, e.Text)
	case x.value.Value != nil && isBool(t):
		s.errorf(exprSpan(e), ConstantPredicate, "giveup is always %s, whatever the error; expected %s", x.value.Value, expectedPredicate)
	case types.AssignableTo(t, predicateType) && isInstance(x.syntax):
		// isA[T] alone cannot be stored with its type arguments: it becomes the expression isA[T](err).
		call := e
		call.Text += "(err)"
		return s.resolvePredicate(call)
	case types.AssignableTo(t, predicateType):
		s.badPredicate(x, s.describe(x)).Hint = `call it: giveup="` + e.Text + `(err)"`
	case !isBool(t):
		s.badPredicate(x, e.Text+" is of type "+s.typeString(t))
	default:
		if !mentions(x, err) {
			s.warnf(exprSpan(e), ConstantPredicate, "giveup does not use err")
		}
		return &plan.Predicate{Text: e.Text, Expr: x.syntax, Info: x.info}
	}
	return nil
}

// resolvePredicateFunc resolves a giveup that is the name of a function, or of a variable that holds one.
func (s *scope) resolvePredicateFunc(x *expression, obj types.Object) *plan.Predicate {
	t := x.value.Type
	if !broken(t) && !types.AssignableTo(t, predicateType) {
		if call, fits := s.asCall(x.Expr, 0, []*types.Var{types.NewVar(token.NoPos, nil, "err", errorType)}); fits {
			return s.resolvePredicate(call)
		}
	}
	switch {
	case broken(t):
		s.unknownType(x, x.Text)
	case generic(t):
		s.badPredicate(x, x.Text+" is generic").Hint = `instantiate it: giveup="` + x.Text + `[…](err)"`
	case !types.AssignableTo(t, predicateType):
		s.badPredicate(x, x.Text+" is a "+s.typeString(t))
	default:
		return &plan.Predicate{Text: x.Text, Func: obj}
	}
	return nil
}

func (s *scope) badPredicate(x *expression, what string) *diag.Diagnostic {
	return s.errorf(x.spanOf(), BadPredicate, "%s; expected %s", what, expectedPredicate)
}

func isFunction(t types.Type) bool {
	_, isSignature := t.Underlying().(*types.Signature)
	return isSignature
}

// isBool reports whether the emitted function, which returns bool, can return a value of type t.
func isBool(t types.Type) bool {
	return types.AssignableTo(t, types.Typ[types.Bool])
}

func isInstance(e ast.Expr) bool {
	switch e.(type) {
	case *ast.IndexExpr, *ast.IndexListExpr:
		return true
	}
	return false
}

// mentions reports whether an expression uses a variable.
func mentions(x *expression, v *types.Var) bool {
	for _, obj := range x.info.Uses {
		if obj == types.Object(v) {
			return true
		}
	}
	return false
}
