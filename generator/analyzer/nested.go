package analyzer

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// warnNested warns of decorators around decorators: where a constructor's inner value is of a generated type already, unless that is seen
// to be made with an option that keeps tries from multiplying. What an interface holds, types do not show.
func (c *checker) warnNested(pass *analysis.Pass) {
	if !c.nested || !c.warnings {
		return
	}
	for _, f := range pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 || call.Ellipsis.IsValid() {
				return true
			}
			constructor, outer := constructed(pass, call)
			inner := decorator(pass.TypesInfo.TypeOf(call.Args[0]))
			if outer == nil || inner == nil || isOnce(pass, call.Args[0]) {
				return true
			}
			d := diag.Diagnostic{
				Severity: diag.Warning, Code: resolve.NestedDecorators,
				Message: constructor + " decorates a *" + inner.Obj().Name() + ", which retries as well: the tries of the two multiply",
				Hint:    "decorate once, or pass backoff.WithNestedOnce() to the inner one",
			}
			pass.Report(analysis.Diagnostic{Pos: call.Args[0].Pos(), End: call.Args[0].End(), Category: d.Code, Message: d.String()})
			return true
		})
	}
}

// constructed returns the constructor that is called, as it is named in the package, and the decorator that it makes; nil where it is
// another function.
func constructed(pass *analysis.Pass, call *ast.CallExpr) (string, *types.Named) {
	fn := callee(pass, call)
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() != nil || fn.Signature().Results().Len() != 1 || fn.Signature().Params().Len() != 2 || !resolve.TakesOptions(fn.Signature()) {
		return "", nil
	}
	made := decorator(fn.Signature().Results().At(0).Type())
	if made == nil || made.Obj().Pkg() != fn.Pkg() {
		return "", nil
	}
	return fn.Name(), made
}

// callee returns the function that a call names; nil where it calls something else.
func callee(pass *analysis.Pass, call *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(pass.TypesInfo, call).(*types.Func)
	return fn
}

// decorator returns the generated type that t is a pointer to; nil where it is none.
func decorator(t types.Type) *types.Named {
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
		if of, ok := types.Unalias(f.Type()).(*types.Named); ok && of.Obj().Name() == "Method" && of.Obj().Pkg() != nil {
			if root, ok := strings.CutSuffix(of.Obj().Pkg().Path(), "/decorate"); ok && resolve.IsRuntime(root) {
				return named
			}
		}
	}
	return nil
}

// isOnce reports whether an inner decorator is made, where it is passed or where its variable is declared, with an option that keeps its
// tries from multiplying, or with options that cannot be seen.
func isOnce(pass *analysis.Pass, inner ast.Expr) bool {
	if id, ok := ast.Unparen(inner).(*ast.Ident); ok {
		inner = declared(pass, pass.TypesInfo.Uses[id])
	}
	made, ok := inner.(*ast.CallExpr)
	if !ok {
		return false
	}
	if made.Ellipsis.IsValid() {
		return true
	}
	for _, arg := range made.Args {
		call, ok := ast.Unparen(arg).(*ast.CallExpr)
		if !ok {
			continue
		}
		if fn := callee(pass, call); fn != nil && fn.Pkg() != nil && resolve.IsRuntime(fn.Pkg().Path()) && fn.Name() == "WithNestedOnce" {
			return true
		}
	}
	return false
}

// declared returns what a variable is declared with; nil where it is declared without a value or in another package.
func declared(pass *analysis.Pass, v types.Object) ast.Expr {
	var value ast.Expr
	for _, f := range pass.Files {
		if v == nil || v.Pos() < f.FileStart || v.Pos() > f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if id, ok := left.(*ast.Ident); ok && len(n.Lhs) == len(n.Rhs) && pass.TypesInfo.Defs[id] == v {
						value = ast.Unparen(n.Rhs[i])
					}
				}
			case *ast.ValueSpec:
				for i, id := range n.Names {
					if len(n.Names) == len(n.Values) && pass.TypesInfo.Defs[id] == v {
						value = ast.Unparen(n.Values[i])
					}
				}
			}
			return value == nil
		})
	}
	return value
}
