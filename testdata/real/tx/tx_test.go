package tx

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/backoffgen/backoffgen/golden/trial"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Eight workers add to the same sum twenty times each, in serializable transactions that read it first. Most of them meet
// others, which the database undoes; in the end everything is added once.
func TestTransactionsAreRepeatedAsAWhole(t *testing.T) {
	const workers, each = 8, 20
	ctx := t.Context()
	conns, err := pgxpool.New(ctx, trial.StartPostgres(t).URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conns.Close) // before the server is stopped
	if _, err := conns.Exec(ctx, "create table account (sum int); insert into account values (0)"); err != nil {
		t.Fatal(err)
	}

	var stats backoff.Stats
	db := NewRetryingDB(Pool{conns}, backoff.WithStats(&stats))
	addOne := func(ctx context.Context) error {
		return db.WithTx(ctx, func(tx pgx.Tx) error {
			var sum int
			if err := tx.QueryRow(ctx, "select sum from account").Scan(&sum); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, "update account set sum = $1", sum+1)
			return err
		})
	}
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			for range each {
				if err := addOne(ctx); err != nil {
					t.Errorf("a transaction failed for good: %v", err)
				}
			}
		})
	}
	done.Wait()

	var sum int
	if err := conns.QueryRow(ctx, "select sum from account").Scan(&sum); err != nil || sum != workers*each {
		t.Errorf("the sum is %d (error %v), want %d", sum, err, workers*each)
	}
	counts := stats.Method("DB.WithTx")
	if counts.Errors == 0 {
		t.Error("no transaction met another one: nothing was repeated")
	}
	t.Logf("%d attempts for %d transactions", counts.Attempts, workers*each)
}

// An error of the work itself is the caller's at once, and nothing of it stays.
func TestTheWorksOwnErrorIsNotRepeated(t *testing.T) {
	ctx := t.Context()
	conns, err := pgxpool.New(ctx, trial.StartPostgres(t).URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conns.Close)
	errOwn := errors.New("no")
	runs := 0
	db := NewRetryingDB(Pool{conns})
	err = db.WithTx(ctx, func(tx pgx.Tx) error {
		runs++
		if _, err := tx.Exec(ctx, "create table half (n int)"); err != nil {
			return err
		}
		return errOwn
	})
	if !errors.Is(err, errOwn) || runs != 1 {
		t.Errorf("%v after %d runs", err, runs)
	}
	_, err = conns.Exec(ctx, "select n from half")
	if pg, ok := errors.AsType[*pgconn.PgError](err); !ok || pg.Code != "42P01" {
		t.Errorf("half of the work stayed: %v", err)
	}
}
