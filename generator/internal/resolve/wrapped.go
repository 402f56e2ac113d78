package resolve

import (
	"go/types"
	"iter"
	"slices"
)

// decoratedAs returns the interfaces decorated in this package that t is, or that its elements are, with the type that is one:
// the one by whose name it is written, or all that are the same type.
func (r *resolver) decoratedAs(t types.Type) (types.Type, []*types.TypeName) {
	for leaf := range levels(t) {
		if names := r.decoratedBy(leaf); names != nil {
			return leaf, names
		}
	}
	return nil, nil
}

// deepest is how many slices and maps of slices and maps are looked into: a type may hold itself, as type Tree []Tree does, or ever
// longer instances of itself.
const deepest = 8

// levels returns a type, the type of its elements, theirs and so on.
func levels(t types.Type) iter.Seq[types.Type] {
	return func(yield func(types.Type) bool) {
		for ok, n := true, 0; ok && n <= deepest && yield(t); n++ {
			t, ok = elementOf(t)
		}
	}
}

// elementOf returns the type of a slice's or a map's elements.
func elementOf(t types.Type) (types.Type, bool) {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return u.Elem(), true
	case *types.Map:
		return u.Elem(), true
	}
	return nil, false
}

func (r *resolver) decoratedBy(t types.Type) []*types.TypeName {
	for at := t; ; {
		if name := typeName(at); name != nil && r.decorated[name] != nil {
			return []*types.TypeName{name}
		}
		alias, ok := at.(*types.Alias)
		if !ok {
			break
		}
		at = alias.Rhs()
	}
	if _, isNamed := types.Unalias(t).(*types.Named); !isNamed {
		return nil
	}
	var same []*types.TypeName
	for name := range r.decorated {
		if !generic(name.Type()) && types.Identical(name.Type(), t) {
			same = append(same, name)
		}
	}
	slices.SortFunc(same, func(a, b *types.TypeName) int { return int(a.Pos() - b.Pos()) })
	return same
}
