package resolve

import (
	"go/types"
	"slices"
)

// declaredAs returns what the package declares under a name, or nil if it does not exist in every build.
func (r *resolver) declaredAs(name string) types.Object {
	if obj := r.Pkg.Scope().Lookup(name); obj != nil && r.isLasting(obj) {
		return obj
	}
	return nil
}

// declaredNames returns the names that declaredAs knows, sorted.
func (r *resolver) declaredNames() []string {
	return slices.DeleteFunc(r.Pkg.Scope().Names(), func(name string) bool { return r.declaredAs(name) == nil })
}

// isLasting reports whether an object of the package exists whatever has been generated, and in a build without the
// files of Rest. An analysis pass has these in its package. Generated types count, since they will exist.
func (r *resolver) isLasting(obj types.Object) bool {
	if r.rest[r.fileOf(obj)] {
		return false
	}
	_, isType := obj.(*types.TypeName)
	return isType || !r.isGenerated(obj)
}

// isGenerated reports whether an earlier run generated an object.
func (r *resolver) isGenerated(obj types.Object) bool {
	return r.IsGenerated != nil && r.IsGenerated(r.fileOf(obj))
}

func (r *resolver) fileOf(obj types.Object) string {
	return r.Fset.PositionFor(obj.Pos(), false).Filename
}
