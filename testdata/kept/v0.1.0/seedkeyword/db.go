// Package seedkeyword is the documentation's example of keyword notation.
package seedkeyword

import (
	"context"
	"errors"
	"fmt"
)

// DB is a database.
type DB interface {
	//backoff:policy attempt_timeout=100ms deadline=1s pause=100ms
	Fetch(ctx context.Context) (string, error)

	//backoff:policy attempt_timeout=100ms deadline=1s pause=100ms
	Save(ctx context.Context, data map[string]any) error

	// FetchWith names the errors that are retried, under the seed's name for the key.
	//
	//backoff:policy attempt_timeout=100ms deadline=1s pause=100ms exceptions=*TypeError,ErrRuntime,ValueError
	FetchWith(ctx context.Context, data map[string]any) (string, error)

	// FetchThrice is retried no more than twice: three tries in total.
	//
	//backoff:policy attempt_timeout=500ms deadline=1s pause=100ms max_tries=3 exceptions=*TypeError,ErrRuntime,ValueError
	FetchThrice(ctx context.Context, data map[string]any) (string, error)
}

// TypeError is an error by pointer.
type TypeError struct{ Type string }

func (e *TypeError) Error() string { return "unexpected type " + e.Type }

// ErrRuntime is an error by identity.
var ErrRuntime = errors.New("runtime error")

// ValueError is an error by value.
type ValueError int

func (e ValueError) Error() string { return fmt.Sprintf("unexpected value %d", int(e)) }
