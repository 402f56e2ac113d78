package resolve_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// TestRestIsNotNamed: a pass has the tests' declarations in its package, but a build of the package does not. Their names
// are taken all the same.
func TestRestIsNotNamed(t *testing.T) {
	in := newWorld(t, txtar.Parse([]byte(`
-- store.go --
package store

type Store interface {
	//backoff:retry 3 errors=ErrTest
	A() error
	//backoff:retry 3 errors=ErrTesst
	B() error
}

//backoff:retry 3
type Other interface{ A() error }
-- store_test.go --
package store

import "errors"

var ErrTest = errors.New("test")

type RetryingOther struct{}
`)).Files).input()
	in.Files, in.Rest = in.Files[:1], in.Files[1:]
	_, ds := resolve.Package(in)
	want := `store.go:4:27: ErrTest is not declared in package store
store.go:6:27: ErrTesst is not declared in package store
store.go:11:6: the decorator cannot be called RetryingOther: the name is declared in store_test.go (choose another: //backoff:decorator name=…)
`
	if diff := cmp.Diff(want, text(ds)); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

// TestOwnFunctionsAreNotNamed: annotations cannot name what a generated file declares, except its types, which will exist.
func TestOwnFunctionsAreNotNamed(t *testing.T) {
	in := newWorld(t, txtar.Parse([]byte(`
-- store.go --
package store

type Store interface {
	//backoff:retry 3 errors=isRetryable
	A() error
	//backoff:retry 3 errors=*RetryingStore
	B() error
}
-- store_backoff.go --
package store

type RetryingStore struct{}

func (*RetryingStore) Error() string { return "" }

func isRetryable(error) bool { return true }
`)).Files).input()
	in.IsGenerated = func(filename string) bool { return filename == "store_backoff.go" }
	in.Files = in.Files[:1]
	_, ds := resolve.Package(in)
	if diff := cmp.Diff("store.go:4:27: isRetryable is not declared in package store\n", text(ds)); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}
