package resolve

import (
	"errors"
	"go/types"
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// An importError says why a package that exists cannot be imported by this one.
type importError struct{ reason string }

func (e *importError) Error() string { return e.reason }

// importPackage returns the package of a path if this package may import it.
func (r *resolver) importPackage(importPath string) (*types.Package, error) {
	if !plan.MayImport(r.home(), importPath) {
		return nil, &importError{"it is an internal package of another directory"}
	}
	if r.Import == nil {
		return nil, ErrUnchecked
	}
	pkg, err := r.Import(importPath)
	if err != nil {
		return nil, err
	}
	switch {
	case pkg == nil:
		return nil, errors.New("there is no such package")
	case pkg.Name() == "main":
		return nil, &importError{"it is a program, package main"}
	case dependsOn(pkg, r.home(), map[*types.Package]bool{}):
		return nil, &importError{"it imports this package, which would be an import cycle"}
	}
	return pkg, nil
}

// reportLoad reports a package that could not be imported or loaded.
func (r *resolver) reportLoad(at span, importPath string, err error) {
	if errors.Is(err, ErrUnchecked) {
		r.unchecked = true
		r.warnf(at, NotLoaded, "what annotations say about package %q is %v", importPath, ErrUnchecked)
		return
	}
	var refused *importError
	if errors.As(err, &refused) {
		r.errorf(at, NotLoaded, "package %q cannot be imported here: %v", importPath, refused)
		return
	}
	f := r.errorf(at, NotLoaded, "package %q could not be loaded", importPath)
	f.Hint = goGet(importPath)
	// The go command's words may fill several lines.
	f.Related = r.related(at.pos, oneLine(err.Error()))
}

// dependsOn reports whether pkg is the package of a path, or imports it directly or through others.
func dependsOn(pkg *types.Package, importPath string, seen map[*types.Package]bool) bool {
	if pkg.Path() == importPath {
		return true
	}
	if seen[pkg] {
		return false
	}
	seen[pkg] = true
	return slices.ContainsFunc(pkg.Imports(), func(p *types.Package) bool { return dependsOn(p, importPath, seen) })
}
