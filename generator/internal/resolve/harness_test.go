package resolve_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// root is the path of the package that a test's files at the top make; files in a folder make a package below it.
const root = "example.com/diag"

// A world is a few packages in memory, above the standard library and the runtime.
type world struct {
	t     *testing.T
	fset  *token.FileSet
	files map[string][]*ast.File // by package path
	text  map[string][]byte      // by file name
	done  map[string]*types.Package
	lacks []string // packages that cannot be imported
}

// exported reads export data, which is the same for all tests.
var exported = sync.OnceValue(func() func(fset *token.FileSet, path string) (*types.Package, error) {
	var mu sync.Mutex
	fset := token.NewFileSet()
	gc := importer.ForCompiler(fset, "gc", nil)
	return func(_ *token.FileSet, path string) (*types.Package, error) {
		mu.Lock()
		defer mu.Unlock()
		return gc.Import(path)
	}
})

// standard lists the standard packages by name.
var standard = sync.OnceValues(func() (map[string][]string, error) {
	out, err := exec.Command("go", "list", "-f", "{{.Name}} {{.ImportPath}}", "std").Output()
	if err != nil {
		return nil, fmt.Errorf("go list std: %w", err)
	}
	byName := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		name, p, _ := strings.Cut(strings.TrimSpace(line), " ")
		if !slices.ContainsFunc(strings.Split(p, "/"), func(e string) bool { return e == "internal" || e == "vendor" }) {
			byName[name] = append(byName[name], p)
		}
	}
	return byName, nil
})

func newWorld(t *testing.T, files []txtar.File) *world {
	t.Helper()
	w := &world{t: t, fset: token.NewFileSet(), files: map[string][]*ast.File{}, text: map[string][]byte{}, done: map[string]*types.Package{}}
	for _, f := range files {
		if !strings.HasSuffix(f.Name, ".go") {
			continue
		}
		parsed, err := parser.ParseFile(w.fset, f.Name, f.Data, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("the test's own source: %v", err)
		}
		p := path.Join(root, path.Dir(f.Name))
		w.files[p] = append(w.files[p], parsed)
		w.text[f.Name] = f.Data
	}
	return w
}

// Import makes a world an importer.
func (w *world) Import(p string) (*types.Package, error) {
	if slices.Contains(w.lacks, p) {
		return nil, fmt.Errorf("no required module provides package %s", p)
	}
	if pkg := w.done[p]; pkg != nil {
		return pkg, nil
	}
	files := w.files[p]
	if p == runtimePath || strings.HasPrefix(p, runtimePath+"/") {
		files = w.runtime(strings.TrimPrefix(p, runtimePath))
	} else if strings.HasPrefix(p, "example.com/") && files == nil {
		return nil, fmt.Errorf("no required module provides package %s", p)
	}
	if files == nil {
		return exported()(w.fset, p)
	}
	pkg, err := (&types.Config{Importer: w}).Check(p, w.fset, files, nil)
	if err != nil {
		return nil, err
	}
	w.done[p] = pkg
	return pkg, nil
}

const runtimePath = "github.com/backoffgen/backoffgen/runtime"

// runtime parses the package in a folder of the engine, which is in no place where export data is looked for.
func (w *world) runtime(folder string) []*ast.File {
	w.t.Helper()
	names, err := filepath.Glob(filepath.Join("../../../runtime", folder, "*.go"))
	if err != nil || len(names) == 0 {
		w.t.Fatalf("no runtime: %v", err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(w.fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			w.t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// input type-checks the package at the top, as tolerantly as the generator does.
func (w *world) input() resolve.Input {
	w.t.Helper()
	byName, err := standard()
	if err != nil {
		w.t.Fatal(err)
	}
	in := resolve.Input{
		Fset:   w.fset,
		Files:  w.files[root],
		Info:   &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{}, Implicits: map[ast.Node]types.Object{}},
		Import: w.Import,
		Std:    func(name string) []string { return byName[name] },
		Directives: func(f *ast.File) (*directive.File, []diag.Diagnostic) {
			return directive.Read(w.fset, f, w.text[w.fset.File(f.FileStart).Name()])
		},
	}
	conf := types.Config{Importer: w, IgnoreFuncBodies: true, Error: func(err error) {
		if te, isType := err.(types.Error); isType {
			in.TypeErrors = append(in.TypeErrors, te)
		}
	}}
	in.Pkg, _ = conf.Check(root, w.fset, in.Files, in.Info)
	return in
}

// source makes a world of one file.
func source(t *testing.T, src string) *world {
	t.Helper()
	return newWorld(t, []txtar.File{{Name: "x.go", Data: []byte(src)}})
}

// text writes diagnostics one a line.
func text(ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

// snapshot lists what a package declares, to see that nothing changed.
func snapshot(pkg *types.Package) []string {
	var out []string
	for _, name := range pkg.Scope().Names() {
		out = append(out, pkg.Scope().Lookup(name).String())
	}
	for child := range pkg.Scope().Children() {
		names := child.Names()
		out = append(out, strings.Join(names, " "))
	}
	return slices.Concat(out, slices.Sorted(maps.Keys(map[string]bool{pkg.Path(): true})))
}
