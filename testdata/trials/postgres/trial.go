// Package postgres tries what is known of pgx's errors on a PostgreSQL.
package postgres

import "context"

//go:generate go tool backoffgen

// Classes has a method for each class of @pgx, and Safe for its name alone.
type Classes interface {
	//backoff:policy max_tries=2 errors=@pgx.unsent
	Unsent(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@pgx.throttled
	Throttled(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@pgx.transient
	Transient(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@pgx.conflict
	Conflict(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@pgx.unknown
	Unknown(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@pgx idempotent=no
	Safe(ctx context.Context) error
}

// Ledger writes entries in a server.
type Ledger interface {
	//backoff:policy max_tries=4 errors=@pgx idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy max_tries=4 errors=@pgx idempotent=yes
	Again(ctx context.Context, id int) error
}
