// Package redis tries what is known of the errors of go-redis on a Redis.
package redis

import "context"

//go:generate go tool backoffgen

// Classes has a method for each class of @redis, and Safe for its name alone.
type Classes interface {
	//backoff:policy max_tries=2 errors=@redis.unsent
	Unsent(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@redis.throttled
	Throttled(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@redis.transient
	Transient(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@redis.conflict
	Conflict(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@redis.unknown
	Unknown(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@redis idempotent=no
	Safe(ctx context.Context) error
}

// Ledger writes entries in a server.
type Ledger interface {
	//backoff:policy max_tries=4 errors=@redis idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy max_tries=4 errors=@redis idempotent=yes
	Again(ctx context.Context, id int) error
}
