// Package idempotent has methods that say whether they may be carried out twice.
package idempotent

import (
	"context"
	"errors"
	"io"
	"net/http"
)

//backoff:import "github.com/backoffgen/backoffgen/runtime/httphint"

// ErrBusy and a *RefusedError say that nothing was booked. ErrLost does not.
var (
	ErrBusy = errors.New("busy")
	ErrLost = errors.New("connection lost")
)

// A RefusedError is one for which nothing was booked.
type RefusedError struct{ Why string }

func (e *RefusedError) Error() string { return "refused: " + e.Why }

// A Desk books seats.
type Desk interface {
	// Book books one seat, each time that it is carried out.
	//
	//backoff:policy attempt_timeout=100ms deadline=1s max_tries=3 errors=ErrBusy,*RefusedError idempotent=no
	Book(ctx context.Context, guest string) error

	// Reserve says by its result that there was no room.
	//
	//backoff:retry 3 attempt_timeout=100ms retry_result="seat == 0" idempotent=no
	Reserve(ctx context.Context, guest string) (seat int, err error)

	// Try has one attempt, which is left behind at its limit.
	//
	//backoff:policy attempt_timeout=100ms max_tries=1 errors=ErrBusy on_timeout=abandon idempotent=no
	Try(ctx context.Context, guest string) error

	// Cancel may be carried out twice: a seat that is free stays free.
	//
	//backoff:policy attempt_timeout=100ms max_tries=3 errors=ErrBusy,ErrLost hedge=80ms idempotent=yes
	Cancel(ctx context.Context, guest string) error
}

// A Bank knows a payment again by its key.
type Bank interface {
	//backoff:retry 3 idempotent=key
	Pay(ctx context.Context, cents int) error

	//backoff:retry 3 attempt_timeout=100ms hedge=80ms idempotent=key
	Hedged(ctx context.Context, cents int) error

	//backoff:retry 3 attempt_timeout=100ms on_timeout=abandon idempotent=key
	Left(ctx context.Context, cents int) error

	//backoff:retry 3 deadline=1s idempotent=key
	Open(ctx context.Context, account string) (io.ReadCloser, error)

	//backoff:retry 2 idempotent=key
	Do(req *http.Request) (*http.Response, error)

	// Unkeyed has no key of its own.
	//
	//backoff:retry 3 attempt_timeout=100ms idempotent=yes
	Unkeyed(ctx context.Context, cents int) error
}

// A Web leaves it to each call whether it may be carried out twice.
type Web interface {
	// Do repeats every error of a GET. Of a POST it repeats none, since an error says nothing of what was done.
	//
	//backoff:retry 3 idempotent="httphint.Idempotent(req)" attempt_timeout=100ms
	Do(req *http.Request) (*http.Response, error)

	// Fetch repeats what is known to leave nothing done, and of what may have been done what may be done twice.
	//
	//backoff:retry 3 errors=@net retry_result=@http idempotent=httphint.Idempotent
	Fetch(req *http.Request) (*http.Response, error)

	// Put has cases.
	//
	//backoff:policy max_tries=4 errors=ErrBusy idempotent="key != \"\""
	//backoff:when @net.unknown pause=50ms
	Put(ctx context.Context, key string, value []byte) error

	// Post is sent again where no connection could be made, be it in time, and never where nobody knows.
	//
	//backoff:policy max_tries=4 errors=ErrBusy idempotent=no
	//backoff:when @net.unsent pause=50ms
	Post(ctx context.Context, value []byte) error

	// Hedged runs a second attempt only where that may be carried out, too.
	//
	//backoff:policy attempt_timeout=100ms max_tries=3 errors=ErrBusy,ErrLost hedge=80ms idempotent="key != \"\"" giveup="err == ErrLost && value == \"\""
	Hedged(ctx context.Context, key, value string) (old string, err error)
}
