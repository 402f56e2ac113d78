// Package tx decorates a method that runs a whole transaction: what a database undoes in favour of another transaction is done
// again from its beginning, and never from the statement that failed.
package tx

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// A DB runs units of work.
type DB interface {
	// WithTx runs f in a transaction and commits it. When the database has undone it in favour of another one, all of it is done
	// again: f reads again, and decides again.
	//
	//backoff:policy deadline=20s pause=2ms multiplier=2 max_pause=50ms jitter=full errors=@pgx.conflict replay=always lifetime=call
	WithTx(ctx context.Context, f func(tx pgx.Tx) error) error
}

// A Pool is a DB over connections of pgx.
type Pool struct{ Conns *pgxpool.Pool }

var _ DB = Pool{}

// WithTx runs f once. An error of f rolls the transaction back.
func (p Pool) WithTx(ctx context.Context, f func(tx pgx.Tx) error) error {
	return pgx.BeginTxFunc(ctx, p.Conns, pgx.TxOptions{IsoLevel: pgx.Serializable}, f)
}
