// Code generated from the table of clients' errors. DO NOT EDIT.

package sqlite

import "context"

//go:generate go tool backoffgen

// Clients has methods for each client: under the policy to start from, one that must not be carried out twice, and one that
// retries all that is known.
type Clients interface {
	//backoff:policy deadline=5s pause=5ms multiplier=2 max_pause=200ms jitter=full max_tries=10 errors=@sqlite
	Sqlite(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@sqlite idempotent=no
	SqliteOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@sqlite,@sqlite.conflict
	SqliteAll(ctx context.Context) error

	//backoff:policy deadline=30s pause=5ms multiplier=2 max_pause=200ms jitter=full max_tries=4 errors=@sqlite3
	Sqlite3(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@sqlite3 idempotent=no
	Sqlite3Once(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@sqlite3,@sqlite3.conflict
	Sqlite3All(ctx context.Context) error
}
