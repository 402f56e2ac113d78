package wiring

import (
	"go/ast"
	"go/types"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// matcher returns the entry of a list of errors that an expression makes.
func (c *Code) matcher(e ast.Expr) (plan.Matcher, bool) {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		v := c.named(e)
		return plan.Matcher{Kind: plan.MatchAny}, v != nil && v.Name() == "Any" && v.Pkg() != nil && resolve.IsRuntime(v.Pkg().Path())
	}
	name := c.ofBackoff(call)
	switch {
	case name == "As" && len(call.Args) == 0:
		t := c.typeArgument(call.Fun)
		return plan.Matcher{Kind: plan.MatchAs, Type: t}, t != nil
	case len(call.Args) != 1:
		return plan.Matcher{}, false
	}
	switch name {
	case "Is":
		return plan.Matcher{Kind: plan.MatchIs, Object: c.object(call.Args[0])}, true
	case "MatchFunc", "MatchClass", "MatchUnknown":
		return plan.Matcher{Kind: plan.MatchFunc, Object: c.object(call.Args[0])}, true
	case "Except":
		m, ok := c.matcher(ast.Unparen(call.Args[0]))
		m.Except = true
		return m, ok
	}
	return plan.Matcher{}, false
}

// typeArgument returns the type that a function is instantiated with.
func (c *Code) typeArgument(fun ast.Expr) types.Type {
	index, ok := ast.Unparen(fun).(*ast.IndexExpr)
	if !ok {
		return nil
	}
	return c.Info.TypeOf(index.Index)
}

// named returns what an expression names; nil where it is none.
func (c *Code) named(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return c.Info.Uses[e]
	case *ast.SelectorExpr:
		return c.Info.Uses[e.Sel]
	}
	return nil
}

// object returns what an expression names, or an object whose name is how the expression is written.
func (c *Code) object(e ast.Expr) types.Object {
	if obj := c.named(e); obj != nil && obj.Parent() != nil && obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() {
		return obj
	}
	return types.NewVar(e.Pos(), nil, written(e), c.Info.TypeOf(e))
}

// written returns how an expression is written, a function without its body.
func written(e ast.Expr) string {
	if f, ok := ast.Unparen(e).(*ast.FuncLit); ok {
		return types.ExprString(f.Type) + " {…}"
	}
	return types.ExprString(e)
}

func (c *Code) isNil(e ast.Expr) bool { return c.Info.Types[e].IsNil() }
