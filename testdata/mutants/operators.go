package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

// others are what takes the place of a comparison.
var others = map[token.Token][]token.Token{
	token.LSS: {token.LEQ, token.GEQ}, token.LEQ: {token.LSS, token.GTR}, token.GTR: {token.GEQ, token.LEQ}, token.GEQ: {token.GTR, token.LSS},
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL},
}

var arithmetic = map[token.Token]token.Token{token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL}

// expression mutates one, and those inside.
func (m *mutator) expression(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GenDecl:
		return n.Tok != token.CONST
	case *ast.BinaryExpr:
		m.binary(n)
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			on := m.add(n, "%s without !", m.original(n))
			m.texts[n] = func() string { return fmt.Sprintf("((%s) != !%s)", m.text(n.X), on) }
		}
	case *ast.IfStmt:
		m.condition(n.Cond, true)
	case *ast.ForStmt:
		if n.Cond != nil {
			m.condition(n.Cond, false)
		}
	case *ast.SwitchStmt:
		if n.Tag != nil {
			break
		}
		for _, clause := range n.Body.List {
			for _, e := range clause.(*ast.CaseClause).List {
				m.condition(e, true)
			}
		}
	case *ast.ReturnStmt:
		for _, e := range n.Results {
			if id, ok := e.(*ast.Ident); ok && (id.Name == "true" || id.Name == "false") {
				on := m.add(n, "%s the other way round", m.original(n))
				m.texts[id] = func() string { return fmt.Sprintf("(%s != %s)", id.Name, on) }
			}
		}
	}
	return true
}

func (m *mutator) binary(n *ast.BinaryExpr) {
	if m.isConst(n) {
		return
	}
	form := func(op token.Token) string { return fmt.Sprintf("(%s) %s (%s)", m.text(n.X), op, m.text(n.Y)) }
	switch {
	case n.Op == token.LAND || n.Op == token.LOR:
		other := token.LAND + token.LOR - n.Op
		on := m.add(n, "%s with %s", m.original(n), other)
		m.texts[n] = func() string { return fmt.Sprintf("(!%s && (%s) || %s && (%s))", on, form(n.Op), on, form(other)) }
	case others[n.Op] != nil:
		var alternatives, off strings.Builder
		ons := map[token.Token]string{}
		for _, op := range others[n.Op] {
			ons[op] = m.add(n, "%s with %s", m.original(n), op)
		}
		m.texts[n] = func() string {
			alternatives.Reset()
			off.Reset()
			for _, op := range others[n.Op] {
				fmt.Fprintf(&off, "!%s && ", ons[op])
				fmt.Fprintf(&alternatives, " || %s && (%s)", ons[op], form(op))
			}
			return fmt.Sprintf("(%s(%s)%s)", off.String(), form(n.Op), alternatives.String())
		}
	case arithmetic[n.Op] != 0 && m.isNumber(n) && !hasCall(n):
		on := m.add(n, "%s with %s", m.original(n), arithmetic[n.Op])
		m.texts[n] = func() string { return fmt.Sprintf("mutantPick(%s, %s, %s)", on, form(arithmetic[n.Op]), form(n.Op)) }
	}
}

// condition makes one false, and where it may be, true.
func (m *mutator) condition(e ast.Expr, mayBeTrue bool) {
	if m.isConst(e) {
		return
	}
	never := m.add(e, "never %s", m.original(e))
	always := ""
	if mayBeTrue {
		always = " || " + m.add(e, "always %s", m.original(e))
	}
	m.around[e] = func(text string) string { return fmt.Sprintf("(((%s)%s) && !%s)", text, always, never) }
}
