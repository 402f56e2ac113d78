// Package crash has what is tried against a real Temporal server: its workers and callers are killed, and a ledger shows what was done.
package crash

import (
	"context"
	"errors"
)

//go:generate go tool backoffgen
//go:generate go tool backoffgen -target temporal -o durable

// ErrBusy is returned by a bank that has done nothing.
var ErrBusy = errors.New("busy")

// A Bank carries out what it is told in a ledger.
type Bank interface {
	// Pay is told with pauses that Temporal's server waits for.
	//
	//backoff:policy attempt_timeout=3s deadline=5m pause=1s max_tries=10 errors=ErrBusy idempotent=key
	Pay(ctx context.Context, cents int) (receipt string, err error)

	// Ask is told with pauses that the worker waits for.
	//
	//backoff:policy attempt_timeout=3s deadline=5m pause=20ms max_tries=4 errors=ErrBusy idempotent=key
	Ask(ctx context.Context, cents int) (receipt string, err error)

	// Once must not be carried out twice.
	//
	//backoff:policy attempt_timeout=3s deadline=5m pause=1s max_tries=4 errors=ErrBusy idempotent=no
	Once(ctx context.Context, cents int) (receipt string, err error)

	// Long takes long.
	//
	//backoff:policy attempt_timeout=1m deadline=5m pause=1s max_tries=4 errors=ErrBusy idempotent=yes
	Long(ctx context.Context, cents int) (receipt string, err error)
}
