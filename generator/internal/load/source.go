package load

import (
	"errors"
	"fmt"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// loadGraph lists the packages that these units need, and all that those import in turn, by ID.
func (l *loader) loadGraph(units []*unit) map[string]*packages.Package {
	paths := map[string]bool{}
	for _, u := range units {
		maps.Copy(paths, u.needs)
		if u.tested != nil {
			maps.Copy(paths, u.tested.needs)
		}
	}
	return l.graph(slices.Sorted(maps.Keys(paths)))
}

// sources is a universe whose packages are type-checked from source when they are asked for: what others can see of them,
// without function bodies, and without what those alone import. It is for one goroutine.
type sources struct {
	*loader
	find   func(path string) (*packages.Package, error)
	tested *unit // a package that counts with its test files; nil when there is none
	done   map[string]*types.Package
}

func (l *loader) newSources(graph map[string]*packages.Package, tested *unit) *sources {
	return &sources{loader: l, find: found(graph), tested: tested, done: map[string]*types.Package{}}
}

// found finds the packages of a graph.
func found(graph map[string]*packages.Package) func(path string) (*packages.Package, error) {
	return func(path string) (*packages.Package, error) {
		p := graph[path]
		switch {
		case p == nil:
			return nil, fmt.Errorf("package %s was not found", path)
		case len(p.GoFiles) > 0:
			return p, nil
		case len(p.Errors) > 0:
			return nil, errors.New(oneLine(message(p.Errors[0])))
		}
		return nil, fmt.Errorf("package %s has no Go files here", path)
	}
}

func (s *sources) get(path string) (*types.Package, error) {
	if pkg, ok := s.done[path]; ok {
		if pkg == nil {
			return nil, fmt.Errorf("import cycle through %s", path)
		}
		return pkg, nil
	}
	s.done[path] = nil // until it is
	pkg, err := s.load(path)
	if err != nil {
		delete(s.done, path)
		return nil, err
	}
	s.done[path] = pkg
	return pkg, nil
}

func (s *sources) load(path string) (*types.Package, error) {
	if s.tested != nil && s.tested.path == path {
		pkg, _ := s.typeCheck(s.tested, s, nil)
		return pkg, nil
	}
	p, err := s.find(path)
	if err != nil {
		return nil, err
	}
	u := &unit{path: p.PkgPath, name: p.Name}
	if p.Module != nil && p.Module.GoVersion != "" {
		u.goVersion = "go" + p.Module.GoVersion
	}
	s.parseDependency(u, p.GoFiles)
	addStubs(s.fset, u.files)
	prune(u.files)
	s.findNeeds(u)
	pkg, _ := s.typeCheck(u, inPackage{s, p}, nil)
	return pkg, nil
}

// parseDependency parses files as far as they parse. A generated one that does not is left out: that it is broken stops
// nobody.
func (s *sources) parseDependency(u *unit, filenames []string) {
	slices.Sort(filenames)
	for _, name := range filenames {
		text, err := output.Read(name)
		if err != nil {
			continue // the type checker misses what was in it
		}
		parse := skim
		if directive.Contains(text) {
			parse = parseFile // stubs are made of its annotations
		}
		f, err := parse(s.fset, name, text)
		_, generated := output.Source(name)
		if f == nil || err != nil && generated {
			continue
		}
		u.files = append(u.files, f)
	}
}

// inPackage resolves import paths as one package has them: the standard library has vendored imports.
type inPackage struct {
	*sources
	importer *packages.Package
}

func (i inPackage) get(path string) (*types.Package, error) {
	if p := i.importer.Imports[path]; p != nil {
		path = p.PkgPath
	}
	return i.sources.get(path)
}
