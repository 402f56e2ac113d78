package docs_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// public are the folders of packages that are on pkg.go.dev.
var public = []string{
	"runtime", "runtime/decision", "runtime/decorate", "runtime/gobreakerbackoff", "runtime/grpchint", "runtime/httphint", "runtime/keys", "runtime/otelbackoff", "runtime/predeclared", "runtime/temporalbackoff",
	"generator", "generator/analyzer", "generator/diag",
}

// Everything that is exported is documented by whole sentences: a package, a type, a function and a method by itself, constants
// and variables as a group or one by one.
func TestExportedIsDocumented(t *testing.T) {
	for _, folder := range public {
		p := documentation(t, folder)
		sentence := func(name, text string) {
			text = strings.TrimSpace(text)
			if text == "" || !strings.Contains(text, ".") && !strings.HasSuffix(text, ":") || !strings.Contains(text, " ") {
				t.Errorf("%s: %s is documented as %q, which is not a sentence", folder, name, text)
			}
		}
		values := func(list []*doc.Value) {
			for _, v := range list {
				sentence(strings.Join(v.Names, ", "), v.Doc)
			}
		}
		functions := func(owner string, list []*doc.Func) {
			for _, f := range list {
				sentence(owner+f.Name, f.Doc)
			}
		}
		sentence("the package", p.Doc)
		values(p.Consts)
		values(p.Vars)
		functions("", p.Funcs)
		for _, typ := range p.Types {
			sentence(typ.Name, typ.Doc)
			values(typ.Consts)
			values(typ.Vars)
			functions("", typ.Funcs)
			functions(typ.Name+".", typ.Methods)
		}
	}
}

// Package backoff is what users write, so each of its functions, types and methods has an example, and each of its constants and
// variables is used in one.
func TestBackoffHasExamples(t *testing.T) {
	p := documentation(t, "runtime")
	var shown, used []string
	for _, e := range examples(t, "runtime") {
		shown = append(shown, e.Name)
		ast.Inspect(e.Code, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "backoff" {
					used = append(used, s.Sel.Name)
				}
			}
			return true
		})
	}
	shows := func(name string) {
		isAbout := func(example string) bool { // Policy and Policy_hedge are about Policy, and Policy_String is not
			suffix, ok := strings.CutPrefix(example, name+"_")
			return example == name || ok && !ast.IsExported(suffix)
		}
		if !slices.ContainsFunc(shown, isAbout) {
			t.Errorf("there is no Example%s", name)
		}
	}
	uses := func(list []*doc.Value) {
		for _, v := range list {
			for _, name := range v.Names {
				if ast.IsExported(name) && !slices.Contains(used, name) {
					t.Errorf("no example has backoff.%s", name)
				}
			}
		}
	}
	functions := func(owner string, list []*doc.Func) {
		for _, f := range list {
			shows(owner + f.Name)
		}
	}
	uses(p.Consts)
	uses(p.Vars)
	functions("", p.Funcs)
	for _, typ := range p.Types {
		shows(typ.Name)
		uses(typ.Consts)
		uses(typ.Vars)
		functions("", typ.Funcs)
		functions(typ.Name+"_", typ.Methods)
	}
}

// documentation returns what go doc shows of the package in a folder.
func documentation(t *testing.T, folder string) *doc.Package {
	t.Helper()
	fset := token.NewFileSet()
	p, err := doc.NewFromFiles(fset, parse(t, fset, folder, func(name string) bool { return !strings.HasSuffix(name, "_test.go") }), folder)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// examples returns the examples in a folder.
func examples(t *testing.T, folder string) []*doc.Example {
	t.Helper()
	return doc.Examples(parse(t, token.NewFileSet(), folder, func(name string) bool { return strings.HasSuffix(name, "_test.go") })...)
}

// parse returns those files of a folder that are wanted.
func parse(t *testing.T, fset *token.FileSet, folder string, wanted func(name string) bool) []*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(folder), "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if wanted(name) {
			f, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
	}
	return files
}
