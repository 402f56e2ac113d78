// Package postgres decorates the methods that pgx's connections, pools and transactions have in common, and pgx's Tx.
package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// DB is what a program needs of a *pgx.Conn or a *pgxpool.Pool.
//
//backoff:policy attempt_timeout=1s deadline=5s pause=20ms max_tries=4 errors=pgconn.SafeToRetry,*pgconn.ConnectError
type DB interface {
	//backoff:policy attempt_timeout=1s deadline=5s pause=20ms max_tries=4 errors=pgconn.SafeToRetry,isSerialization
	Exec(ctx context.Context, sql string, arguments ...any) (pgconn.CommandTag, error)

	// Query and Begin return rows and transactions that are used after the call, which its limits must not end.
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	Begin(ctx context.Context) (pgx.Tx, error)

	// QueryRow keeps its error until the row is scanned, so there is nothing to retry here.
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

var (
	_ DB = (*pgx.Conn)(nil)
	_ DB = (*pgxpool.Pool)(nil)
)

// Tx is pgx's own interface under an alias. What failed inside a transaction has ended it, so that only what was not
// sent at all is tried again.
//
//backoff:retry 2 errors=pgconn.SafeToRetry giveup="errors.Is(err, pgx.ErrTxClosed)"
type Tx = pgx.Tx

// isSerialization reports PostgreSQL's serialization_failure and deadlock_detected.
func isSerialization(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (pg.Code == "40001" || pg.Code == "40P01")
}
