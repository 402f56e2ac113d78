// Package seedpositional is the documentation's example of positional notation.
package seedpositional

import (
	"context"
	"errors"
	"fmt"
)

// DB is a database.
type DB interface {
	//backoff:policy 100ms 1s 100ms
	Fetch(ctx context.Context) (string, error)

	//backoff:policy 100ms 1s 100ms
	Save(ctx context.Context, data map[string]any) error

	// FetchWith names the errors that are retried.
	//
	//backoff:policy 100ms 1s 100ms *TypeError ErrRuntime ValueError
	FetchWith(ctx context.Context, data map[string]any) (string, error)
}

// TypeError is an error by pointer.
type TypeError struct{ Type string }

func (e *TypeError) Error() string { return "unexpected type " + e.Type }

// ErrRuntime is an error by identity.
var ErrRuntime = errors.New("runtime error")

// ValueError is an error by value.
type ValueError int

func (e ValueError) Error() string { return fmt.Sprintf("unexpected value %d", int(e)) }
