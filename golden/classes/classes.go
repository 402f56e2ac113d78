// Package classes retries what the errors of well-known clients mean.
package classes

import (
	"context"
	"errors"
	"net/http"
)

//backoff:import "github.com/backoffgen/backoffgen/runtime/httphint"

// ErrBusy is an error of the package's own.
var ErrBusy = errors.New("busy")

// Store is reached over the network.
type Store interface {
	// Fetch retries what is safe to repeat: that no connection could be made.
	//
	//backoff:policy max_tries=3 errors=@net
	Fetch(ctx context.Context, ok string) (string, error)

	// Lookup retries a lost connection as well.
	//
	//backoff:policy max_tries=3 errors=@net.unknown,ErrBusy,@net.unsent
	Lookup(ctx context.Context, key string) (string, error)

	// Save shares Fetch's predicate.
	//
	//backoff:policy max_tries=3 errors=ErrBusy,@net
	Save(ctx context.Context, key string) error

	// Load may be done twice, so that a lost connection is retried as well.
	//
	//backoff:policy max_tries=3 errors=@net idempotent=yes
	Load(ctx context.Context, key string) error

	// Charge must not be done twice: what surely was not sent is retried, be it that time ran out.
	//
	//backoff:policy max_tries=3 errors=@net,ErrBusy idempotent=no attempt_timeout=1s
	Charge(ctx context.Context, key string) error

	// Remove leaves classes out of every error.
	//
	//backoff:policy max_tries=3 errors=error,!@net.unsent,!ErrBusy,!@net.unknown
	Remove(ctx context.Context, key string) error
}

// Doer is what *http.Client does.
type Doer interface {
	//backoff:policy max_tries=3 deadline=10s errors=@http idempotent=no retry_result=@http.throttled,@http.transient pause_from=httphint.RetryAfterResponse
	Do(req *http.Request) (*http.Response, error)
}

// API hands out responses of one method only.
//
//backoff:policy max_tries=2 errors=@net idempotent=yes retry_result=@http
type API interface {
	Get(ctx context.Context, path string) (int, *http.Response, error)
	Ping(ctx context.Context) error
}
