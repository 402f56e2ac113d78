package resolve

import (
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// An unloaded package is one that a file imports without saying what it is called, and that could not be loaded: nobody
// knows its name then, which may be unlike its path.
type unloaded struct {
	path      string
	reported  bool // a diagnostic at its import says that it could not be loaded
	unchecked bool // it may well be there, as [ErrUnchecked] says
}

// isUnloaded reports whether pkg is what the type checker puts in the place of a package that it could not have: an empty
// one under a name that is guessed.
func isUnloaded(pkg *types.Package) bool {
	return !pkg.Complete() && len(pkg.Scope().Names()) == 0
}

// newUnloaded returns what is not known of an import, or nil when its package was loaded or the import names it.
func newUnloaded(spec *ast.ImportSpec, pkg *types.Package) *unloaded {
	if spec.Name != nil || !isUnloaded(pkg) {
		return nil
	}
	return &unloaded{path: pkg.Path()}
}

// mayBeCalled reports whether the package is called name, as far as its path tells: redis is what
// github.com/redis/go-redis/v9 has most probably.
func (u *unloaded) mayBeCalled(name string) bool {
	elements := strings.Split(u.path, "/")
	slices.Reverse(elements)
	for i, e := range elements[:min(len(elements), 2)] {
		words := strings.FieldsFunc(e, func(r rune) bool { return r == '-' || r == '.' || r == '_' })
		if e == name || slices.Contains(words, name) || strings.Join(words, "") == name {
			return true
		}
		if i == 0 && !isMajorVersion(e) {
			break // what is before the last element is no package's name
		}
	}
	return false
}

func isMajorVersion(element string) bool {
	n, err := strconv.Atoi(strings.TrimPrefix(element, "v"))
	return err == nil && n > 1 && element[0] == 'v'
}

// unloadedCalled returns the package that could not be loaded and that is most probably called name, or nil.
func (s *scope) unloadedCalled(name string) *unloaded {
	for _, u := range s.unloaded {
		if u.mayBeCalled(name) {
			return u
		}
	}
	return nil
}

// reportUnloaded reports what is written with the name of a package that could not be loaded.
func (s *scope) reportUnloaded(at span, written string, u *unloaded) {
	if u.reported {
		return
	}
	f := s.errorf(at, NotLoaded, "package %q could not be loaded, so %s is unknown", u.path, written)
	f.Hint = goGet(u.path)
}

// mentionUnloaded adds to a report of an unknown name that a package which could not be loaded may have it: one of paths, if
// there are any. A hint would mislead then.
func mentionUnloaded(f *diag.Diagnostic, paths []string, how string) {
	if len(paths) == 0 {
		return
	}
	f.Hint = ""
	f.Message += ", unless " + how + " " + quotedList(paths) + ", which could not be loaded"
}

// unloadedPaths returns the paths of the packages that could not be loaded and that nobody knows the names of.
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

// goGet is the hint for a package that could not be loaded; the standard library is not to be got.
func goGet(importPath string) string {
	switch first, _, _ := strings.Cut(importPath, "/"); {
	case isRuntime(importPath):
		return goGetRuntime
	case strings.Contains(first, "."):
		return "if its module is missing: go get " + importPath
	}
	return ""
}
