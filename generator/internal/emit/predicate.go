package emit

import (
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"go/types"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// expressionParam is the name of the error in a giveup expression.
const expressionParam = "err"

// predicate is a value of type func(error) bool.
func (e *emitter) predicate(p *plan.Question) *jen.Statement {
	if p.Func != nil {
		return e.object(p.Func)
	}
	return jen.Id(p.Name)
}

// predicates are the functions that are generated from the giveup expressions of d's policies.
func (e *emitter) predicates(d *decorator) []jen.Code {
	var code []jen.Code
	seen := map[*plan.Question]bool{}
	for _, m := range d.retried {
		p := m.Policy.Giveup
		if p == nil || p.Expr == nil || seen[p] {
			continue
		}
		seen[p] = true
		code = append(code, comment(p.Name+" reports whether retrying ends with err, as annotated on "+m.Policy.Owner+".").
			Func().Id(p.Name).Params(jen.Id(expressionParam).Add(e.predeclared("error"))).Add(e.predeclared("bool")).
			Block(jen.Return(e.expression(p.Expr, p.Info, p.Text))))
	}
	return code
}

// expression prints a checked expression with the names that this file has for what it refers to. Each identifier is
// written by the object that it means, not as it was written in the annotation.
func (e *emitter) expression(x ast.Expr, info *types.Info, text string) jen.Code {
	clone, err := cloneExpr(x)
	if err != nil {
		return e.fail("the expression %s cannot be written: %v", text, err)
	}
	originals, clones := identifiers(x), identifiers(clone)
	if len(originals) != len(clones) {
		return e.fail("the expression %s does not print as itself", text)
	}
	qualified := map[*ast.Ident]bool{} // the Sel of pkg.Sel
	ast.Inspect(x, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				_, qualified[s.Sel] = info.Uses[x].(*types.PkgName)
			}
		}
		return true
	})
	for i, id := range originals {
		switch o := info.Uses[id].(type) {
		case *types.PkgName:
			clones[i].Name = e.importName(o.Imported().Path(), o.Imported().Name())
		default:
			switch {
			case isPackageLevel(o) && !qualified[id]:
				clones[i].Name = e.objectName(o)
			case o != nil && o.Parent() == types.Universe && e.global[o.Name()]:
				return e.fail("the expression %s uses the predeclared %s, but package %s declares another", text, o.Name(), e.pkg.Name)
			}
		}
	}
	return jen.Id(printExpr(clone))
}

// isPackageLevel reports whether o is declared in a package's scope, and not a field, a method or a local.
func isPackageLevel(o types.Object) bool {
	return o != nil && o.Pkg() != nil && o.Parent() == o.Pkg().Scope()
}

// isInner reports whether an identifier that refers to o is bound inside its expression: the parameter, or what a
// function literal declares, which is not in Uses.
func isInner(o types.Object) bool {
	switch o := o.(type) {
	case nil:
		return true
	case *types.PkgName, *types.Func:
		return false
	case *types.Var:
		return !o.IsField() && !isPackageLevel(o)
	}
	return o.Pkg() != nil && !isPackageLevel(o)
}

// identifiers are the identifiers of x in the order of the source.
func identifiers(x ast.Expr) []*ast.Ident {
	var list []*ast.Ident
	ast.Inspect(x, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			list = append(list, id)
		}
		return true
	})
	return list
}

// cloneExpr copies an expression, so that renaming in it does not change the plan.
func cloneExpr(x ast.Expr) (ast.Expr, error) { return parser.ParseExpr(printExpr(x)) }

// printExpr is the source of x. A file set of its own is enough: gofmt breaks the lines again.
func printExpr(x ast.Expr) string {
	var text strings.Builder
	if err := printer.Fprint(&text, token.NewFileSet(), x); err != nil {
		return "" // a strings.Builder does not fail, and a node that cannot be printed does not parse again either
	}
	return text.String()
}
