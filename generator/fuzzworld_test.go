package generator

import (
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"sync"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// A fuzzWorld is the packages that fuzzed sources may import.
type fuzzWorld struct {
	mu       sync.Mutex
	packages map[string]*types.Package
	std      types.Importer // of all of the standard library
}

func newFuzzWorld() (*fuzzWorld, error) {
	fset := token.NewFileSet()
	std := importer.ForCompiler(fset, "gc", nil)
	w := &fuzzWorld{packages: map[string]*types.Package{"unsafe": types.Unsafe}, std: std}
	for _, path := range []string{
		"bytes", "cmp", "context", "crypto/tls", "database/sql", "encoding/json", "errors", "fmt", "io", "io/fs", "iter", "log/slog", "net", "net/http",
		"net/url", "os", "reflect", "strings", "sync", "sync/atomic", "syscall", "text/template", "time",
	} {
		pkg, err := std.Import(path)
		if err != nil {
			return nil, err
		}
		w.packages[path] = pkg
	}
	for _, folder := range []string{
		"/keys", "/decision", "/internal/clock", "/internal/shard", "/internal/attempt", "/internal/engine", "", "/decorate", "/predeclared", "/httphint",
	} { // each after what it imports
		path := modulePath + "/runtime" + folder
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
		conf := types.Config{Importer: runtimeImports{w}, IgnoreFuncBodies: true}
		pkg, err := conf.Check(path, fset, files, nil)
		if err != nil {
			return nil, fmt.Errorf("the runtime: %w", err)
		}
		w.packages[path] = pkg
	}
	return w, nil
}

// runtimeImports are those of the runtime: of its own packages, and of the standard library.
type runtimeImports struct {
	own *fuzzWorld
}

// Import makes them an importer.
func (i runtimeImports) Import(path string) (*types.Package, error) {
	if pkg, err := i.own.Import(path); err == nil {
		return pkg, nil
	}
	return i.own.std.Import(path)
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

// byName knows the packages of the world by name.
func (w *fuzzWorld) byName(name string) []string {
	for path, pkg := range w.packages {
		if pkg.Name() == name && !strings.Contains(path, ".") {
			return []string{path}
		}
	}
	return nil
}

// input type-checks a source as a package of its own.
func (w *fuzzWorld) input(fset *token.FileSet, file *ast.File, source string) resolve.Input {
	in := resolve.Input{
		Fset: fset, Files: []*ast.File{file}, Import: w.Import, Std: w.byName,
		Directives: func(f *ast.File) (*directive.File, []diag.Diagnostic) { return directive.Read(fset, f, []byte(source)) },
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
