package wiring

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// A Nesting is a place where a constructor is given a decorator to decorate: the tries of the two multiply.
type Nesting struct {
	Constructor  string // as it is named in its package
	Outer, Inner *types.TypeName
	Arg          ast.Expr // the inner value
}

// Nestings returns where constructors are given a value whose type is a decorator's, unless that is seen to be made with an option
// that keeps tries from multiplying. What an interface holds, types do not show.
func (c *Code) Nestings() []Nesting {
	var list []Nesting
	for _, f := range c.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 || call.Ellipsis.IsValid() {
				return true
			}
			constructor, outer := c.constructed(call)
			if inner := decorator(c.Info.TypeOf(call.Args[0])); outer != nil && inner != nil && !c.isOnce(call.Args[0]) {
				list = append(list, Nesting{constructor, outer, inner, call.Args[0]})
			}
			return true
		})
	}
	return list
}

// Warning returns the diagnostic about a nesting, without a position.
func (n Nesting) Warning() diag.Diagnostic {
	return diag.Diagnostic{
		Severity: diag.Warning, Code: resolve.NestedDecorators,
		Message: n.Constructor + " decorates a *" + n.Inner.Name() + ", which retries as well: the tries of the two multiply",
		Hint:    "decorate once, or pass backoff.WithNestedOnce() to the inner one",
	}
}

// constructed returns the constructor that is called, as it is named in the package, and the decorator that it makes; nil where it is
// another function.
func (c *Code) constructed(call *ast.CallExpr) (string, *types.TypeName) {
	fn := c.callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() != nil || fn.Signature().Results().Len() != 1 || fn.Signature().Params().Len() != 2 || !resolve.TakesOptions(fn.Signature()) {
		return "", nil
	}
	made := decorator(fn.Signature().Results().At(0).Type())
	if made == nil || made.Pkg() != fn.Pkg() {
		return "", nil
	}
	return fn.Name(), made
}

// callee returns the function that a call names; nil where it calls something else.
func (c *Code) callee(call *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(c.Info, call).(*types.Func)
	return fn
}

// ofBackoff returns the name of the function of package backoff that is called; empty where it is another one.
func (c *Code) ofBackoff(call *ast.CallExpr) string {
	if fn := c.callee(call); fn != nil && fn.Pkg() != nil && resolve.IsRuntime(fn.Pkg().Path()) {
		return fn.Name()
	}
	return ""
}

// decorator returns the generated type that t is a pointer to; nil where it is none.
func decorator(t types.Type) *types.TypeName {
	pointer, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return nil
	}
	named, ok := types.Unalias(pointer.Elem()).(*types.Named)
	if !ok {
		return nil
	}
	fields, ok := named.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range fields.Fields() {
		if resolve.IsNamed(f.Type(), isDecorate, "Method") {
			return named.Obj()
		}
	}
	return nil
}

// isDecorate reports whether an import path is that of what generated code calls.
func isDecorate(importPath string) bool {
	root, ok := strings.CutSuffix(importPath, "/decorate")
	return ok && resolve.IsRuntime(root)
}

// isOnce reports whether an inner decorator is made, where it is passed or where its variable is declared, with an option that keeps its
// tries from multiplying, or with options that cannot be seen.
func (c *Code) isOnce(inner ast.Expr) bool {
	if id, ok := ast.Unparen(inner).(*ast.Ident); ok {
		inner = c.declared(c.Info.Uses[id])
	}
	made, ok := inner.(*ast.CallExpr)
	if !ok {
		return false
	}
	if made.Ellipsis.IsValid() {
		return true
	}
	for _, arg := range made.Args {
		if call, ok := ast.Unparen(arg).(*ast.CallExpr); ok && c.ofBackoff(call) == "WithNestedOnce" {
			return true
		}
	}
	return false
}

// declared returns what a variable is declared with; nil where it is declared without a value or in another package.
func (c *Code) declared(v types.Object) ast.Expr {
	var value ast.Expr
	for _, f := range c.Files {
		if v == nil || v.Pos() < f.FileStart || v.Pos() > f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if id, ok := left.(*ast.Ident); ok && len(n.Lhs) == len(n.Rhs) && c.Info.Defs[id] == v {
						value = ast.Unparen(n.Rhs[i])
					}
				}
			case *ast.ValueSpec:
				for i, id := range n.Names {
					if len(n.Names) == len(n.Values) && c.Info.Defs[id] == v {
						value = ast.Unparen(n.Values[i])
					}
				}
			}
			return value == nil
		})
	}
	return value
}
