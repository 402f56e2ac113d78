// Package nats tries what is known of the errors of NATS on a server in the process.
package nats

import "context"

//go:generate go tool backoffgen

// Classes has a method for each class of @nats, and Safe for its name alone.
type Classes interface {
	//backoff:policy max_tries=2 errors=@nats.unsent
	Unsent(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@nats.throttled
	Throttled(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@nats.transient
	Transient(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@nats.conflict
	Conflict(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@nats.unknown
	Unknown(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@nats idempotent=no
	Safe(ctx context.Context) error
}

// Ledger writes entries in a server.
type Ledger interface {
	//backoff:policy max_tries=4 errors=@nats idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy max_tries=4 errors=@nats idempotent=yes
	Again(ctx context.Context, id int) error
}
