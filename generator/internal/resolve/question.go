package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// An inquiry says what a key's functions and expressions may be given, and what they have to answer.
type inquiry struct {
	key, code string
	expected  string                    // in messages
	whose     string                    // before that: empty, or "for Fetch "
	subject   string                    // what the answer depends on: "the error"
	answers   func(r *types.Tuple) bool // whether a function's results are such an answer
	forms     []form                    // what a function may take; the first that fits counts
	variables []*variable               // what an expression may name; nil where a function is needed
	in        decorated                 // what the method belongs to
}

// A decorated is an interface that is decorated.
type decorated struct {
	iface  *types.Interface
	params *types.TypeParamList
}

// A form is what a function may be given.
type form struct {
	args   []plan.Argument
	types  []types.Type // of args; nil for a backoff.Failure alone
	spread bool         // the last of them is a slice that may be passed as the elements of a variadic parameter
}

// resolveQuestion resolves a function or an expression. It returns nil if it has reported what is wrong. The function that is
// generated for it gets its name later, when all names that users see are known.
func (s *scope) resolveQuestion(e directive.Expr, q *inquiry) *plan.Question {
	if name, isMethod := strings.CutPrefix(e.Text, "."); isMethod && token.IsIdentifier(name) && q.in.iface != nil {
		return s.resolveMethod(e, name, q)
	}
	x := s.checkExpressionOf(q.whose, e, q.code, q.expected, q.variables)
	if x == nil {
		return nil
	}
	t, obj := x.value.Type, x.object()
	function := x.value.IsValue() && !broken(t) && isFunction(t)
	if function && (isInstance(x.syntax) || obj != nil && obj.Pkg() != nil) {
		return s.resolveFunction(x, obj, q)
	}
	switch {
	case x.value.IsType():
		s.badQuestion(x, q, e.Text+" is a type")
	case q.variables == nil && (obj == nil || !x.value.IsValue()):
		s.badQuestion(x, q, s.describe(x))
	case x.value.IsBuiltin(), x.value.IsVoid(), x.value.IsNil():
		s.badQuestion(x, q, e.Text+" is not a predicate")
	case broken(t) && x.isReported():
	case broken(t):
		s.unknownType(x, e.Text)
	case q.variables == nil:
		s.badQuestion(x, q, x.Text+" is "+goname.WithArticle(s.typeString(t)))
	case x.value.Value != nil && isBool(t):
		s.errorf(exprSpan(e), ConstantPredicate, "%s is always %s, whatever %s; expected %s", q.key, x.value.Value, q.subject, q.expected)
	case function:
		d := s.badQuestion(x, q, s.describe(x))
		if types.AssignableTo(t, predicateType) {
			d.Hint = "call it: " + q.key + `="` + e.Text + `(err)"`
		}
	case !isBool(t):
		s.badQuestion(x, q, e.Text+" is of type "+s.typeString(t))
	default:
		out := &plan.Question{Key: goname.OfKey(q.key), Text: e.Text, Expr: x.syntax, Info: x.info, Args: x.used()}
		if len(out.Args) == 0 {
			s.warnf(exprSpan(e), ConstantPredicate, "%s does not use %s", q.key, q.unused())
		}
		return out
	}
	return nil
}

// unused names what an expression does not use.
func (q *inquiry) unused() string {
	if q.subject == "the error" {
		return "err"
	}
	return q.subject
}

// resolveFunction resolves a question that is the name of a function, of a variable that holds one, or an instance of one: to
// the first form in which it can be called.
func (s *scope) resolveFunction(x *expression, obj types.Object, q *inquiry) *plan.Question {
	for _, f := range q.forms {
		if obj != nil && obj.Pkg() != nil {
			if fits, spread, instance := q.fits(x.value.Type, f); fits {
				return &plan.Question{Key: goname.OfKey(q.key), Text: x.Text, Func: obj, Generic: instance, Args: f.args, Spread: spread}
			}
		}
		if q.variables == nil || !generic(x.value.Type) && obj != nil {
			continue
		}
		if call, fits := s.asCall(x.Expr, f, q.variables); fits {
			return s.resolveQuestion(call, q)
		}
	}
	written := s.typeString(x.value.Type)
	switch {
	case generic(x.value.Type):
		s.badQuestion(x, q, x.Text+" is generic").Hint = "instantiate it: " + q.key + `="` + x.Text + `[…](err)"`
	default:
		s.badQuestion(x, q, x.Text+" is "+goname.WithArticle(written))
	}
	return nil
}

// fits reports whether a function of type t can be called with what a form has, and whether the last of that is spread, and
// the function to be instantiated with the interface's type parameters.
func (q *inquiry) fits(t types.Type, f form) (fits, spread, instance bool) {
	sig, instance := instantiated(t, q.in.params)
	if sig == nil || !q.answers(sig.Results()) {
		return fits, spread, instance
	}
	if f.types == nil {
		p := sig.Params()
		return p.Len() == 1 && !sig.Variadic() && IsNamed(p.At(0).Type(), IsRuntime, "Failure"), false, instance
	}
	if f.spread && sig.Variadic() && takesSpread(sig, f.types) {
		return true, true, instance
	}
	return takes(sig, f.types), false, instance
}

// resolveMethod resolves a question that is a method of the interface itself, to be called on the inner value.
func (s *scope) resolveMethod(e directive.Expr, name string, q *inquiry) *plan.Question {
	var all []string
	for m := range q.in.iface.Methods() {
		all = append(all, m.Name())
		if m.Name() != name || !m.Exported() && m.Pkg().Path() != s.home() {
			continue
		}
		for _, f := range q.forms {
			if fits, spread, _ := q.fits(m.Signature(), f); fits {
				return &plan.Question{Key: goname.OfKey(q.key), Text: e.Text, Method: m, Args: f.args, Spread: spread}
			}
		}
		s.errorf(exprSpan(e), q.code, "%s is %s; %sexpected %s", e.Text, goname.WithArticle(s.typeString(m.Signature())), q.whose, q.expected)
		return nil
	}
	s.errorf(exprSpan(e), UnknownName, "the interface has no method %s", name).Hint = didYouMean(name, all)
	return nil
}

func (s *scope) badQuestion(x *expression, q *inquiry, what string) *diag.Diagnostic {
	return s.errorf(x.spanOf(), q.code, "%s; %sexpected %s", what, q.whose, q.expected)
}

func isFunction(t types.Type) bool {
	_, isSignature := t.Underlying().(*types.Signature)
	return isSignature
}

// isBool reports whether the emitted function, which returns bool, can return a value of type t.
func isBool(t types.Type) bool {
	return types.AssignableTo(t, types.Typ[types.Bool])
}

// answersBool reports whether a function's results are one bool.
func answersBool(results *types.Tuple) bool {
	return results.Len() == 1 && isBool(results.At(0).Type())
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
