package generator

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// FuzzGenerate runs the generator over sources that are made of the tests' own. It never panics, every finding stands in
// the source, and where the source compiles, what is generated compiles beside it, or in another package, and is as
// gofmt would have it.
func FuzzGenerate(f *testing.F) {
	for _, source := range seeds(f) {
		f.Add(source, false)
		f.Add(source, true)
	}
	w, err := newFuzzWorld()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, source string, into bool) { w.generate(t, source, into) })
}

// seeds returns the Go files of all tests.
func seeds(f *testing.F) []string {
	f.Helper()
	var sources []string
	files, _ := filepath.Glob("../testdata/*/*.go")
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		sources = append(sources, string(text))
	}
	archives, _ := filepath.Glob("../testdata/*/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".go") && bytes.Contains(file.Data, []byte("backoff:")) {
				sources = append(sources, string(file.Data))
			}
		}
	}
	if len(sources) < 50 {
		f.Fatalf("there are only %d seeds", len(sources))
	}
	return sources
}

// generate holds the generator to what it promises for one source, and reports whether something was generated.
func (w *fuzzWorld) generate(t *testing.T, source string, into bool) bool {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil || fset.Position(file.FileEnd).Filename != "x.go" {
		return false // the loader goes no further either
	}
	in := w.input(fset, file, source)
	if into {
		in.Destination = &resolve.Destination{Path: "example.com/target", Name: "target"}
	}
	pkg, ds := resolve.Package(in)
	for _, d := range ds {
		if d.Pos.Line < 1 || d.Message == "" {
			t.Errorf("the finding %+v stands nowhere", d)
		}
	}
	if diag.HasErrors(ds) && pkg != nil {
		t.Error("there is a plan in spite of errors")
	}
	if pkg == nil || len(in.TypeErrors) > 0 {
		return false
	}
	w.compile(t, fset, in, file, pkg)
	return true
}

// compile emits a plan, and fails the test unless what comes out compiles.
func (w *fuzzWorld) compile(t *testing.T, fset *token.FileSet, in resolve.Input, file *ast.File, pkg *plan.Package) {
	t.Helper()
	text, err := emit.New(pkg).File(pkg.Files[0])
	if err != nil {
		t.Fatalf("not emitted: %v", err)
	}
	again, err := emit.New(pkg).File(pkg.Files[0])
	if err != nil || !bytes.Equal(text, again) {
		t.Errorf("another file the second time, error %v", err)
	}
	if formatted, err := format.Source(text); err != nil || !bytes.Equal(text, formatted) {
		t.Errorf("not as gofmt would have it, error %v:\n%s", err, text)
	}
	generated, err := parser.ParseFile(fset, "x_backoff.go", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("does not parse: %v\n%s", err, text)
	}
	files, imports := []*ast.File{file, generated}, types.Importer(w)
	if in.Destination != nil {
		files, imports = files[1:], beside{w, in.Pkg}
	}
	conf := types.Config{Importer: imports, GoVersion: "go1.26"}
	if _, err := conf.Check(pkg.Path, fset, files, nil); err != nil {
		t.Errorf("does not compile: %v\n%s", err, text)
	}
}
