package resolve_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestSourceOrder: methods are in the order of the source, embedded ones at their embedding line, each once.
func TestSourceOrder(t *testing.T) {
	w := newWorld(t, txtar.Parse([]byte(`
-- x.go --
package store

import (
	"io"

	"example.com/diag/other"
)

//backoff:retry 3
type Store interface {
	Zeta() error
	base
	other.Both[int]
	Alpha() error
	interface{ Y(); X() }
	io.ReadWriteCloser
	Beta() error
}

type alias = interface {
	D()
	C() error
}

type base interface {
	B() error
	alias
	io.Closer
	A() error
}

//backoff:retry 3
type Generic[T any] = other.Both[T]

//backoff:retry 3
type Instance = other.Both[string]
-- other/other.go --
package other

type Both[T any] interface {
	Last() error
	Second(T) error
	First() error
	inner
}

type inner interface{ Q() error }
`)).Files)
	want := `file x.go []
Store: RetryingStore NewRetryingStore StorePolicies DefaultStorePolicies
  Zeta "backoff:retry 3" of Store 0s/0s/0s/3 any
  B "backoff:retry 3" of Store 0s/0s/0s/3 any
  D
  C "backoff:retry 3" of Store 0s/0s/0s/3 any
  Close
  A "backoff:retry 3" of Store 0s/0s/0s/3 any
  Last "backoff:retry 3" of Store 0s/0s/0s/3 any
  Second "backoff:retry 3" of Store 0s/0s/0s/3 any
  First "backoff:retry 3" of Store 0s/0s/0s/3 any
  Q "backoff:retry 3" of Store 0s/0s/0s/3 any
  Alpha "backoff:retry 3" of Store 0s/0s/0s/3 any
  Y
  X
  Read "backoff:retry 3" of Store 0s/0s/0s/3 any
  Write "backoff:retry 3" of Store 0s/0s/0s/3 any
  Beta "backoff:retry 3" of Store 0s/0s/0s/3 any
Generic: RetryingGeneric NewRetryingGeneric GenericPolicies DefaultGenericPolicies [T any]
  Last "backoff:retry 3" of Generic 0s/0s/0s/3 any
  Second "backoff:retry 3" of Generic 0s/0s/0s/3 any
  First "backoff:retry 3" of Generic 0s/0s/0s/3 any
  Q "backoff:retry 3" of Generic 0s/0s/0s/3 any
Instance: RetryingInstance NewRetryingInstance InstancePolicies DefaultInstancePolicies
  Last "backoff:retry 3" of Instance 0s/0s/0s/3 any
  Second "backoff:retry 3" of Instance 0s/0s/0s/3 any
  First "backoff:retry 3" of Instance 0s/0s/0s/3 any
  Q "backoff:retry 3" of Instance 0s/0s/0s/3 any
`
	if diff := cmp.Diff(want, print(planned(t, w))); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
}

// TestPrecedence: a method's own annotation over an embedded line's over the interface's; annotations in an embedded
// interface's own declaration does not count.
func TestPrecedence(t *testing.T) {
	w := source(t, `package store

import "io"

//backoff:retry 9
type Inner interface {
	//backoff:retry 8
	Seek() error
}

//backoff:retry 2
type Store interface {
	//backoff:retry 3
	io.ReadCloser
	//backoff:retry 4
	Close() error
	Sync() error
	//backoff:off
	io.Writer
	Inner
}
`)
	want := `file x.go []
Inner: RetryingInner NewRetryingInner InnerPolicies DefaultInnerPolicies
  Seek "backoff:retry 8" of Inner.Seek 0s/0s/0s/8 any
Store: RetryingStore NewRetryingStore StorePolicies DefaultStorePolicies
  Read "backoff:retry 3" of io.ReadCloser in Store 0s/0s/0s/3 any
  Close "backoff:retry 4" of Store.Close 0s/0s/0s/4 any
  Sync "backoff:retry 2" of Store 0s/0s/0s/2 any
  Write
  Seek "backoff:retry 2" of Store 0s/0s/0s/2 any
`
	if diff := cmp.Diff(want, print(planned(t, w))); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
}

// TestForeign: what cannot be written here is left to an embedded field, under a name that is free.
func TestForeign(t *testing.T) {
	w := newWorld(t, txtar.Parse([]byte(`
-- x.go --
package store

import "example.com/diag/other"

type storeInner int

//backoff:retry 3
type Store interface {
	other.Sealed
	own() error
}
-- other/other.go --
package other

type secret int
type hidden = secret
type Public = secret

type Sealed interface {
	seal()
	Hidden(secret)
	HiddenToo(hidden) error
	Shown(Public) error
}
`)).Files)
	want := `file x.go []
Store: RetryingStore NewRetryingStore StorePolicies DefaultStorePolicies foreign storeInner2
  Shown "backoff:retry 3" of Store 0s/0s/0s/3 any
  own "backoff:retry 3" of Store 0s/0s/0s/3 any
`
	if diff := cmp.Diff(want, print(planned(t, w))); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
}

// TestAliasOfLiteral: an alias may have its methods, and type parameters, in its own declaration.
func TestAliasOfLiteral(t *testing.T) {
	w := source(t, `package store

type Store[T any] = interface {
	//backoff:retry 3
	B(T) error
	A() error
}
`)
	want := `file x.go []
Store: RetryingStore NewRetryingStore StorePolicies DefaultStorePolicies [T any]
  B "backoff:retry 3" of Store.B 0s/0s/0s/3 any
  A
`
	if diff := cmp.Diff(want, print(planned(t, w))); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
}
