package load

import (
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// lacksName reports whether the package uses a name that one of its imports does not have. It may be a decorator that
// is still to be generated there.
func (c *candidate) lacksName() bool {
	return slices.ContainsFunc(c.pkg.TypeErrors, func(e types.Error) bool {
		name, found := strings.CutPrefix(e.Msg, "undefined: ")
		return found && strings.Contains(name, ".")
	})
}

// lacksConstructor reports whether a wrap of the package names a constructor that one of its imports does not have, for the same reason.
func (l *loader) lacksConstructor(c *candidate, from typeSource) bool {
	return slices.ContainsFunc(c.files, func(f *ast.File) bool {
		if !c.scan.folder.Annotated[l.fset.File(f.FileStart).Name()] {
			return false
		}
		annotations, _ := l.readDirectives(f, c.scan)
		for _, constructor := range directive.Constructors(annotations) {
			name, function, _ := strings.Cut(constructor, ".")
			if pkg := importNamed(f, annotations, name, from); pkg != nil && pkg.Scope().Lookup(function) == nil {
				return true
			}
		}
		return false
	})
}

// importNamed returns the package that a file's imports, or those of its annotations, call by a name, or nil.
func importNamed(f *ast.File, annotations *directive.File, name string, from typeSource) *types.Package {
	paths := map[string]string{} // with the names that are given
	for _, spec := range f.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths[path] = ""
			if spec.Name != nil {
				paths[path] = spec.Name.Name
			}
		}
	}
	for _, i := range annotations.Imports {
		paths[i.Path] = i.Name
	}
	for path, given := range paths {
		if given != "" && given != name {
			continue
		}
		if pkg, err := from.get(path); err == nil && (given == name || pkg.Name() == name) {
			return pkg
		}
	}
	return nil
}
