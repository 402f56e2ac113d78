package load

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"slices"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// typeCheckAll type-checks all candidates. Those whose imports all have export data share one set of types. The others
// get theirs from source, which also works when an import does not compile: that import may need decorators that are
// not generated yet. The error is that of the go command.
func (l *loader) typeCheckAll(candidates []*candidate) error {
	parallel(len(candidates), func(i int) {
		l.findNeeds(candidates[i])
		if tested := candidates[i].withTests; tested != nil {
			l.findNeeds(tested)
		}
	})
	all := map[string]bool{}
	for _, c := range candidates {
		if c.withTests == nil {
			maps.Copy(all, c.needed)
			maps.Copy(all, c.wanted)
		}
	}
	types := l.prefetched.typesOf(all)
	if types == nil {
		types = l.loadTypes(slices.Sorted(maps.Keys(all)))
	}

	checked := make([]bool, len(candidates))
	parallel(len(candidates), func(i int) {
		if c := candidates[i]; c.withTests == nil && types.hasAll(c.needed) && types.answers(c.wanted) {
			l.typeCheckPackage(c, types)
			checked[i] = !c.lacksName() && !l.lacksConstructor(c, types)
		}
	})
	var rest []*candidate
	for i, c := range candidates {
		if !checked[i] {
			rest = append(rest, c)
		}
	}
	if len(rest) == 0 {
		return nil
	}
	l.Logf("%d packages have imports without export data, or whose export data lacks a name: their types are read from source", len(rest))
	graph, err := l.loadGraph(rest)
	if err != nil {
		return err
	}
	shared := l.newSourceTypes(graph, nil)
	for _, c := range rest {
		c.findCycles(graph)
		if c.withTests != nil {
			l.typeCheckPackage(c, l.newSourceTypes(graph, c.withTests))
		} else {
			l.typeCheckPackage(c, shared)
		}
	}
	return nil
}

// loadTypes loads the types of the packages of these paths, all at once so that they refer to each other.
func (l *loader) loadTypes(paths []string) *typeSet {
	if len(paths) == 0 {
		return newTypeSet()
	}
	if i := l.loadStandard(paths); i != nil {
		return i
	}
	return l.loadExported(paths)
}

// A typeSource gives packages whose types refer to each other. Complete packages do not change any more, so several
// candidates may be type-checked against them at the same time.
type typeSource interface {
	get(path string) (*types.Package, error)
	// version returns the version of a module that one of the packages is in, "" where that is not known.
	version(module string) string
}

func (l *loader) typeCheckPackage(c *candidate, from typeSource) {
	p := c.pkg
	l.addStubTypes(c)
	p.Fset, p.Files, p.Rest, p.text = l.fset, c.files, c.rest, c.scan.text
	p.Directives = func(f *ast.File) (*directive.File, []diag.Diagnostic) { return l.readDirectives(f, c.scan) }
	p.Std = l.std.ByName
	p.Deprecated = func(method types.Object) string { return l.deprecations.paragraph(l.fset, method) }
	p.Import = func(path string) (*types.Package, error) {
		l.importing.Lock() // an import may have to be type-checked from source first, which only one goroutine may do
		defer l.importing.Unlock()
		return from.get(path)
	}
	p.Version, p.Logf = from.version, l.Logf
	p.Info = &types.Info{ // the maps that nobody uses are left out
		Types:     map[ast.Expr]types.TypeAndValue{},
		Defs:      map[*ast.Ident]types.Object{},
		Uses:      map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{},
	}
	p.Types, p.TypeErrors = l.typeCheck(c, from, p.Info)
}

// typeCheck type-checks a candidate's declarations. Errors are collected and do not stop it: most of them are about
// code that no decorated interface depends on.
func (l *loader) typeCheck(c *candidate, from typeSource, info *types.Info) (*types.Package, []types.Error) {
	var errs []types.Error
	conf := types.Config{
		GoVersion:        c.goVersion,
		IgnoreFuncBodies: true,
		Importer:         importer{c, from},
		Sizes:            l.arch,
		Error: func(err error) {
			if e, ok := err.(types.Error); ok && !isUnexportedC(e) {
				errs = append(errs, e)
			}
		},
	}
	pkg := types.NewPackage(c.path, c.name)
	// The error is the first of errs.
	_ = types.NewChecker(&conf, l.fset, pkg, info).Files(c.files)
	pkg.MarkComplete()
	return pkg, errs
}

// An importer gives a candidate the types that it needs.
type importer struct {
	*candidate
	from typeSource
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if path == "C" {
		return i.candidate.packageC(), nil
	}
	if !directive.IsImportPath(path) {
		return nil, fmt.Errorf("%q is not an import path", path)
	}
	if !i.needed[path] {
		return placeholder(path), nil
	}
	if err := i.cycles[path]; err != nil {
		return nil, err
	}
	return i.from.get(path)
}

// placeholder returns a package in the place of one that is used only inside function bodies. Its name cannot be a Go
// identifier, so it clashes with none.
func placeholder(path string) *types.Package {
	pkg := types.NewPackage(path, "("+path+")")
	pkg.MarkComplete()
	return pkg
}

// A typeSet holds packages that were loaded together.
type typeSet struct {
	packages map[string]*types.Package
	missing  map[string]error
	versions map[string]string         // by module
	known    map[string]*types.Package // also incomplete ones, which the others only mention
}

func newTypeSet() *typeSet {
	return &typeSet{map[string]*types.Package{}, map[string]error{}, map[string]string{}, map[string]*types.Package{}}
}

func (e *typeSet) hasAll(paths map[string]bool) bool {
	for path := range paths {
		if e.packages[path] == nil {
			return false
		}
	}
	return true
}

// answers reports whether it is known of each path what its package is, or that there is none.
func (e *typeSet) answers(paths map[string]bool) bool {
	for path := range paths {
		if err := e.missing[path]; e.packages[path] == nil && (err == nil || errors.Is(err, errNotAsked)) {
			return false
		}
	}
	return true
}

func (e *typeSet) version(module string) string { return e.versions[module] }

func (e *typeSet) get(path string) (*types.Package, error) {
	if pkg := e.packages[path]; pkg != nil {
		return pkg, nil
	}
	if err := e.missing[path]; err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("package %s was not loaded", path)
}
