// Package closures has one layer of retries four times: with closures and the packages cenkalti/backoff, avast/retry-go and
// failsafe-go, and with an annotation.
package closures

import (
	"context"
	"errors"
)

//go:generate go tool backoffgen

// ErrBusy passes by itself.
var ErrBusy = errors.New("busy")

// Store is what is retried.
//
//backoff:policy pause=100ms multiplier=2 max_pause=1s max_tries=4 errors=ErrBusy
type Store interface {
	Get(ctx context.Context, id string) (string, error)
	Put(ctx context.Context, id, text string) error
}
