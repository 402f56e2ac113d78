// Package rows decorates what a program needs of a *sql.DB, whose rows, statements, connections and transactions are in
// use when the calls that returned them are over.
package rows

import (
	"context"
	"database/sql"
	"errors"

	"modernc.org/sqlite"
)

// DB is a *sql.DB.
//
//backoff:policy attempt_timeout=200ms deadline=10s pause=5ms max_tries=10 errors=isBusy
type DB interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
	BeginTx(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error)
	Conn(ctx context.Context) (*sql.Conn, error)

	//backoff:policy attempt_timeout=100ms max_tries=3 errors=isBusy
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

var _ DB = (*sql.DB)(nil)

// isBusy reports SQLITE_BUSY: someone else holds the lock.
func isBusy(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code()&0xff == 5
}
