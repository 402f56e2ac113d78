// Package quickslice has an interface with a method under limits, one that is only retried, and one without an annotation.
package quickslice

import (
	"context"
	"errors"
	"net"
)

//go:generate go tool backoffgen

// Store keeps users.
type Store interface {
	// Fetch reads one user.
	//
	//backoff:policy attempt_timeout=100ms deadline=1s pause=100ms max_tries=3 errors=ErrBusy,*net.OpError giveup=isFatal
	Fetch(ctx context.Context, id string) (*User, error)

	// Save writes one user.
	//
	//backoff:retry 5
	Save(ctx context.Context, u *User) error

	Name() string // no annotation, no retry: passed straight through
}

// User is what a Store keeps.
type User struct{ ID string }

// Errors of a Store.
var (
	ErrBusy    = errors.New("busy")
	ErrCorrupt = errors.New("corrupt")
)

func isFatal(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "write"
}
