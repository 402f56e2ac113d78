// Package hedge has policies that begin another attempt when one takes long.
package hedge

import (
	"context"
	"errors"
	"io"
	"net/http"
)

// Errors of a store.
var (
	ErrBusy  = errors.New("busy")
	ErrFatal = errors.New("fatal")
	ErrFinal = errors.New("final")
)

// A User is one that a store has.
type User struct{ ID int }

// A Store is asked again when it does not answer soon.
type Store interface {
	//backoff:policy hedge=100ms max_tries=3 errors=ErrBusy,ErrFinal giveup="errors.Is(err, ErrFinal)" idempotent=yes
	Fetch(ctx context.Context, id int) (User, error)

	//backoff:retry 3 hedge=100ms pause=30ms idempotent=yes
	Ping(ctx context.Context) error

	//backoff:retry 3 hedge=100ms idempotent=yes
	Open(ctx context.Context, name string) (io.ReadCloser, error)

	//backoff:retry 4 hedge=100ms attempt_timeout=250ms deadline=600ms idempotent=yes
	Limited(ctx context.Context) (n int, err error)

	//backoff:retry 3 hedge=100ms retry_result="size == 0" idempotent=yes
	Sized(ctx context.Context) (body io.ReadCloser, size int64, err error)

	// Do sends requests that have no body.
	//
	//backoff:retry 2 hedge=100ms replay=always idempotent=yes
	Do(req *http.Request) (*http.Response, error)

	//backoff:retry 2 hedge=100ms on_timeout=abandon idempotent=yes
	Blocking(id int) (User, error)
}

// Cache is generic, and hedged by default.
//
//backoff:retry 2 hedge=100ms idempotent=yes
type Cache[K comparable, V any] interface {
	Get(ctx context.Context, key K) (value V, found bool, err error)
	Len() (int, error)
}
