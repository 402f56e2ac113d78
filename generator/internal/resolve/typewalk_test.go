package resolve_test

import (
	"go/types"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// TestAllTypes: a type is found wherever it is written in another one, and nowhere else.
func TestAllTypes(t *testing.T) {
	w := source(t, `package store

type X int

type Named struct{ x X }

type Alias = X

type Of[T any] struct{}

type AliasOf[T any] = []T

type Pair[A, B any] = int

type (
	T0  = struct{ a *X }
	T1  = []X
	T2  = [3]X
	T3  = chan<- X
	T4  = map[X]int
	T5  = map[int]X
	T6  = func(int, X)
	T7  = func() (int, X)
	T8  = struct{ a int; b X }
	T9  = interface{ A(); B(X) }
	T10 = interface{ interface{ A(X) } }
	T11 = interface{ int | ~[]X }
	T12 = Of[X]
	T13 = AliasOf[X]
	T14 = func(func(...X))

	F0 = struct{ a *Named }
	F1 = []int
	F2 = map[string]bool
	F3 = func(int, string) error
	F4 = interface{ A(); B(int) error }
	F5 = interface{ error }
	F6 = Of[int]
	F7 = AliasOf[string]
	F8 = Named
	F10 = Pair[int, X] // it can be written as int
	F11 = Alias        // which can be written
	F9 = interface{ int | string }
)
`)
	pkg := w.input().Pkg
	x := pkg.Scope().Lookup("X").Type()
	for _, name := range pkg.Scope().Names() {
		if len(name) < 2 || name[0] != 'T' && name[0] != 'F' {
			continue
		}
		of := types.Unalias(pkg.Scope().Lookup(name).Type())
		if name == "T13" || name == "F7" || name == "F10" || name == "F11" { // an alias is looked at itself
			of = pkg.Scope().Lookup(name).Type().(*types.Alias).Rhs()
		}
		has := !resolve.AllTypes(of, func(t types.Type) bool { return t != x })
		if has != (name[0] == 'T') {
			t.Errorf("%s, which is %s: %t", name, of, has)
		}
	}
	alias := pkg.Scope().Lookup("Alias").Type()
	if !resolve.AllTypes(types.NewSlice(alias), func(t types.Type) bool { return t != x }) {
		t.Error("an alias that is fine is looked through")
	}
	if resolve.AllTypes(types.NewSlice(alias), func(t types.Type) bool { return t != alias && t != x }) {
		t.Error("neither an alias nor what it stands for is looked at")
	}
}
