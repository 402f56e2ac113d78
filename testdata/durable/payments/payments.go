// Package payments is the example of docs/durable.md.
package payments

import (
	"context"
	"errors"
)

//go:generate go tool backoffgen

// ErrBusy says that nothing was paid, and that it may be tried again.
var ErrBusy = errors.New("the bank is busy")

// Payments pays.
//
//backoff:decorator target=temporal into=durable
type Payments interface {
	// Pay pays an amount, and returns a receipt.
	//
	//backoff:policy attempt_timeout=2s deadline=10m pause=1s multiplier=2 max_pause=1m max_tries=8 errors=ErrBusy idempotent=key
	Pay(ctx context.Context, order string, cents int) (receipt string, err error)
}
