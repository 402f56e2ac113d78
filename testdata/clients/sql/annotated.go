// Code generated from the table of clients' errors. DO NOT EDIT.

package sql

import "context"

//go:generate go tool backoffgen

// Clients has methods for each client: under the policy to start from, one that must not be carried out twice, and one that
// retries all that is known.
type Clients interface {
	//backoff:policy deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@pgx idempotent=no
	Pgx(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@pgx idempotent=no
	PgxOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@pgx,@pgx.conflict,@pgx.unknown
	PgxAll(ctx context.Context) error

	//backoff:policy deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@pq idempotent=no
	Pq(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@pq idempotent=no
	PqOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@pq,@pq.conflict,@pq.unknown
	PqAll(ctx context.Context) error

	//backoff:policy deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@mysql idempotent=no
	Mysql(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@mysql idempotent=no
	MysqlOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@mysql,@mysql.conflict,@mysql.unknown
	MysqlAll(ctx context.Context) error
}
