// Code generated from the table of clients' errors. DO NOT EDIT.

package sqlite

import "context"

//go:generate go tool backoffgen

// Clients has a method for each client: what its name retries, and what all of its classes do.
type Clients interface {
	//backoff:policy max_tries=2 errors=@sqlite
	Sqlite(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@sqlite.transient,@sqlite.conflict
	EachSqlite(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@sqlite3
	Sqlite3(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@sqlite3.transient,@sqlite3.conflict
	EachSqlite3(ctx context.Context) error
}
