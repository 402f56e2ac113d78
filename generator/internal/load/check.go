package load

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// check type-checks all units. Those whose imports all have export data share one universe of types. The others get
// theirs from source, which also works where an import does not compile: it may be waiting for its own decorators.
func (l *loader) check(units []*unit) {
	parallel(len(units), func(i int) {
		l.findNeeds(units[i])
		if tested := units[i].tested; tested != nil {
			l.findNeeds(tested)
		}
	})
	all := map[string]bool{}
	for _, u := range units {
		if u.tested == nil {
			maps.Copy(all, u.needs)
		}
	}
	types := l.ahead.typesOf(all)
	if types == nil {
		types = l.loadTypes(slices.Sorted(maps.Keys(all)))
	}

	checked := make([]bool, len(units))
	parallel(len(units), func(i int) {
		if u := units[i]; u.tested == nil && types.hasAll(u.needs) {
			l.checkUnit(u, types)
			checked[i] = !u.misses()
		}
	})
	var rest []*unit
	for i, u := range units {
		if !checked[i] {
			rest = append(rest, u)
		}
	}
	if len(rest) == 0 {
		return
	}
	l.Logf("%d packages have imports without export data, or whose export data lacks a name: their types are read from source", len(rest))
	graph := l.loadGraph(rest)
	shared := l.newSources(graph, nil)
	for _, u := range rest {
		u.findCycles(graph)
		if u.tested != nil {
			l.checkUnit(u, l.newSources(graph, u.tested))
		} else {
			l.checkUnit(u, shared)
		}
	}
}

// loadTypes loads the types of the packages of these paths, in one go so that they belong together.
func (l *loader) loadTypes(paths []string) *imported {
	if len(paths) == 0 {
		return newImported()
	}
	if i := l.fromStandard(paths); i != nil {
		return i
	}
	return l.loadExported(paths)
}

// misses reports whether the unit names what one of its imports does not have. It may be a decorator that is still to be
// generated there.
func (u *unit) misses() bool {
	return slices.ContainsFunc(u.pkg.TypeErrors, func(e types.Error) bool {
		name, found := strings.CutPrefix(e.Msg, "undefined: ")
		return found && strings.Contains(name, ".")
	})
}

// A universe has packages whose types belong together. They do not change once they are complete, so that several units
// may be checked against them at a time.
type universe interface {
	get(path string) (*types.Package, error)
}

func (l *loader) checkUnit(u *unit, from universe) {
	p := u.pkg
	addStubs(l.fset, u.files)
	p.Fset, p.Files, p.Rest, p.text = l.fset, u.files, u.rest, u.site.text
	p.Std = l.std.ByName
	p.Deprecated = func(method types.Object) string { return l.deprecations.of(l.fset, method) }
	p.Import = func(path string) (*types.Package, error) {
		l.importing.Lock() // what is imported may have to be type-checked first, and that universe is for one goroutine
		defer l.importing.Unlock()
		return from.get(path)
	}
	p.Info = &types.Info{ // what nobody asks for is not collected
		Types:     map[ast.Expr]types.TypeAndValue{},
		Defs:      map[*ast.Ident]types.Object{},
		Uses:      map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{},
	}
	p.Types, p.TypeErrors = l.typeCheck(u, from, p.Info)
}

// typeCheck runs the type checker over a unit's declarations. Its errors are collected and no reason to stop: most of
// them are about code that no decorated interface depends on.
func (l *loader) typeCheck(u *unit, from universe, info *types.Info) (*types.Package, []types.Error) {
	var errs []types.Error
	conf := types.Config{
		GoVersion:        u.goVersion,
		IgnoreFuncBodies: true,
		Importer:         importer{u, from},
		Sizes:            l.arch,
		Error: func(err error) {
			if e, ok := err.(types.Error); ok && !isUnexportedC(e) {
				errs = append(errs, e)
			}
		},
	}
	pkg := types.NewPackage(u.path, u.name)
	// The error is the first of errs.
	_ = types.NewChecker(&conf, l.fset, pkg, info).Files(u.files)
	pkg.MarkComplete()
	return pkg, errs
}

// An importer gives a unit the types that it needs.
type importer struct {
	*unit
	from universe
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if path == "C" {
		return i.unit.c(), nil
	}
	if !directive.IsImportPath(path) {
		return nil, fmt.Errorf("%q is not an import path", path)
	}
	if !i.needs[path] {
		return placeholder(path), nil
	}
	if err := i.cycles[path]; err != nil {
		return nil, err
	}
	return i.from.get(path)
}

// placeholder stands for a package that nothing outside function bodies names. It has a name that no Go identifier can
// clash with.
func placeholder(path string) *types.Package {
	pkg := types.NewPackage(path, "("+path+")")
	pkg.MarkComplete()
	return pkg
}

// imported is a universe of packages that were loaded together.
type imported struct {
	packages map[string]*types.Package
	missing  map[string]error
	all      map[string]*types.Package // also those that were only spoken of, and are not complete
}

func newImported() *imported {
	return &imported{map[string]*types.Package{}, map[string]error{}, map[string]*types.Package{}}
}

func (e *imported) hasAll(paths map[string]bool) bool {
	for path := range paths {
		if e.packages[path] == nil {
			return false
		}
	}
	return true
}

func (e *imported) get(path string) (*types.Package, error) {
	if pkg := e.packages[path]; pkg != nil {
		return pkg, nil
	}
	if err := e.missing[path]; err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("package %s was not loaded", path)
}
