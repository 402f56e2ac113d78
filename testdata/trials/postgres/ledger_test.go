package postgres

import (
	"context"
	"database/sql"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/backoffgen/backoffgen/golden/trial"
)

// With idempotent=no no insert is carried out twice while connections break, through a pool and through database/sql, which
// runs a statement up to three times by itself.
func TestNothingTwice(t *testing.T) {
	for name, open := range map[string]func(*testing.T, string) func(context.Context, string, ...any) error{"pgxpool": pool, "database-sql": stdlib} {
		t.Run(name, func(t *testing.T) {
			trial.Chaos{Callers: 8, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
				s := start(t)
				exec := open(t, "postgres://app@"+trial.BreakingProxy(t, s.Addr)+"/postgres?sslmode=disable")
				inner := &trial.Writer{Write: func(ctx context.Context, id int) error { return exec(ctx, "INSERT INTO ledger (id) VALUES ($1)", id) }}
				return NewRetryingLedger(inner), &inner.Attempts, func() map[int]int { return s.carriedOut(t) }
			}}.NothingTwice(t)
		})
	}
}

func pool(t *testing.T, url string) func(context.Context, string, ...any) error {
	t.Helper()
	pool, err := pgxpool.New(t.Context(), url+"&pool_max_conns=8")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return func(ctx context.Context, statement string, args ...any) error {
		_, err := pool.Exec(ctx, statement, args...)
		return err
	}
}

func stdlib(t *testing.T, url string) func(context.Context, string, ...any) error {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxIdleConns(8)
	t.Cleanup(func() { db.Close() })
	return func(ctx context.Context, statement string, args ...any) error {
		_, err := db.ExecContext(ctx, statement, args...)
		return err
	}
}

// carriedOut is how often the server has each entry.
func (s server) carriedOut(t *testing.T) map[int]int {
	t.Helper()
	rows, err := s.connect(t).Query(t.Context(), "SELECT id, count(*) FROM ledger GROUP BY id")
	if err != nil {
		t.Fatal(err)
	}
	done := map[int]int{}
	var id, n int
	if _, err := pgx.ForEachRow(rows, []any{&id, &n}, func() error { done[id] = n; return nil }); err != nil {
		t.Fatal(err)
	}
	return done
}
