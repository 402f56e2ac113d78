package generator

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/emit"
	"github.com/backoffgen/backoffgen/generator/plan"
	"github.com/backoffgen/backoffgen/generator/resolve"
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

// A fuzzWorld is the packages that fuzzed sources may import.
type fuzzWorld struct {
	mu       sync.Mutex
	packages map[string]*types.Package
}

func newFuzzWorld() (*fuzzWorld, error) {
	w := &fuzzWorld{packages: map[string]*types.Package{"unsafe": types.Unsafe}}
	fset := token.NewFileSet()
	std := importer.ForCompiler(fset, "gc", nil)
	for _, path := range []string{
		"bytes", "cmp", "context", "database/sql", "encoding/json", "errors", "fmt", "io", "io/fs", "iter", "log/slog", "net", "net/http",
		"net/url", "os", "reflect", "strings", "sync", "sync/atomic", "syscall", "text/template", "time",
	} {
		pkg, err := std.Import(path)
		if err != nil {
			return nil, err
		}
		w.packages[path] = pkg
	}
	for _, path := range []string{modulePath + "/runtime", modulePath + "/runtime/predeclared"} {
		names, err := filepath.Glob(filepath.Join("..", strings.TrimPrefix(path, modulePath), "*.go"))
		if err != nil {
			return nil, err
		}
		var files []*ast.File
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
		// The runtime may import more than fuzzed sources do.
		conf := types.Config{Importer: std, IgnoreFuncBodies: true}
		pkg, err := conf.Check(path, fset, files, nil)
		if err != nil {
			return nil, fmt.Errorf("the runtime: %w", err)
		}
		w.packages[path] = pkg
	}
	return w, nil
}

// Import makes a world an importer.
func (w *fuzzWorld) Import(path string) (*types.Package, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if pkg := w.packages[path]; pkg != nil {
		return pkg, nil
	}
	return nil, errors.New("there is no such package")
}

// std knows the packages of the world by name.
func (w *fuzzWorld) std(name string) []string {
	for path, pkg := range w.packages {
		if pkg.Name() == name && !strings.Contains(path, ".") {
			return []string{path}
		}
	}
	return nil
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
		in.Into = &resolve.Target{Path: "example.com/target", Name: "target"}
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

// input type-checks a source as a package of its own.
func (w *fuzzWorld) input(fset *token.FileSet, file *ast.File, source string) resolve.Input {
	in := resolve.Input{
		Fset: fset, Files: []*ast.File{file}, Import: w.Import, Std: w.std,
		Source: func(string) []byte { return []byte(source) },
		Info: &types.Info{
			Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
			Types: map[ast.Expr]types.TypeAndValue{}, Implicits: map[ast.Node]types.Object{},
		},
	}
	conf := types.Config{Importer: w, GoVersion: "go1.26", Error: func(err error) {
		if e, ok := err.(types.Error); ok {
			in.TypeErrors = append(in.TypeErrors, e)
		}
	}}
	in.Pkg, _ = conf.Check("example.com/p", fset, in.Files, in.Info)
	return in
}

// compile emits a plan, and fails the test unless what comes out compiles.
func (w *fuzzWorld) compile(t *testing.T, fset *token.FileSet, in resolve.Input, file *ast.File, pkg *plan.Package) {
	t.Helper()
	text, err := emit.File(pkg, pkg.Files[0])
	if err != nil {
		t.Fatalf("not emitted: %v", err)
	}
	again, err := emit.File(pkg, pkg.Files[0])
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
	if in.Into != nil {
		files, imports = files[1:], beside{w, in.Pkg}
	}
	conf := types.Config{Importer: imports, GoVersion: "go1.26"}
	if _, err := conf.Check(pkg.Path, fset, files, nil); err != nil {
		t.Errorf("does not compile: %v\n%s", err, text)
	}
}

// beside imports the fuzzed package too.
type beside struct {
	*fuzzWorld
	pkg *types.Package
}

func (b beside) Import(path string) (*types.Package, error) {
	if path == b.pkg.Path() {
		return b.pkg, nil
	}
	return b.fuzzWorld.Import(path)
}
