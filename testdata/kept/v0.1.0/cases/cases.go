// Package cases has policies for which some errors are other cases than the rest.
package cases

import (
	"context"
	"errors"
	"io"
	"time"
)

// The errors of a store.
var (
	ErrBusy      = errors.New("busy")
	ErrThrottled = errors.New("throttled")
	ErrMoved     = errors.New("moved")
)

// A Hint is an error that says when to come back.
type Hint struct{ After time.Duration }

func (h *Hint) Error() string { return "come back in " + h.After.String() }

func hinted(err error) (time.Duration, bool) {
	var h *Hint
	if !errors.As(err, &h) {
		return 0, false
	}
	return h.After, true
}

func isBusy(err error) bool { return errors.Is(err, ErrBusy) }

// Store waits longer for what is throttled than for what is only busy.
type Store interface {
	// Get has a case whose attempts do not count for max_tries.
	//
	//backoff:policy deadline=1m pause=50ms multiplier=2 max_pause=2s max_tries=4 errors=isBusy
	//backoff:when ErrThrottled pause=1s max_pause=3s max_tries=6
	Get(ctx context.Context, key string) (string, error)

	// Put has cases of all kinds. What they name is retried although no list of errors has it.
	//
	//backoff:policy max_tries=6 pause=100ms jitter=full errors=ErrBusy
	//backoff:with pause_from=hinted max_hint=10s
	//backoff:when ErrThrottled,io.EOF,!ErrMoved pause=1s multiplier=3 jitter=none max_hint=none
	//backoff:when ErrMoved pause=none
	//backoff:when *Hint max_tries=none pause_from=hinted
	//backoff:with max_pause=none multiplier=1 max_hint=1s
	Put(ctx context.Context, key, value string) error

	// Once is not retried but in its case.
	//
	//backoff:policy deadline=10s
	//backoff:when ErrThrottled pause=1s max_tries=3
	Once(ctx context.Context) error

	// Dialled waits for a server that is not there yet.
	//
	//backoff:retry 2 errors=ErrBusy
	//backoff:when @net.unsent,!ErrMoved pause=1s max_tries=3
	Dialled(ctx context.Context) error

	// Hedged begins attempts beside those that run.
	//
	//backoff:retry 2 hedge=100ms errors=ErrBusy
	//backoff:when ErrThrottled pause=1s max_tries=3
	Hedged(ctx context.Context) (string, error)
}

var _ io.Reader
