// Package wrap has interfaces whose methods return others, which come back decorated.
package wrap

import (
	"context"
	"errors"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// ErrBusy is what is retried.
var ErrBusy = errors.New("busy")

// Store hands out other stores.
//
//backoff:wrap
type Store interface {
	//backoff:retry 2
	Ping(ctx context.Context) error

	Users() Users
	// Open is retried itself.
	//
	//backoff:retry 3
	Open(ctx context.Context, name string) (Users, error)
	All() []Users
	ByName() (map[string][]Users, int)

	// Raw is handed out as it is.
	//
	//backoff:off
	Raw() Users

	Copy(to Users) error
	Merge(ctx context.Context, from ...Users) (err error)
	Repo(name string) Repo[string]

	// Clock is decorated by a constructor.
	//
	//backoff:wrap with=newCounting
	Clock() (Clock, error)
	SetClock(c Clock)
	//backoff:wrap with=newSimple
	//backoff:retry 2 fallback=noClocks
	Clocks(ctx context.Context) ([]Clock, error)
}

// A Clock is not annotated.
type Clock interface{ Now() int }

// counting is how it is decorated.
type counting struct {
	Clock
	options int
}

func newCounting(c Clock, opts ...backoff.Option) *counting { return &counting{c, len(opts)} }

// Unwrap returns the inner clock.
func (c *counting) Unwrap() Clock { return c.Clock }

func newSimple(c Clock) *counting { return &counting{c, -1} }

// fixed is a clock that fallbacks hand out.
type fixed int

func (f fixed) Now() int { return int(f) }

func noClocks(context.Context, error) ([]Clock, error) { return []Clock{fixed(1), nil}, nil }

// Users are wrapped by Store.
type Users interface {
	//backoff:retry 3
	Get(ctx context.Context, id string) (string, error)

	// With returns another one of its kind.
	//
	//backoff:wrap
	With(id string) Users
}

// Repo is generic.
type Repo[T any] interface {
	//backoff:retry 2
	Load(ctx context.Context) (T, error)
}

// DB and Tx hand out each other.
type DB interface {
	//backoff:retry 2
	//backoff:wrap
	Begin(ctx context.Context) (Tx, error)
}

// Tx is what DB begins.
//
//backoff:wrap
type Tx interface {
	//backoff:retry 4
	Exec(ctx context.Context, query string) error

	DB() DB
	Users() Users
}

// Outer is not in the circle.
//
//backoff:wrap
type Outer interface {
	DB() DB
	Tx() Tx
	Nothing() (Tx, Users, error)
}

// Some wraps by names of methods.
//
//backoff:wrap methods=One,Two*
type Some interface {
	One() Users
	Two() Users
	TwoMore() []Users
	//backoff:off
	Three() Users
	//backoff:off
	TwoLess() Users
}
