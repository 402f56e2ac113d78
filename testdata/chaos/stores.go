// Package chaos calls real servers while their connections break and they are killed, and looks afterwards into a ledger: what
// succeeded is there, and nothing is there twice that must not be.
//
//	go test -v .                      # 100,000 calls
//	go test -v . -calls 1000000       # as many as one likes
//
// PostgreSQL and Redis run as processes of their own, HTTP and gRPC in this one, and toxiproxy stands before each.
package chaos

import "context"

//go:generate go tool backoffgen

// Postgres writes entries in a PostgreSQL.
type Postgres interface {
	// Once writes an entry that must not be written twice.
	//
	//backoff:policy attempt_timeout=250ms deadline=2s pause=5ms multiplier=2 max_pause=300ms jitter=full max_tries=6 errors=@pgx idempotent=no
	Once(ctx context.Context, id int) error

	// Keyed writes an entry that its server knows again by the key.
	//
	//backoff:policy attempt_timeout=250ms deadline=2s pause=5ms multiplier=2 max_pause=300ms jitter=full max_tries=6 errors=@pgx idempotent=key
	Keyed(ctx context.Context, id int) error
}

// Redis writes entries in a Redis.
type Redis interface {
	// Once writes an entry that must not be written twice.
	//
	//backoff:policy attempt_timeout=250ms deadline=2s pause=5ms multiplier=2 max_pause=300ms jitter=full max_tries=6 errors=@redis idempotent=no
	Once(ctx context.Context, id int) error

	// Keyed writes an entry that its server knows again by the key.
	//
	//backoff:policy attempt_timeout=250ms deadline=2s pause=5ms multiplier=2 max_pause=300ms jitter=full max_tries=6 errors=@redis idempotent=key
	Keyed(ctx context.Context, id int) error
}

// HTTP posts entries.
type HTTP interface {
	// Once writes an entry that must not be written twice.
	//
	//backoff:policy attempt_timeout=250ms deadline=2s pause=5ms multiplier=2 max_pause=300ms jitter=full max_tries=6 errors=@http idempotent=no
	Once(ctx context.Context, id int) error

	// Keyed writes an entry that its server knows again by the key. A second attempt may begin beside the first.
	//
	//backoff:policy attempt_timeout=250ms deadline=2s pause=5ms multiplier=2 max_pause=300ms jitter=full max_tries=6 hedge=100ms errors=@http idempotent=key
	Keyed(ctx context.Context, id int) error
}

// GRPC calls a method that writes entries.
type GRPC interface {
	// Once writes an entry that must not be written twice.
	//
	//backoff:policy attempt_timeout=250ms deadline=2s pause=5ms multiplier=2 max_pause=300ms jitter=full max_tries=6 errors=@grpc idempotent=no
	Once(ctx context.Context, id int) error

	// Keyed writes an entry that its server knows again by the key. An attempt that is out of time is left behind.
	//
	//backoff:policy attempt_timeout=250ms deadline=2s pause=5ms multiplier=2 max_pause=300ms jitter=full max_tries=6 on_timeout=abandon errors=@grpc idempotent=key
	Keyed(ctx context.Context, id int) error
}
