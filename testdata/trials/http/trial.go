// Package http tries what is known of the errors of net/http on servers of its own.
package http

import (
	"context"
	"net/http"
)

//go:generate go tool backoffgen

// Classes has a method for each class of @http, and Safe for its name alone.
type Classes interface {
	//backoff:policy max_tries=2 errors=@http.unsent
	Unsent(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@http.throttled
	Throttled(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@http.transient
	Transient(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@http.unknown
	Unknown(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@http idempotent=no
	Safe(ctx context.Context) error
}

// Ledger writes entries in a server.
type Ledger interface {
	//backoff:policy max_tries=4 errors=@http idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy max_tries=4 errors=@http idempotent=yes
	Again(ctx context.Context, id int) error
}

// Doer hands out responses.
type Doer interface {
	//backoff:policy max_tries=2 errors=@http idempotent=no retry_result=@http.throttled,@http.transient
	Do(req *http.Request) (*http.Response, error)
}
