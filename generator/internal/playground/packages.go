package playground

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/clients"
)

// packages finds the packages of one source: those of the library, and for others one that has what the source names of it.
type packages struct {
	library *library
	file    *ast.File
	source  string
	made    map[string]*types.Package
}

func newPackages(l *library, file *ast.File, source string) *packages {
	return &packages{l, file, source, map[string]*types.Package{}}
}

// Import implements [types.Importer].
func (p *packages) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg, err := p.library.load(path); pkg != nil || err != nil {
		return pkg, err
	}
	if p.made[path] == nil {
		p.made[path] = p.assume(path)
	}
	return p.made[path], nil
}

// notes says which packages are not what they are elsewhere.
func (p *packages) notes() []string {
	notes := []string{}
	for path := range p.made {
		notes = append(notes, path+" is not at hand here: whatever is named of it is taken to exist")
	}
	slices.Sort(notes)
	return notes
}

// assume makes a package that has what is named of it.
func (p *packages) assume(path string) *types.Package {
	name, declared := clients.DeclaredIn(path)
	if name == "" {
		name = guessName(path)
	}
	pkg := types.NewPackage(path, name)
	pkg.MarkComplete()
	for _, m := range p.mentions(path, name) {
		m.declare(pkg)
	}
	for _, d := range declared {
		m := mention{name: d.Name, kind: asError, members: d.Members}
		switch d.Kind {
		case clients.DeclaredFunction:
			m.kind = asPredicate
		case clients.DeclaredType:
			m.kind = asErrorType
		}
		m.declare(pkg)
	}
	return pkg
}

var version = regexp.MustCompile(`^v[0-9]+$|\.v[0-9]+$`)

// guessName returns the name that a package probably has.
func guessName(importPath string) string {
	base := path.Base(importPath)
	if version.MatchString(base) && !strings.Contains(base, ".") {
		base = path.Base(path.Dir(importPath))
	}
	base = version.ReplaceAllString(base, "")
	base = strings.TrimSuffix(strings.TrimPrefix(base, "go-"), "-go")
	name := strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, base)
	if !token.IsIdentifier(name) {
		return "pkg"
	}
	return name
}

var importLine = regexp.MustCompile(`(?m)^//backoff:import[ \t]+(?:(\w+)[ \t]+)?"([^"]*)"`)

// localNames returns the names by which the source knows a package.
func (p *packages) localNames(importPath, name string) []string {
	names := []string{}
	for _, spec := range p.file.Imports {
		if unquoted, err := strconv.Unquote(spec.Path.Value); err != nil || unquoted != importPath {
			continue
		}
		if spec.Name != nil {
			names = append(names, spec.Name.Name)
		} else {
			names = append(names, name)
		}
	}
	for _, m := range importLine.FindAllStringSubmatch(p.source, -1) {
		switch {
		case m[2] != importPath:
		case m[1] != "":
			names = append(names, m[1])
		default:
			names = append(names, name)
		}
	}
	return names
}
