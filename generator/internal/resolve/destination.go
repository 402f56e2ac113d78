package resolve

import (
	"go/ast"
	"go/types"
	"path/filepath"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// A Destination is the package that decorators are written into, if it is not the package of their interfaces.
type Destination struct {
	Path, Name string
	Target     string                            // what is generated for, where that is another engine than this one
	Only       func(i *directive.Interface) bool // the interfaces that it is about; nil for all
	Files      []*ast.File                       // its files without those that are going to be written, parsed in the same file set
}

// concerns reports whether an interface is one that is generated for now.
func (r *resolver) concerns(i *directive.Interface) bool {
	return r.Destination == nil || r.Destination.Only == nil || r.Destination.Only(i)
}

// home returns the path of the package that decorators are written into.
func (r *resolver) home() string {
	if r.Destination != nil {
		return r.Destination.Path
	}
	return r.Pkg.Path()
}

func (r *resolver) homeName() string {
	if r.Destination != nil {
		return r.Destination.Name
	}
	return r.Pkg.Name()
}

// checkNameable reports whether the destination can name an interface and the constraints of its type parameters; if
// not, it adds a diagnostic.
func (s *scope) checkNameable(i *directive.Interface, params *types.TypeParamList) bool {
	name := i.Spec.Name
	at := span{name.Pos(), name.End()}
	refuse := func(format string, args ...any) bool {
		s.errorf(at, UnexportedName, name.Name+" cannot be decorated in package "+s.Destination.Name+": "+format, args...)
		return false
	}
	file := s.Fset.PositionFor(name.Pos(), false).Filename
	switch {
	case strings.HasSuffix(file, "_test.go"):
		return refuse("%s is a test file, whose declarations no other package can use", filepath.Base(file))
	case !name.IsExported():
		return refuse("it is unexported")
	case s.Pkg.Name() == "main":
		return refuse("package main is a program, which cannot be imported")
	case !plan.MayImport(s.home(), s.Pkg.Path()):
		return refuse("package %s is an internal package of another directory", s.Pkg.Path())
	}
	for p := range params.TypeParams() {
		if !AllTypes(p.Constraint(), s.isNameable) {
			at = s.constraintSpan(i, p)
			return refuse("it cannot name the constraint of %s", p.Obj().Name())
		}
	}
	return true
}

// constraintSpan returns where a type parameter's constraint is written.
func (s *scope) constraintSpan(i *directive.Interface, p *types.TypeParam) span {
	for _, field := range i.Spec.TypeParams.List {
		for _, name := range field.Names {
			if s.Info.Defs[name] == types.Object(p.Obj()) {
				return span{field.Type.Pos(), field.Type.End()}
			}
		}
	}
	return span{i.Spec.Name.Pos(), i.Spec.Name.End()}
}

// checkUsable reports whether the destination may use all that an expression names; if not, it adds diagnostics.
func (s *scope) checkUsable(x *expression) bool {
	fine := true
	for id, obj := range x.info.Uses {
		pkg, isPkg := obj.(*types.PkgName)
		switch {
		case isPkg && !plan.MayImport(s.home(), pkg.Imported().Path()):
			s.errorf(x.span(id), NotLoaded, "package %q cannot be imported by package %s: it is an internal package of another directory", pkg.Imported().Path(), s.Destination.Name)
			fine = false
		case s.belongs(obj) && !s.isVisible(obj):
			s.errorf(x.span(id), UnexportedName, "%s is unexported: package %s, which the decorator is written into, cannot use it", id.Name, s.Destination.Name)
			fine = false
		}
	}
	return fine
}

// belongs reports whether an object is a field, a method or declared at package level, and not local to an expression.
func (s *scope) belongs(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Var:
		if obj.IsField() {
			return true
		}
	case *types.Func:
		return true
	}
	return obj.Pkg() != nil && obj.Parent() == s.Pkg.Scope()
}
