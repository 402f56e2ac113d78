package resolve_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// methodNames returns the names of the methods of the first decorator of a plan.
func methodNames(p *plan.Package) string {
	var list []string
	for _, m := range p.Files[0].Decorators[0].Methods {
		list = append(list, m.Name)
	}
	return strings.Join(list, " ")
}

// TestOrderOfEmbedded: methods of an alias and of what other packages embed are where they are written, as far as that can be known.
func TestOrderOfEmbedded(t *testing.T) {
	w := newWorld(t, txtar.Parse([]byte(`
-- x.go --
package store

import (
	"io"

	"example.com/diag/other"
)

//backoff:retry 3
type Store interface {
	alias
	other.Deep
	Alpha() error
}

type alias = interface {
	Y() error
	io.Closer
	X() error
}
-- other/other.go --
package other

type Deep interface {
	interface {
		interface{ Inner() error }
		Outer() error
	}
	Own() error
}
`)).Files)
	if diff := cmp.Diff("Y Close X Own Outer Inner Alpha", methodNames(planned(t, w))); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

// TestOrderOfAliasElsewhere: an alias whose declaration is not among the files leads to what it stands for, whose methods are in its order.
func TestOrderOfAliasElsewhere(t *testing.T) {
	in := newWorld(t, txtar.Parse([]byte(`
-- x.go --
package store

import "io"

//backoff:retry 3
type Store interface {
	alias
	Alpha() error
}

type base interface {
	Y() error
	io.Closer
	X() error
}
-- y.go --
package store

type alias = base
`)).Files).input()
	in.Files, in.Rest = in.Files[:1], in.Files[1:]
	p, ds := resolve.Package(in)
	if p == nil {
		t.Fatal(text(ds))
	}
	if diff := cmp.Diff("Y Close X Alpha", methodNames(p)); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

// TestMostTypes: a method is declared with ten thousand types in its signature, and no more.
//
// Rule 2.20.
func TestMostTypes(t *testing.T) {
	for _, tc := range []struct {
		fields int
		want   string
	}{
		{9995, ""}, // and the function, its two lists, the struct, and the error
		{9996, "x.go:3:1: warning: not retried, but passed on unchanged: Do: this package cannot declare what is unexported in another one or has types that it cannot name\n"},
	} {
		_, ds := resolve.Package(source(t, "package store\n\n//backoff:retry 3\ntype Store interface {\n\tOther() error\n\tDo(struct {\n"+strings.Repeat("\t\t_ int\n", tc.fields)+"\t}) error\n}\n").input())
		if diff := cmp.Diff(tc.want, text(ds)); diff != "" {
			t.Errorf("%d fields (-want +got):\n%s", tc.fields, diff)
		}
	}
}
