// Package sqlite tries what is known of SQLite's errors on databases in files.
package sqlite

import "context"

//go:generate go tool backoffgen

// Classes has a method for each class of @sqlite, and Safe for its name alone.
type Classes interface {
	//backoff:policy max_tries=2 errors=@sqlite.transient
	Transient(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@sqlite.conflict
	Conflict(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@sqlite idempotent=no
	Safe(ctx context.Context) error
}

// Ledger writes entries in a server.
type Ledger interface {
	//backoff:policy pause=1ms max_pause=20ms multiplier=2 jitter=full max_tries=20 errors=@sqlite idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy pause=1ms max_pause=20ms multiplier=2 jitter=full max_tries=20 errors=@sqlite idempotent=yes
	Again(ctx context.Context, id int) error
}

// Classes3 has a method for each class of @sqlite3, as Classes has.
type Classes3 interface {
	//backoff:policy max_tries=2 errors=@sqlite3.transient
	Transient(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@sqlite3.conflict
	Conflict(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@sqlite3 idempotent=no
	Safe(ctx context.Context) error
}

// Ledger3 writes as Ledger does.
type Ledger3 interface {
	//backoff:policy pause=1ms max_pause=20ms multiplier=2 jitter=full max_tries=20 errors=@sqlite3 idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy pause=1ms max_pause=20ms multiplier=2 jitter=full max_tries=20 errors=@sqlite3 idempotent=yes
	Again(ctx context.Context, id int) error
}
