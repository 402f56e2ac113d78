package backoff_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// mostPaths is how complex a function may be.
const mostPaths = 20

// paths is McCabe's cyclomatic complexity of a function, those within it included: one, and one more for each way that the
// code may take there.
func paths(f *ast.FuncDecl) int {
	n := 1
	ast.Inspect(f, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			if node.List != nil {
				n++
			}
		case *ast.CommClause:
			if node.Comm != nil {
				n++
			}
		case *ast.BinaryExpr:
			if node.Op == token.LAND || node.Op == token.LOR {
				n++
			}
		}
		return true
	})
	return n
}

// No function of the runtime is too complex to be read in one go: it is in the way of each call.
func TestNoFunctionIsTooComplex(t *testing.T) {
	functions := 0
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			functions++
			if n := paths(f); n > mostPaths {
				t.Errorf("%v: %s has a cyclomatic complexity of %d, more than %d", files.Position(f.Pos()), f.Name.Name, n, mostPaths)
			}
		}
		return nil
	})
	if err != nil || functions < 300 {
		t.Errorf("%d functions were looked at, %v", functions, err)
	}
}

// The counter counts what it should.
func TestPaths(t *testing.T) {
	for body, want := range map[string]int{
		``:                       1,
		`if a { } else { }`:      2,
		`if a && b || c { }`:     4,
		`for { }`:                2,
		`for range a { }`:        2,
		`_ = a || b`:             2,
		`f(func() { if a { } })`: 2,
		`switch a { case 1, 2: case 3: default: }`:    3,
		`switch a := b.(type) { case int: default: }`: 2,
		`select { case <-a: case b <- 1: default: }`:  3,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "", "package p; func f() {"+body+"}", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := paths(file.Decls[0].(*ast.FuncDecl)); got != want {
			t.Errorf("%s: %d, want %d", body, got, want)
		}
	}
}
