package resolve

import (
	"go/ast"
	"go/types"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

const expectedEntry = "an error variable, an error type, a func(error) bool, or error"

// resolveMatcher resolves one entry of an errors list. It returns false when it has reported why it cannot.
func (s *scope) resolveMatcher(e directive.Expr) (plan.Matcher, bool) {
	x := s.checkExpression(e, BadErrorsEntry, expectedEntry)
	if x == nil {
		return plan.Matcher{}, false
	}
	switch {
	case x.value.IsType():
		return s.resolveTypeMatcher(x)
	case x.value.IsNil():
		s.badEntry(x, "nil is not an error")
	case x.value.IsBuiltin(), x.value.IsVoid():
		s.badEntry(x, e.Text+" cannot be matched")
	default:
		return s.resolveValueMatcher(x)
	}
	return plan.Matcher{}, false
}

// resolveTypeMatcher resolves an entry that is a type.
func (s *scope) resolveTypeMatcher(x *expression) (plan.Matcher, bool) {
	t := x.value.Type
	written := s.typeString(t)
	iface, isInterface := t.Underlying().(*types.Interface)
	switch {
	case broken(t):
		s.unknownType(x, written)
	case generic(t):
		s.badEntry(x, "the generic type "+written+" needs type arguments")
	case types.Identical(t, errorType):
		return plan.Matcher{Kind: plan.MatchAny}, true
	case isInterface && !iface.IsMethodSet():
		s.badEntry(x, written+" is a constraint, which no error has as its type")
	case isInterface, types.Implements(t, errorInterface):
		return plan.Matcher{Kind: plan.MatchAs, Type: t}, true
	case types.Implements(types.NewPointer(t), errorInterface):
		f := s.badEntry(x, written+" does not implement error, *"+written+" does")
		f.Hint = "write *" + x.Text
	default:
		f := s.badEntry(x, "type "+written+" does not implement error")
		if p, isPointer := t.Underlying().(*types.Pointer); isPointer && types.Implements(p.Elem(), errorInterface) {
			f.Hint = "write " + s.typeString(p.Elem())
		}
	}
	return plan.Matcher{}, false
}

// resolveValueMatcher resolves an entry that is a variable, a constant or a function.
func (s *scope) resolveValueMatcher(x *expression) (plan.Matcher, bool) {
	t := x.value.Type
	written := s.typeString(t)
	obj := x.object()
	if obj == nil {
		d := s.badEntry(x, s.describe(x))
		if d.Hint = misplacedValueHint("errors", x.Text); d.Hint == "" {
			d.Hint = "declare it at package level and write its name"
		}
		return plan.Matcher{}, false
	}
	_, isFunc := obj.(*types.Func)
	if isFunction(t) && !types.Implements(t, errorInterface) && !types.AssignableTo(t, predicateType) {
		if _, fits := s.asCall(x.Expr, errorForm(), []*variable{errVariable()}); fits {
			return plan.Matcher{Kind: plan.MatchFunc, Object: obj, Called: true}, true
		}
	}
	switch {
	case broken(t):
		s.unknownType(x, x.Text)
	case isFunc && generic(t):
		s.badEntry(x, x.Text+" is generic, and an entry of errors cannot have type arguments").Hint = "write a function that calls it, and name that one"
	case !isFunc && types.Implements(t, errorInterface):
		return plan.Matcher{Kind: plan.MatchIs, Object: obj}, true
	case types.AssignableTo(t, predicateType):
		return plan.Matcher{Kind: plan.MatchFunc, Object: obj}, true
	case isFunc:
		s.badEntry(x, x.Text+" is "+goname.WithArticle(written))
	case types.Implements(types.NewPointer(t), errorInterface):
		f := s.badEntry(x, x.Text+" has type "+written+", and only *"+written+" implements error")
		f.Hint = "name the type, *" + written + ", or a variable of it"
	default:
		s.badEntry(x, x.Text+" is a "+kindOf(obj)+" of type "+written+", which does not implement error")
	}
	return plan.Matcher{}, false
}

// describe says what an expression is that is not just a name.
func (s *scope) describe(x *expression) string {
	switch {
	case x.value.IsType():
		return x.Text + " is a type"
	case x.value.IsBuiltin():
		return x.Text + " is built into Go"
	}
	sel, _ := x.syntax.(*ast.SelectorExpr)
	if selection := x.info.Selections[sel]; selection != nil {
		if selection.Kind() == types.FieldVal {
			return x.Text + " is a field, not a package-level variable"
		}
		return x.Text + " is a method, not a function"
	}
	if x.value.Value != nil {
		return x.Text + " is a constant value, not a name"
	}
	return x.Text + " is an expression, not a name"
}

func (s *scope) badEntry(x *expression, what string) *diag.Diagnostic {
	return s.errorf(x.spanOf(), BadErrorsEntry, "%s; expected %s", what, expectedEntry)
}

// unknownType reports something whose type is not known, since the package does not compile there.
func (s *scope) unknownType(x *expression, written string) *diag.Diagnostic {
	f := s.errorf(x.spanOf(), UnknownName, "the type of %s is not known: its declaration does not compile", written)
	f.Hint = goGetMissing(s.Pkg)
	return f
}

// kindOf names a kind of object.
func kindOf(obj types.Object) string {
	switch obj.(type) {
	case *types.Const:
		return "constant"
	case *types.Func:
		return "function"
	case *types.TypeName:
		return "type"
	}
	return "variable"
}
