package resolve

import (
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// An unloaded is an import without a name whose package could not be loaded: the package's name is not known then, and
// may differ from the path.
type unloaded struct {
	path      string
	reported  bool // a diagnostic at its import was added
	unchecked bool // it may exist, as [ErrUnchecked] says
}

// isUnloaded reports whether pkg is what the type checker uses in the place of a package that could not be loaded: an
// empty one with a guessed name.
func isUnloaded(pkg *types.Package) bool {
	return !pkg.Complete() && len(pkg.Scope().Names()) == 0
}

// newUnloaded returns an import whose package is not known, or nil if it was loaded or the import names it.
func newUnloaded(spec *ast.ImportSpec, pkg *types.Package) *unloaded {
	if spec.Name != nil || !isUnloaded(pkg) {
		return nil
	}
	return &unloaded{path: pkg.Path()}
}

// mayBeCalled reports whether the package probably has a name, by its path: github.com/redis/go-redis/v9 is probably
// called redis.
func (u *unloaded) mayBeCalled(name string) bool {
	elements := strings.Split(u.path, "/")
	slices.Reverse(elements)
	for i, e := range elements[:min(len(elements), 2)] {
		words := strings.FieldsFunc(e, func(r rune) bool { return r == '-' || r == '.' || r == '_' })
		if e == name || slices.Contains(words, name) || strings.Join(words, "") == name {
			return true
		}
		if i == 0 && !isMajorVersion(e) {
			break // the element before the last one is not the package's name
		}
	}
	return false
}

func isMajorVersion(element string) bool {
	n, err := strconv.Atoi(strings.TrimPrefix(element, "v"))
	return err == nil && n > 1 && element[0] == 'v'
}

// unloadedCalled returns the package that could not be loaded and that probably has a name, or nil.
func (s *scope) unloadedCalled(name string) *unloaded {
	for _, u := range s.unloaded {
		if u.mayBeCalled(name) {
			return u
		}
	}
	return nil
}

// reportUnloaded reports a name of a package that could not be loaded.
func (s *scope) reportUnloaded(at span, written string, u *unloaded) {
	if u.reported {
		return
	}
	f := s.errorf(at, NotLoaded, "package %q could not be loaded, so %s is unknown", u.path, written)
	f.Hint = goGet(u.path)
}

// mentionUnloaded adds to the report of an unknown name that it may come from one of the packages that could not be
// loaded. A hint would be misleading then.
func mentionUnloaded(f *diag.Diagnostic, paths []string, how string) {
	if len(paths) == 0 {
		return
	}
	f.Hint = ""
	f.Message += ", unless " + how + " " + quotedList(paths) + ", which could not be loaded"
}

// unloadedPaths returns the paths of packages that could not be loaded and whose names are not known.
func (s *scope) unloadedPaths() []string {
	var paths []string
	for _, u := range s.unloaded {
		paths = append(paths, u.path)
	}
	return paths
}

// unloadedDots returns the paths of the dot imports that could not be loaded.
func (s *scope) unloadedDots() []string {
	var paths []string
	for _, pkg := range s.dots {
		if isUnloaded(pkg) {
			paths = append(paths, pkg.Path())
		}
	}
	return paths
}

// goGetMissing returns the hint for code of a package that does not compile: to get the one package that it imports and that could
// not be loaded. There is none where that might be one of several.
func goGetMissing(pkg *types.Package) string {
	missing := slices.DeleteFunc(slices.Clone(pkg.Imports()), func(p *types.Package) bool { return !isUnloaded(p) })
	if len(missing) != 1 {
		return ""
	}
	return goGet(missing[0].Path())
}

// goGet returns the hint for a package that could not be loaded; there is none for the standard library.
func goGet(importPath string) string {
	switch first, _, _ := strings.Cut(importPath, "/"); {
	case IsRuntime(importPath):
		return goGetRuntime
	case strings.Contains(first, "."):
		return "if its module is missing: go get " + importPath
	}
	return ""
}
