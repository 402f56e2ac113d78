package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A mutant is one change.
type mutant struct {
	number int
	file   string // below the root
	at     int    // its line
	in     string // the function
	what   string // what is changed
}

// String is how equivalent.txt names a mutant: without its line, which moves.
func (m mutant) String() string { return fmt.Sprintf("%s: %s: %s", m.file, m.in, m.what) }

// line is how it is printed, with its line.
func (m mutant) line() string { return fmt.Sprintf("%s:%d: %s: %s", m.file, m.at, m.in, m.what) }

// A mutator rewrites a file so that each mutant is in it behind its number.
type mutator struct {
	pkg     *packages.Package
	source  []byte
	name    string
	in      string
	mutants *[]mutant
	texts   map[ast.Node]func() string            // those of nodes that are mutated
	around  map[ast.Node]func(text string) string // what is put around those of conditions
}

// file returns the file's text with all its mutants.
func (m *mutator) file(f *ast.File) string {
	m.texts, m.around = map[ast.Node]func() string{}, map[ast.Node]func(string) string{}
	for _, decl := range f.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		if m.in = fn.Name.Name; m.in == "String" || m.in == "Error" {
			continue // what is for people to read
		}
		m.statements(fn.Body)
		ast.Inspect(fn.Body, m.expression)
	}
	return m.inner(f, f.FileStart, f.FileEnd)
}

// add makes a mutant, and returns the condition under which it is there.
func (m *mutator) add(at ast.Node, format string, args ...any) string {
	n := len(*m.mutants) + 1
	what := strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " ")
	*m.mutants = append(*m.mutants, mutant{n, m.name, m.pkg.Fset.Position(at.Pos()).Line, m.in, what})
	return fmt.Sprintf("mutantOn(%d)", n)
}

// original is a node's text as it is.
func (m *mutator) original(n ast.Node) string {
	return string(m.source[m.offset(n.Pos()):m.offset(n.End())])
}

func (m *mutator) offset(p token.Pos) int { return m.pkg.Fset.PositionFor(p, false).Offset }

// text is a node's text with its mutants.
func (m *mutator) text(n ast.Node) string {
	t := ""
	if own, ok := m.texts[n]; ok {
		t = own()
	} else {
		t = m.inner(n, n.Pos(), n.End())
	}
	if around, ok := m.around[n]; ok {
		t = around(t)
	}
	return t
}

// inner is that of a node whose own mutants are left out.
func (m *mutator) inner(n ast.Node, from, to token.Pos) string {
	var b strings.Builder
	at := from
	ast.Inspect(n, func(child ast.Node) bool {
		if child == nil || child == n {
			return true
		}
		if m.texts[child] == nil && m.around[child] == nil {
			return true
		}
		b.Write(m.source[m.offset(at):m.offset(child.Pos())])
		b.WriteString(m.text(child))
		at = child.End()
		return false
	})
	b.Write(m.source[m.offset(at):m.offset(to)])
	return b.String()
}

// isConst reports whether an expression is a constant, which cannot depend on a number.
func (m *mutator) isConst(e ast.Expr) bool { return m.pkg.TypesInfo.Types[e].Value != nil }

func (m *mutator) isNumber(e ast.Expr) bool {
	basic, ok := m.pkg.TypesInfo.TypeOf(e).Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsNumeric != 0
}

// hasCall reports whether evaluating an expression twice could make a difference.
func hasCall(e ast.Expr) (calls bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			calls = true
		case *ast.UnaryExpr:
			calls = calls || n.Op == token.ARROW
		}
		return !calls
	})
	return calls
}
