package main

import (
	"fmt"
	"go/ast"
	"go/token"
)

// statements leaves out one after the other.
func (m *mutator) statements(body *ast.BlockStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			m.list(n.List)
		case *ast.CaseClause:
			m.list(n.Body)
		case *ast.CommClause:
			m.list(n.Body)
		}
		return true
	})
}

func (m *mutator) list(list []ast.Stmt) {
	for _, s := range list {
		if !canBeLeftOut(s) {
			continue
		}
		on := m.add(s, "without %s", m.original(s))
		m.texts[s] = func() string { return fmt.Sprintf("if !%s { %s }", on, m.inner(s, s.Pos(), s.End())) }
	}
}

func canBeLeftOut(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		name, _ := call.Fun.(*ast.Ident)
		return name == nil || name.Name != "panic" // without which a function may have no end
	case *ast.AssignStmt:
		if s.Tok == token.DEFINE {
			return false
		}
		for _, left := range s.Lhs {
			if id, ok := left.(*ast.Ident); ok && id.Name == "_" {
				return false
			}
		}
		return true
	case *ast.BranchStmt:
		return s.Tok == token.BREAK || s.Tok == token.CONTINUE
	case *ast.IncDecStmt, *ast.DeferStmt, *ast.GoStmt:
		return true
	}
	return false
}
