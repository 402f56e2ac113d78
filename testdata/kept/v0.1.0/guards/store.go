// Package guards has methods whose attempts pass through a guard: a limit of what runs at the same time, or one that a test
// looks into.
package guards

import (
	"context"
	"errors"
	"io"
	"net/http"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// ErrBusy is the store's.
var ErrBusy = errors.New("busy")

// Limit lets two attempts run at the same time.
var Limit = backoff.NewLimit(2)

// Gate is what a test makes of it.
var Gate = &Counter{}

// Late is nil until somebody sets it.
var Late backoff.Guard

// Patient is shared, and has a guard.
var Patient = backoff.Policy{MaxTries: 2, Errors: []backoff.Matcher{backoff.Is(ErrBusy)}, Guard: Gate}

// A Counter is a guard of another type. It refuses attempts as long as Err is set.
type Counter struct {
	Err     error
	Entered int
	Ended   []error
	Left    int
}

// Enter is part of backoff.Guard.
func (c *Counter) Enter(context.Context) (backoff.Pass, error) {
	if c.Err != nil {
		return nil, c.Err
	}
	c.Entered++
	return counterPass{c}, nil
}

type counterPass struct{ *Counter }

func (p counterPass) Ended(err error) { p.Counter.Ended = append(p.Counter.Ended, err) }
func (p counterPass) Returned()       { p.Left++ }

// A User is what the store has.
type User struct{ Name string }

// Store has methods of all forms.
//
//backoff:retry 3 errors=ErrBusy guard=Gate
type Store interface {
	Fetch(ctx context.Context, id string) (*User, error)
	Save(ctx context.Context, u *User) error
	Count() (int, error)
	Named(ctx context.Context, n int) (user *User, names []string, err error)

	// Each hides names that the method's body would use.
	Each(ctx context.Context, backoff, decorate string, nil int, User bool) (*Users, error)

	//backoff:policy attempt_timeout=1s errors=ErrBusy max_tries=3 guard=Gate
	Open(ctx context.Context, name string) (io.ReadCloser, error)

	//backoff:retry 3 errors=ErrBusy guard=Gate
	Put(ctx context.Context, r io.Reader) (n int64, _ error)

	//backoff:retry 3 errors=ErrBusy retry_result="r0 < 0" fallback=zero guard=Gate
	Level(ctx context.Context) (int, error)

	//backoff:use Patient
	Shared(ctx context.Context) (int, error)

	// Hung is left behind, and asked no more than twice at the same time.
	//
	//backoff:policy attempt_timeout=100ms on_timeout=abandon errors=error max_tries=2 guard=Limit
	Hung(ctx context.Context) error
}

// Users are many.
type Users []User

func zero(context.Context, error) (int, error) { return 0, nil }

// Doer sends requests.
type Doer interface {
	//backoff:policy attempt_timeout=1s max_tries=3 errors=error guard=Gate
	Do(req *http.Request) (*http.Response, error)
}

// Box is generic.
type Box[T any] interface {
	//backoff:retry 2 errors=ErrBusy guard=Gate
	Get(ctx context.Context) (T, error)
}

// Forgetful names a guard that may be nil when its constructor is called.
type Forgetful interface {
	//backoff:retry 3 guard=Late
	Ask() error
}
