package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/golden/update"
)

const readme = "../../README.md"

// The README opens with the quickstart's interface and its generated method, to the letter.
func TestReadmeShowsTheQuickstart(t *testing.T) {
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatchIndex(text, 2)
	if len(blocks) < 2 {
		t.Fatal("README.md does not open with an interface and its generated method")
	}
	annotated := "//go:generate go tool backoffgen\n\n" + declaration(t, "forecast.go", "Forecasts")
	generated := declaration(t, "forecast_backoff.go", "Today")
	update.File(t, readme, text[:blocks[0][2]]+annotated+text[blocks[0][3]:blocks[1][2]]+generated+text[blocks[1][3]:])
}

// declaration returns the source of a type or a method of the quickstart, with its comment.
func declaration(t *testing.T, file, name string) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("../../golden/quickstart", file))
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, file, source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range syntax.Decls {
		var doc *ast.CommentGroup
		var declared []string
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			doc, declared = decl.Doc, []string{decl.Name.Name}
		case *ast.GenDecl:
			doc = decl.Doc
			for _, spec := range decl.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok {
					declared = append(declared, spec.Name.Name)
				}
			}
		}
		if strings.Join(declared, " ") == name && doc != nil {
			return string(source[fset.Position(doc.Pos()).Offset:fset.Position(decl.End()).Offset]) + "\n"
		}
	}
	t.Fatalf("%s does not declare %s with a comment", file, name)
	return ""
}
