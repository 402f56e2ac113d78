package chaos

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/backoffgen/backoffgen/golden/trial"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

type postgres struct{ pool *pgxpool.Pool }

func (p postgres) Once(ctx context.Context, id int) error {
	_, err := p.pool.Exec(ctx, "INSERT INTO once (id) VALUES ($1)", id)
	return err
}

func (p postgres) Keyed(ctx context.Context, id int) error {
	key, _ := backoff.IdempotencyKey(ctx)
	_, err := p.pool.Exec(ctx, "WITH s AS (INSERT INTO seen (id) VALUES ($1)) INSERT INTO keyed (key, id) VALUES ($2, $1) ON CONFLICT DO NOTHING", id, key)
	return err
}

func postgresSystem(t *testing.T) system {
	server := trial.StartPostgres(t, "max_connections=60", "synchronous_commit=on")
	with := func(t *testing.T, do func(conn *pgx.Conn)) {
		t.Helper()
		conn, err := pgx.Connect(context.Background(), server.URL("postgres"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(context.Background())
		do(conn)
	}
	with(t, func(conn *pgx.Conn) {
		if _, err := conn.Exec(t.Context(), "CREATE TABLE once (id int); CREATE TABLE seen (id int); CREATE TABLE keyed (key text PRIMARY KEY, id int)"); err != nil {
			t.Fatal(err)
		}
	})
	return system{
		name: "PostgreSQL", addr: server.Addr,
		dial: func(t *testing.T, addr string) (store, func()) {
			config, err := pgxpool.ParseConfig("postgres://postgres@" + addr + "/postgres?sslmode=disable&pool_max_conns=16")
			if err != nil {
				t.Fatal(err)
			}
			config.PingTimeout = time.Second
			pool, err := pgxpool.NewWithConfig(context.Background(), config)
			if err != nil {
				t.Fatal(err)
			}
			return postgres{pool}, pool.Close
		},
		wrap:  func(inner store) store { return NewRetryingPostgres(inner) },
		kill:  func(t *testing.T) { server.Process.Stop(t, trial.Immediate) },
		start: func(t *testing.T) { server.Restart(t) },
		ledger: func(t *testing.T) (l ledger) {
			with(t, func(conn *pgx.Conn) {
				l = ledger{counts(t, conn, "once"), counts(t, conn, "keyed"), counts(t, conn, "seen")}
			})
			return l
		},
		held: func(t *testing.T) (n int) {
			with(t, func(conn *pgx.Conn) {
				const others = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
				if err := conn.QueryRow(context.Background(), others).Scan(&n); err != nil {
					t.Fatal(err)
				}
			})
			return n
		},
	}
}

func counts(t *testing.T, conn *pgx.Conn, table string) map[int]int {
	t.Helper()
	rows, err := conn.Query(context.Background(), "SELECT id, count(*) FROM "+table+" GROUP BY id")
	if err != nil {
		t.Fatal(err)
	}
	found := map[int]int{}
	var id, n int
	if _, err := pgx.ForEachRow(rows, []any{&id, &n}, func() error { found[id] = n; return nil }); err != nil {
		t.Fatal(err)
	}
	return found
}
