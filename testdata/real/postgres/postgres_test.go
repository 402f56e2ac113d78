package postgres

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// unsent is an error of a query that never left, as pgconn's own are.
type unsent struct{}

func (unsent) Error() string     { return "connection lost before the query was sent" }
func (unsent) SafeToRetry() bool { return true }

// flakyDB is a database whose attempts have prepared outcomes.
type flakyDB struct {
	pgx.Tx   // the methods that no test calls
	errs     []error
	attempts int
	args     []any
	begun    context.Context // of the last attempt of Begin
}

func (d *flakyDB) next(args ...any) error {
	d.attempts++
	d.args = args
	if len(d.errs) == 0 {
		return nil
	}
	err := d.errs[0]
	d.errs = d.errs[1:]
	return err
}

func (d *flakyDB) Exec(_ context.Context, _ string, args ...any) (pgconn.CommandTag, error) {
	return pgconn.NewCommandTag("INSERT 0 1"), d.next(args...)
}

func (d *flakyDB) Query(_ context.Context, _ string, args ...any) (pgx.Rows, error) {
	return nil, d.next(args...)
}

func (d *flakyDB) QueryRow(_ context.Context, _ string, args ...any) pgx.Row {
	return row{d.next(args...)}
}

func (d *flakyDB) Begin(ctx context.Context) (pgx.Tx, error) {
	d.begun = ctx
	return d, d.next()
}

func (d *flakyDB) Commit(context.Context) error { return d.next() }

func (d *flakyDB) Rollback(context.Context) error { return pgx.ErrTxClosed } // by then it is committed

type row struct{ err error }

func (r row) Scan(...any) error { return r.err }

func TestDB(t *testing.T) {
	serialization := &pgconn.PgError{Code: "40001"}
	unique := &pgconn.PgError{Code: "23505"}
	lost := errors.New("connection lost after the query was sent")
	exec := func(ctx context.Context, db DB) error {
		tag, err := db.Exec(ctx, "insert", 1, "two")
		if tag.RowsAffected() != 1 {
			return fmt.Errorf("the command tag is %v", tag)
		}
		return err
	}
	query := func(ctx context.Context, db DB) error { _, err := db.Query(ctx, "select", 1, "two"); return err }
	for _, test := range []struct {
		name     string
		call     func(context.Context, DB) error
		errs     []error
		attempts int
		want     error
	}{
		{"Exec", exec, []error{unsent{}, serialization}, 3, nil},
		{"Exec of what must be unique", exec, []error{unsent{}, unique}, 2, unique},
		{"Exec that may have been done", exec, []error{lost}, 1, lost},
		{"Query", query, []error{unsent{}}, 2, nil},
		{"Query has the default", query, []error{serialization}, 1, serialization},
		{"QueryRow", func(ctx context.Context, db DB) error { return db.QueryRow(ctx, "select", 1, "two").Scan() }, []error{unsent{}}, 1, unsent{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				fake := &flakyDB{errs: test.errs}
				start := time.Now()
				if err := test.call(t.Context(), NewRetryingDB(fake)); err != test.want || fake.attempts != test.attempts {
					t.Errorf("got %v after %d attempts, want %v after %d", err, fake.attempts, test.want, test.attempts)
				}
				if len(fake.args) != 2 {
					t.Errorf("the last attempt was given %v", fake.args)
				}
				if got, want := time.Since(start), time.Duration(test.attempts-1)*20*time.Millisecond; got != want {
					t.Errorf("took %v, want %v", got, want)
				}
			})
		})
	}
}

// pgx's own function runs a transaction through the decorator of what begins it.
func TestTransactions(t *testing.T) {
	fake := &flakyDB{errs: []error{unsent{}, nil, unsent{}}}
	err := pgx.BeginFunc(t.Context(), NewRetryingDB(fake), func(tx pgx.Tx) error {
		_, err := NewRetryingTx(tx).Exec(t.Context(), "insert")
		return err
	})
	if err != nil || fake.attempts != 5 {
		t.Errorf("got %v after %d attempts, want two of Begin and of Exec, and one of Commit", err, fake.attempts)
	}

	if err := fake.begun.Err(); err != nil {
		t.Errorf("the context that the transaction was begun under is done: %v", err)
	}

	closed := fmt.Errorf("%w: %w", pgx.ErrTxClosed, unsent{})
	fake = &flakyDB{errs: []error{closed}}
	if err := NewRetryingTx(fake).Commit(t.Context()); err != closed || fake.attempts != 1 {
		t.Errorf("giveup: %v after %d attempts", err, fake.attempts)
	}
}
