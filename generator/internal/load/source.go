package load

import (
	"cmp"
	"errors"
	"fmt"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// loadGraph lists the packages that the candidates need, and all that these import, by ID.
func (l *loader) loadGraph(candidates []*candidate) (map[string]*packages.Package, error) {
	paths := map[string]bool{}
	for _, c := range candidates {
		maps.Copy(paths, c.needed)
		maps.Copy(paths, c.wanted)
		if c.withTests != nil {
			maps.Copy(paths, c.withTests.needed)
		}
	}
	return l.graph(slices.Sorted(maps.Keys(paths)))
}

// sourceTypes is a typeSource that type-checks packages from source when they are asked for, as far as importers can
// see them: without function bodies, and without the imports that only those need. Only one goroutine may use it.
type sourceTypes struct {
	*loader
	find      func(path string) (*packages.Package, error)
	withTests *candidate // a package that counts with its test files; nil when there is none
	done      map[string]*types.Package
	versions  map[string]string // by module
}

func (l *loader) newSourceTypes(graph map[string]*packages.Package, tested *candidate) *sourceTypes {
	s := &sourceTypes{loader: l, find: findInGraph(graph), withTests: tested, done: map[string]*types.Package{}, versions: map[string]string{}}
	for _, p := range graph {
		if m := p.Module; m != nil {
			s.versions[m.Path] = m.Version
			if m.Replace != nil {
				s.versions[m.Path] = cmp.Or(m.Replace.Version, m.Version) // a folder has no version of its own
			}
		}
	}
	return s
}

// findInGraph returns a function that finds the packages of a graph.
func findInGraph(graph map[string]*packages.Package) func(path string) (*packages.Package, error) {
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

func (s *sourceTypes) get(path string) (*types.Package, error) {
	if pkg, ok := s.done[path]; ok {
		if pkg == nil {
			return nil, fmt.Errorf("import cycle through %s", path)
		}
		return pkg, nil
	}
	s.done[path] = nil // being checked
	pkg, err := s.load(path)
	if err != nil {
		delete(s.done, path)
		return nil, err
	}
	s.done[path] = pkg
	return pkg, nil
}

// version returns the version of a module, "" where that is not known.
func (s *sourceTypes) version(module string) string { return s.versions[module] }

func (s *sourceTypes) load(path string) (*types.Package, error) {
	if s.withTests != nil && s.withTests.path == path {
		s.addStubTypes(s.withTests)
		pkg, _ := s.typeCheck(s.withTests, s, nil)
		return pkg, nil
	}
	p, err := s.find(path)
	if err != nil {
		return nil, err
	}
	c := &candidate{path: p.PkgPath, name: p.Name}
	if p.Module != nil && p.Module.GoVersion != "" {
		c.goVersion = "go" + p.Module.GoVersion
	}
	read := output.Read
	if p.Module != nil && p.Module.Main {
		read = readSource
	}
	s.parseDependency(c, p.GoFiles, read)
	if name := tooDeep(c.files); name != nil {
		return nil, fmt.Errorf("%s in package %s: %s", name.Name, path, nestingMessage)
	}
	s.addStubTypes(c)
	prune(c.files)
	s.findNeeds(c)
	pkg, _ := s.typeCheck(c, vendoredTypes{s, p}, nil)
	return pkg, nil
}

// parseDependency parses as many of the files as possible. A generated file with a syntax error is left out: it must
// not prevent anything.
func (s *sourceTypes) parseDependency(c *candidate, filenames []string, read func(string) ([]byte, error)) {
	slices.Sort(filenames)
	for _, name := range filenames {
		text, err := read(name)
		if err != nil {
			continue // the type checker reports what is missing
		}
		parse := parseWithoutBodies
		if directive.Contains(text) {
			parse = parseFile // stubs are made of its annotations
		}
		f, err := parse(s.fset, name, text)
		_, generated := output.SourcePath(name)
		if f == nil || err != nil && generated {
			continue
		}
		c.files = append(c.files, f)
	}
}

// vendoredTypes resolves import paths as one package does: those of the standard library may be vendored.
type vendoredTypes struct {
	*sourceTypes
	importer *packages.Package
}

func (i vendoredTypes) get(path string) (*types.Package, error) {
	if p := i.importer.Imports[path]; p != nil {
		path = p.PkgPath
	}
	return i.sourceTypes.get(path)
}
