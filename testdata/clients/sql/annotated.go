// Code generated from the table of clients' errors. DO NOT EDIT.

package sql

import "context"

//go:generate go tool backoffgen

// Clients has a method for each client: what its name retries, and what all of its classes do.
type Clients interface {
	//backoff:policy max_tries=2 errors=@pgx
	Pgx(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@pgx.unsent,@pgx.throttled,@pgx.transient,@pgx.conflict,@pgx.unknown
	EachPgx(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@pq
	Pq(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@pq.unsent,@pq.throttled,@pq.transient,@pq.conflict,@pq.unknown
	EachPq(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@mysql
	Mysql(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@mysql.unsent,@mysql.throttled,@mysql.transient,@mysql.conflict,@mysql.unknown
	EachMysql(ctx context.Context) error
}
