package resolve_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os/exec"
	"path"
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

// A world is a few packages in memory, above the standard library and the runtime. Where a file is called into, it is the name of the
// folder that decorators are written into, and what they are for. The files in rest are those that a build leaves out. Of other packages'
// methods those are deprecated whose names begin with Old. Packages in mod are those of other modules, and the file version says which
// version each module has. A file path before the others says what the package at the top is called.
type world struct {
	t     *testing.T
	path  string // of the package at the top: root, or what the file called path says
	fset  *token.FileSet
	files map[string][]*ast.File // by package path
	text  map[string][]byte      // by file name
	done  map[string]*types.Package
	lacks []string // packages that cannot be imported
	into  *resolve.Destination
	rest  []*ast.File

	version string
	log     strings.Builder
}

// fset is one for all worlds, so that they can share what they import.
var fset = token.NewFileSet()

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
	w := &world{t: t, path: root, fset: fset, files: map[string][]*ast.File{}, text: map[string][]byte{}, done: map[string]*types.Package{}}
	for _, f := range files {
		if f.Name == "path" {
			w.path = strings.TrimSpace(string(f.Data))
		}
		if f.Name == "into" {
			to := append(strings.Fields(string(f.Data)), "")
			w.into = &resolve.Destination{Path: path.Join(w.path, to[0]), Name: path.Base(to[0]), Target: to[1]}
		}
		if f.Name == "version" {
			w.version = strings.TrimSpace(string(f.Data))
		}
		if !strings.HasSuffix(f.Name, ".go") {
			continue
		}
		parsed, err := parser.ParseFile(w.fset, f.Name, f.Data, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("the test's own source: %v", err)
		}
		w.text[f.Name] = f.Data
		if strings.HasPrefix(f.Name, "rest/") {
			w.rest = append(w.rest, parsed)
			continue
		}
		p := path.Join(w.path, path.Dir(f.Name))
		if other, ok := strings.CutPrefix(path.Dir(f.Name), "mod/"); ok {
			p = other
		}
		w.files[p] = append(w.files[p], parsed)
	}
	if w.into != nil {
		w.into.Files = w.files[w.into.Path]
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
	if files == nil {
		if strings.HasPrefix(p, "example.com/") {
			return nil, fmt.Errorf("no required module provides package %s", p)
		}
		return exported().Import(p)
	}
	pkg, err := (&types.Config{Importer: w}).Check(p, w.fset, files, nil)
	if err != nil {
		return nil, err
	}
	w.done[p] = pkg
	return pkg, nil
}

const runtimePath = "github.com/backoffgen/backoffgen/runtime"

// input type-checks the package at the top, as tolerantly as the generator does.
func (w *world) input() resolve.Input {
	w.t.Helper()
	in := resolve.Input{
		Fset:   w.fset,
		Files:  w.files[w.path],
		Info:   &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{}, Implicits: map[ast.Node]types.Object{}},
		Import: w.Import, Destination: w.into, Rest: w.rest,
		Version: func(string) string { return w.version },
		Logf:    func(format string, args ...any) { fmt.Fprintf(&w.log, format+"\n", args...) },
		Deprecated: func(method types.Object) string {
			if strings.HasPrefix(method.Name(), "Old") {
				return "Deprecated: see " + method.Pkg().Path() + "."
			}
			return ""
		},
		Std: func(name string) []string {
			byName, err := standard()
			if err != nil {
				w.t.Error(err)
			}
			return byName[name]
		},
		Directives: func(f *ast.File) (*directive.File, []diag.Diagnostic) {
			return directive.Read(w.fset, f, w.text[w.fset.File(f.FileStart).Name()])
		},
	}
	conf := types.Config{Importer: w, IgnoreFuncBodies: true, Error: func(err error) {
		if te, isType := err.(types.Error); isType {
			in.TypeErrors = append(in.TypeErrors, te)
		}
	}}
	in.Pkg, _ = conf.Check(w.path, w.fset, in.Files, in.Info)
	return in
}

// source makes a world of one file.
func source(t *testing.T, src string) *world {
	t.Helper()
	return newWorld(t, []txtar.File{{Name: "x.go", Data: []byte(src)}})
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
