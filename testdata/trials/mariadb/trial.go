// Package mariadb tries what is known of the errors of go-sql-driver/mysql on a MariaDB.
package mariadb

import "context"

//go:generate go tool backoffgen

// Classes has a method for each class of @mysql, and Safe for its name alone.
type Classes interface {
	//backoff:policy max_tries=2 errors=@mysql.unsent
	Unsent(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@mysql.throttled
	Throttled(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@mysql.transient
	Transient(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@mysql.conflict
	Conflict(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@mysql.unknown
	Unknown(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@mysql idempotent=no
	Safe(ctx context.Context) error
}

// Ledger writes entries in a server.
type Ledger interface {
	//backoff:policy max_tries=4 errors=@mysql idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy max_tries=4 errors=@mysql idempotent=yes
	Again(ctx context.Context, id int) error
}
