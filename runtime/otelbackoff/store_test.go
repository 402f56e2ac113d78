package otelbackoff_test

import (
	"context"
	"errors"
)

//go:generate go tool backoffgen

var errBusy = errors.New("busy")

// Store holds users.
type Store interface {
	// Fetch reads one user.
	//
	//backoff:policy attempt_timeout=1s deadline=10s pause=100ms max_tries=3 errors=errBusy
	Fetch(ctx context.Context, id string) (string, error)

	// Save writes one user.
	//
	//backoff:retry 3 errors=errBusy
	Save(ctx context.Context, user string) error

	// Search finds users, and asks twice when that takes long.
	//
	//backoff:policy deadline=10s hedge=100ms max_tries=2 errors=errBusy idempotent=yes
	Search(ctx context.Context, text string) (string, error)

	// Version returns the store's version.
	//
	//backoff:retry 3
	Version() (int, error)
}
