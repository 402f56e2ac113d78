package resolve

import (
	"go/ast"
	"go/token"
)

// A freeName is an identifier that an expression uses but does not declare.
type freeName struct {
	ident    *ast.Ident
	selector *ast.SelectorExpr // the selector whose left side it is, or nil
	called   bool              // it stands before a parenthesis
}

// A freeSet holds the free names of an expression in source order. Lenient has those that the expression may declare
// itself: only a type checker can tell.
type freeSet struct {
	names   []freeName
	lenient map[string]bool
}

// freeNames collects the free names of an expression.
func freeNames(e ast.Expr) freeSet {
	set := freeSet{lenient: map[string]bool{}}
	skip := map[*ast.Ident]bool{}
	left := map[*ast.Ident]*ast.SelectorExpr{}
	called := map[*ast.Ident]bool{}
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			skip[n.Sel] = true
			id, _ := n.X.(*ast.Ident)
			left[id] = n
		case *ast.CallExpr:
			id, _ := n.Fun.(*ast.Ident)
			called[id] = true
		case *ast.KeyValueExpr:
			if id, isIdent := n.Key.(*ast.Ident); isIdent {
				set.lenient[id.Name] = true
			}
		case *ast.Ident:
			if !skip[n] && n.Name != "_" {
				set.names = append(set.names, freeName{n, left[n], called[n]})
			}
		default:
			for _, id := range declares(n) {
				set.lenient[id.Name] = true
			}
		}
		return true
	})
	return set
}

// declares returns the names that a node of a function literal declares.
func declares(n ast.Node) []*ast.Ident {
	var exprs []ast.Expr
	switch n := n.(type) {
	case *ast.Field:
		return n.Names
	case *ast.ValueSpec:
		return n.Names
	case *ast.TypeSpec:
		return []*ast.Ident{n.Name}
	case *ast.LabeledStmt:
		return []*ast.Ident{n.Label}
	case *ast.AssignStmt:
		if n.Tok == token.DEFINE {
			exprs = n.Lhs
		}
	case *ast.RangeStmt:
		if n.Tok == token.DEFINE {
			exprs = []ast.Expr{n.Key, n.Value}
		}
	}
	var ids []*ast.Ident
	for _, e := range exprs {
		if id, isIdent := e.(*ast.Ident); isIdent {
			ids = append(ids, id)
		}
	}
	return ids
}
