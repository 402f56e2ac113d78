package emit_test

import (
	"errors"
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// engine is the source of package backoff, which generated code is type-checked against, and of what it imports.
var engine = sync.OnceValues(func() (map[string][]string, error) {
	sources := map[string][]string{}
	var errs []error
	for _, folder := range []string{"runtime", "runtime/keys", "runtime/decision", "runtime/decorate", "runtime/internal/attempt", "runtime/internal/clock", "runtime/internal/engine", "runtime/internal/shard"} {
		names, err := filepath.Glob("../../../" + folder + "/*.go")
		errs = append(errs, err)
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			errs = append(errs, err)
			path := "github.com/backoffgen/backoffgen/" + folder
			sources[path] = append(sources[path], string(source))
		}
	}
	return sources, errors.Join(errs...)
})

// standard is the standard library, as it is compiled: its sources would need a C compiler where cgo is on by default.
var standard = sync.OnceValue(func() types.ImporterFrom {
	return &lockedImporter{from: importer.ForCompiler(token.NewFileSet(), "gc", nil).(types.ImporterFrom)}
})

type lockedImporter struct {
	mu   sync.Mutex
	from types.ImporterFrom
}

func (l *lockedImporter) Import(path string) (*types.Package, error) {
	return l.ImportFrom(path, "", 0)
}

func (l *lockedImporter) ImportFrom(path, dir string, mode types.ImportMode) (*types.Package, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.from.ImportFrom(path, dir, mode)
}

// A program is a few packages, by path, that are type-checked together.
type program struct {
	fset     *token.FileSet
	sources  map[string][]string
	packages map[string]*types.Package
	sizes    types.Sizes // of the platform that generated code is checked for; nil for one of 64 bits
}

// newProgram reads a txtar archive whose files are named path/of/package/file.go.
func newProgram(archive string) *program {
	p := &program{fset: token.NewFileSet(), sources: map[string][]string{}, packages: map[string]*types.Package{}}
	sources, err := engine()
	if err != nil {
		panic(err)
	}
	maps.Copy(p.sources, sources)
	for _, f := range txtar.Parse([]byte(archive)).Files {
		path := f.Name[:strings.LastIndex(f.Name, "/")]
		p.sources[path] = append(p.sources[path], string(f.Data))
	}
	return p
}

func (p *program) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p.sources[path] == nil {
		return standard().Import(path)
	}
	if p.packages[path] == nil {
		checked, _, err := p.check(path, p.sources[path], nil)
		if err != nil {
			return nil, err
		}
		p.packages[path] = checked
	}
	return p.packages[path], nil
}

func (p *program) check(path string, sources []string, info *types.Info) (*types.Package, []*ast.File, error) {
	var files []*ast.File
	for i, source := range sources {
		file, err := parser.ParseFile(p.fset, path+"/"+string(rune('a'+i))+".go", source, parser.ParseComments)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, file)
	}
	conf := types.Config{Importer: p, GoVersion: "go1.26", Sizes: p.sizes}
	checked, err := conf.Check(path, p.fset, files, info)
	return checked, files, err
}

// retryAll is a plan for the package at path in which every interface of it is decorated, and every method that returns
// an error retried.
func (p *program) retryAll(t *testing.T, path string) *plan.Package {
	t.Helper()
	checked, err := p.Import(path)
	if err != nil {
		t.Fatal(err)
	}
	file := &plan.File{Source: "/src/x.go", Origin: "x.go"}
	var named []*types.TypeName
	for _, name := range checked.Scope().Names() {
		if o, ok := checked.Scope().Lookup(name).(*types.TypeName); ok && isMethodSet(o.Type()) {
			named = append(named, o)
		}
	}
	slices.SortFunc(named, func(a, b *types.TypeName) int { return int(a.Pos() - b.Pos()) })
	for _, o := range named {
		file.Decorators = append(file.Decorators, decorate(o))
	}
	return &plan.Package{Path: path, Name: checked.Name(), Types: checked, Files: []*plan.File{file}}
}

func isMethodSet(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.IsMethodSet() && i.NumMethods() > 0
}

func decorate(o *types.TypeName) *plan.Decorator {
	d := &plan.Decorator{
		Interface: o, Name: "Retrying" + o.Name(), Constructor: "NewRetrying" + o.Name(),
		Policies: o.Name() + "Policies", Defaults: "Default" + o.Name() + "Policies",
	}
	switch t := o.Type().(type) {
	case *types.Named:
		d.TypeParams = t.TypeParams()
	case *types.Alias:
		d.TypeParams = t.TypeParams()
	}
	var methods []*types.Func
	for m := range o.Type().Underlying().(*types.Interface).Methods() {
		methods = append(methods, m)
	}
	slices.SortFunc(methods, func(a, b *types.Func) int { return int(a.Pos() - b.Pos()) })
	for _, f := range methods {
		m := &plan.Method{Name: f.Name(), Signature: f.Signature()}
		for i := range f.Signature().Params().Len() {
			switch types.TypeString(types.Unalias(f.Signature().Params().At(i).Type()), nil) {
			case "context.Context":
				m.Context = plan.Context{Kind: plan.ContextParam, Param: i}
			case "*net/http.Request":
				if m.Context.Kind == plan.ContextParam {
					continue
				}
				m.Context = plan.Context{Kind: plan.ContextRequest, Param: i}
			}
		}
		results := f.Signature().Results()
		if n := results.Len(); n > 0 && types.Identical(results.At(n-1).Type(), types.Universe.Lookup("error").Type()) {
			m.Policy = &plan.Policy{Text: "backoff:retry 5", Owner: o.Name() + "." + f.Name(), Errors: []plan.Matcher{{Kind: plan.MatchAny}}}
			m.Policy.Values.MaxTries = 5
		}
		d.Methods = append(d.Methods, m)
	}
	return d
}

// generate emits the plan's one file, and fails the test unless it is as gofmt leaves it and compiles with the sources beside it.
func (p *program) generate(t *testing.T, pkg *plan.Package) string {
	t.Helper()
	source, err := emit.New(pkg).File(pkg.Files[0])
	if err != nil {
		t.Fatal(err)
	}
	again, err := emit.New(pkg).File(pkg.Files[0])
	if err != nil || string(again) != string(source) {
		t.Errorf("emitted a second time, the file is another one (error: %v)", err)
	}
	if formatted, err := format.Source(source); err != nil || string(formatted) != string(source) {
		t.Errorf("the file is not as gofmt leaves it (error: %v):\n%s", err, source)
	}
	if _, _, err := p.check(pkg.Path, append(slices.Clone(p.sources[pkg.Path]), string(source)), nil); err != nil {
		t.Errorf("the generated file does not compile: %v\n%s", err, source)
	}
	return string(source)
}
