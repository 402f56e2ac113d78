// Package pauses has policies whose pauses grow, spread, and follow what a server asks for.
package pauses

import (
	"context"
	"errors"
	"time"
)

// ErrBusy is a server's that is overloaded.
var ErrBusy = errors.New("busy")

// Server is asked again, ever more slowly.
type Server interface {
	//backoff:retry 5 pause=100ms multiplier=2 max_pause=300ms
	Growing(ctx context.Context) error

	//backoff:retry 50 pause=100ms multiplier=2 max_pause=1s jitter=full
	Full(ctx context.Context) error

	//backoff:retry 50 pause=100ms jitter=equal
	Equal(ctx context.Context) error

	//backoff:retry 50 pause=100ms
	//backoff:with max_pause=1s jitter=decorrelated
	Decorrelated(ctx context.Context) error

	//backoff:retry 50 pause=100ms jitter=0.25
	Ratio(ctx context.Context) error

	//backoff:retry 2 pause=100ms max_pause=1s pause_from=backoff.RetryAfter max_hint=1m
	Asked(ctx context.Context) error

	//backoff:retry 6 pause=100ms multiplier=2 pause_from=backoff.RetryAfter max_hint=none
	Anew(ctx context.Context) error

	//backoff:policy errors=error pause=100ms pause_from=neverWhenGone retry_for=250ms
	Within() error

	//backoff:policy deadline=1s errors=error pause_from=tomorrow max_tries=2
	Tomorrow() error
}

// ErrGone is a server's that will not come back.
var ErrGone = errors.New("gone")

// neverWhenGone says that a server which is gone is not to be asked again.
func neverWhenGone(err error) (time.Duration, bool) { return -1, errors.Is(err, ErrGone) }

// tomorrow asks for a pause that no deadline has room for.
func tomorrow(err error) (time.Duration, bool) { return 24 * time.Hour, errors.Is(err, ErrBusy) }
