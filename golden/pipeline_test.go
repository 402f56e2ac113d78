package golden_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/backoffgen/backoffgen/generator/emit"
	"github.com/backoffgen/backoffgen/generator/resolve"
)

var (
	fset    = token.NewFileSet()
	library = importer.ForCompiler(fset, "source", nil)
	lock    sync.Mutex
)

type lockedImporter struct{}

func (lockedImporter) Import(path string) (*types.Package, error) {
	lock.Lock()
	defer lock.Unlock()
	return library.Import(path)
}

// generate returns what is generated for a golden package, by file name.
func generate(t *testing.T, dir string) map[string]string {
	t.Helper()
	input := sources(t, dir, func(file string) bool { return !isGenerated(file) && !strings.HasSuffix(file, "_test.go") })
	var files []*ast.File
	for _, name := range slices.Sorted(maps.Keys(input)) {
		file, err := parser.ParseFile(fset, filepath.Join(dir, name), input[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	info := &types.Info{
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Types: map[ast.Expr]types.TypeAndValue{}, Implicits: map[ast.Node]types.Object{},
	}
	conf := types.Config{Importer: lockedImporter{}, IgnoreFuncBodies: true, GoVersion: "go1.26", Error: func(error) {}}
	checked, _ := conf.Check("github.com/backoffgen/backoffgen/golden/"+dir, fset, files, info)
	pkg, diagnostics := resolve.Package(resolve.Input{
		Fset: fset, Files: files, Pkg: checked, Info: info,
		Import: lockedImporter{}.Import,
		Std: func(name string) []string {
			return map[string][]string{"errors": {"errors"}, "io": {"io"}, "strings": {"strings"}, "syscall": {"syscall"}}[name]
		},
	})
	for _, d := range diagnostics {
		t.Logf("%s: %s", d.Pos, d.Message)
	}
	if pkg == nil {
		t.Fatal("no plan")
	}
	out := map[string]string{}
	for _, file := range pkg.Files {
		source, err := emit.File(pkg, file)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(file.Source), ".go")+"_backoff.go"] = string(source)
	}
	return out
}
