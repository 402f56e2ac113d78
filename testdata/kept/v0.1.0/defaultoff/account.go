// Package defaultoff has a policy on the interface, which methods replace or switch off.
package defaultoff

import (
	"context"
	"errors"
)

// ErrBusy is the one error that is retried.
var ErrBusy = errors.New("busy")

// Account keeps money.
//
//backoff:policy attempt_timeout=100ms deadline=1s max_tries=3 errors=ErrBusy
type Account interface {
	Balance(ctx context.Context) (int, error)
	History(ctx context.Context, limit int) ([]int, error)

	// Pay must not happen twice.
	//
	//backoff:off
	Pay(ctx context.Context, amount int) error

	// Audit has a policy of its own, of which nothing is merged with the interface's.
	//
	//backoff:retry 2
	Audit(ctx context.Context) error

	Owner() string // returns no error: passed through under a default
}
