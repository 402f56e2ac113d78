package resolve

import (
	"go/ast"
	"go/types"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// AllTypes reports whether ok holds for t and for every type that appears when t is written out. It does not look into
// the declarations of named types. If ok holds for an alias, the type that it stands for is not checked.
func AllTypes(t types.Type, ok func(types.Type) bool) bool {
	all := func(ts ...types.Type) bool {
		for _, t := range ts {
			if !AllTypes(t, ok) {
				return false
			}
		}
		return true
	}
	list := func(l *types.TypeList) bool {
		for t := range l.Types() {
			if !AllTypes(t, ok) {
				return false
			}
		}
		return true
	}
	if alias, isAlias := t.(*types.Alias); isAlias {
		if ok(alias) && list(alias.TypeArgs()) {
			return types.Unalias(alias) != types.Typ[types.Invalid] || ok(types.Unalias(alias))
		}
		return all(types.Unalias(alias))
	}
	if !ok(t) {
		return false
	}
	switch t := t.(type) {
	case *types.Named:
		return list(t.TypeArgs())
	case *types.Pointer:
		return all(t.Elem())
	case *types.Slice:
		return all(t.Elem())
	case *types.Array:
		return all(t.Elem())
	case *types.Chan:
		return all(t.Elem())
	case *types.Map:
		return all(t.Key(), t.Elem())
	case *types.Tuple:
		for v := range t.Variables() {
			if !all(v.Type()) {
				return false
			}
		}
	case *types.Signature:
		return all(t.Params(), t.Results())
	case *types.Struct:
		for v := range t.Fields() {
			if !all(v.Type()) {
				return false
			}
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			if !all(m.Type()) {
				return false
			}
		}
		for e := range t.EmbeddedTypes() {
			if !all(e) {
				return false
			}
		}
	case *types.Union:
		for term := range t.Terms() {
			if !all(term.Type()) {
				return false
			}
		}
	}
	return true
}

// broken reports whether a type could not be told, wholly or in part.
func broken(t types.Type) bool {
	return !AllTypes(t, func(t types.Type) bool { return t != types.Typ[types.Invalid] })
}

// mostTypes is the largest number of types that a method's signature is written out with. Aliases of another package that cannot be
// named here are replaced by what they stand for, which doubles with each alias that names another one twice.
const mostTypes = 10_000

// isDeclarable reports whether a method can be declared in this package: its name belongs to it or to everyone, and so do
// all the types of its signature, of which there are not too many to be written out.
func (r *resolver) isDeclarable(m *types.Func) bool {
	seen := 0
	return r.isVisible(m) && AllTypes(m.Signature(), func(t types.Type) bool {
		seen++
		return seen <= mostTypes && r.isNameable(t)
	})
}

// isNameable reports whether this package can write t itself, whatever it is made of.
func (r *resolver) isNameable(t types.Type) bool {
	switch t := t.(type) {
	case *types.Named:
		return r.isVisible(t.Obj()) && r.isReachable(t.Obj())
	case *types.Alias:
		return r.isVisible(t.Obj()) && r.isReachable(t.Obj())
	case *types.Struct:
		// A field of another package's keeps that package in its name, even where the struct has none.
		for v := range t.Fields() {
			if !r.isVisible(v) {
				return false
			}
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			if !r.isVisible(m) {
				return false
			}
		}
	}
	return true
}

// isVisible reports whether this package may use an object's name.
func (r *resolver) isVisible(obj types.Object) bool {
	return obj.Pkg() == nil || obj.Pkg().Path() == r.home() || plan.IsC(obj.Pkg(), r.home()) || ast.IsExported(obj.Name())
}

// isReachable reports whether this package may import an object's package.
func (r *resolver) isReachable(obj types.Object) bool {
	return obj.Pkg() == nil || plan.MayImport(r.home(), obj.Pkg().Path())
}
