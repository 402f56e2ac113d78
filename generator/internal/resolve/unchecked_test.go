package resolve_test

import (
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// TestUncheckedAlone: wherever it is named, what is not available leads to a warning, and to no plan.
func TestUncheckedAlone(t *testing.T) {
	for _, keys := range []string{
		"errors=far.Err", "errors=@pgx", "errors=error,!far.Err", "giveup=far.Is", `giveup="far.Is(err)"`, "max_hint=1s pause_from=far.After", "fallback=far.Back", "before_retry=far.Before",
		"map_error=far.Map", "guard=far.Guard", "budget=far.Budget", `idempotent="far.Is(ctx)"`, `retry_result="far.Done(r0)"`, `giveup="elapsed > 3"`,
		`giveup="err == syscall.EPIPE"`,
	} {
		imports := ""
		if strings.Contains(keys, "far.") {
			imports = `//backoff:import "example.com/far"`
		}
		w := source(t, `package store

import "context"

`+imports+`

type Store interface {
	//backoff:retry 3 `+keys+`
	A(ctx context.Context) (int, error)
}
`)
		in := w.input()
		in.Import = func(path string) (*types.Package, error) { return nil, resolve.ErrUnchecked }
		p, ds := resolve.Package(in)
		if p != nil {
			t.Errorf("%s: there is a plan with what nobody has seen", keys)
		}
		if diag.HasErrors(ds) || len(ds) == 0 {
			t.Errorf("%s: not warnings alone:\n%s", keys, text(ds))
		}
	}
}

// TestUncheckedPart: where some of a client's packages are there, the others are taken to have what its errors are known by.
func TestUncheckedPart(t *testing.T) {
	w := newWorld(t, txtar.Parse([]byte(`
-- x.go --
package store

type Store interface {
	//backoff:policy errors=@etcd.throttled,@etcd.unknown max_tries=3
	A() error
}
-- mod/go.etcd.io/etcd/api/v3/v3rpc/rpctypes/errors.go --
package rpctypes

var ErrTooManyRequests error

type EtcdError struct{}

func (EtcdError) Code() int { return 0 }

func (EtcdError) Error() string { return "" }
`)).Files)
	in := w.input()
	in.Import = func(path string) (*types.Package, error) {
		if strings.HasPrefix(path, "google.golang.org/grpc/") {
			return nil, resolve.ErrUnchecked
		}
		return w.Import(path)
	}
	p, ds := resolve.Package(in)
	if p == nil || len(ds) > 0 {
		t.Fatalf("%v:\n%s", p, text(ds))
	}
	if left := w.log.String(); left != "" {
		t.Errorf("left out, although it may be there:\n%s", left)
	}
}

// TestWithoutFunctions: those of an input that may be nil are not called.
func TestWithoutFunctions(t *testing.T) {
	for _, name := range []string{"resolve/classes_older", "resolve/deprecated", "diag/names"} {
		archive, err := txtar.ParseFile("../../../testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		in := newWorld(t, archive.Files).input()
		in.Logf, in.Version, in.Deprecated, in.Std = nil, nil, nil, nil
		resolve.Package(in)
		in.Import = nil
		if p, _ := resolve.Package(in); name == "diag/names" && p != nil {
			t.Errorf("%s: there is a plan although nothing can be imported", name)
		}
	}
}

// TestTimeIsNotAskedFor: an expression that does not name the time needs no package for it, nor does one that makes no sense.
func TestTimeIsNotAskedFor(t *testing.T) {
	for _, tc := range []struct {
		giveup string
		ds     int
	}{{"p0 == 0", 0}, {"p0 ==", 1}, {"elapsed >", 1}} {
		in := source(t, `package store

type Store interface {
	//backoff:retry 3 giveup="`+tc.giveup+`"
	A(n int) error
}
`).input()
		in.Import = func(path string) (*types.Package, error) { return nil, resolve.ErrUnchecked }
		if p, ds := resolve.Package(in); len(ds) != tc.ds || diag.HasErrors(ds) != (p == nil) {
			t.Errorf("%s: %v:\n%s", tc.giveup, p, text(ds))
		}
	}
}

// TestOnly: a run for some interfaces of a package leaves the others alone, and does not know which imports they need.
func TestOnly(t *testing.T) {
	in := source(t, `package store

//backoff:import "syscall"

type Store interface {
	//backoff:retry 3 errors=syscall.ECONNRESET
	A() error
}

type Other interface {
	//backoff:retry 3
	A() error
}

type Wrong interface {
	//backoff:retry 3 errors=missing
	A() error
}
`).input()
	in.Destination = &resolve.Destination{Path: root + "/out", Name: "out", Only: func(i *directive.Interface) bool { return i.Spec.Name.Name == "Other" }}
	p, ds := resolve.Package(in)
	if p == nil || len(ds) > 0 {
		t.Fatalf("%v:\n%s", p, text(ds))
	}
	if all := p.Files[0].Decorators; len(all) != 1 || all[0].Interface.Name() != "Other" {
		t.Errorf("decorators for %v", interfaces(all))
	}
}
