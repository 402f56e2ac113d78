package orders_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/backoffgen/backoffgen/golden/trial"
	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/testdata/sqlc/orders"
)

// A connection that the server has ended costs a query that may be repeated nothing but another attempt, and ends one that
// must not be carried out twice. Without the decorator both fail.
func TestEndedConnections(t *testing.T) {
	ctx, db := t.Context(), open(t)
	bare := orders.New(db.conns)
	stats := new(backoff.Stats)
	queries := orders.NewRetryingQuerier(bare, backoff.WithStats(stats))
	if err := queries.PutOrder(ctx, orders.PutOrderParams{Ref: "a", Cent: 100}); err != nil {
		t.Fatal(err)
	}

	db.endConnections(t)
	if order, err := bare.GetOrder(ctx, "a"); err == nil {
		t.Errorf("without the decorator: %v; want the error of a connection that was ended", order)
	}

	db.endConnections(t)
	order, err := queries.GetOrder(ctx, "a")
	if diff := cmp.Diff(orders.Order{Ref: "a", Cent: 100}, order); err != nil || diff != "" {
		t.Errorf("GetOrder failed: %v, or is different (-want +got):\n%s", err, diff)
	}
	if got := stats.Method("Querier.GetOrder").Retries; got == 0 {
		t.Error("GetOrder was not retried")
	}

	db.endConnections(t)
	if err := queries.PutOrder(ctx, orders.PutOrderParams{Ref: "a", Cent: 200}); err != nil {
		t.Error(err)
	}

	db.endConnections(t)
	if n, err := queries.AddToAll(ctx, 1); err == nil {
		t.Errorf("AddToAll, which must not be repeated, changed %d orders on an ended connection", n)
	}
	if got := stats.Method("Querier.AddToAll"); got.Retries != 0 || got.Calls != 1 || got.Failed != 1 {
		t.Errorf("AddToAll: %+v, want no retry", got)
	}
	if n, err := queries.AddToAll(ctx, 1); n != 1 || err != nil {
		t.Errorf("AddToAll on a new connection: %d, %v; want 1 order", n, err)
	}
	if order, err = queries.GetOrder(ctx, "a"); order.Cent != 201 || err != nil {
		t.Errorf("after all: %v, %v; want 201 cents, each change once", order, err)
	}
}

// While the server locks out new connections, what was surely not carried out is retried whether or not it may be repeated.
func TestRefusedConnections(t *testing.T) {
	ctx, db := t.Context(), open(t)
	queries := orders.NewRetryingQuerier(orders.New(db.conns))
	if err := queries.PutOrder(ctx, orders.PutOrderParams{Ref: "a", Cent: 1}); err != nil {
		t.Fatal(err)
	}
	db.admin(t, "alter database postgres allow_connections false")
	db.endConnections(t)
	_, refused := orders.New(db.conns).CountOrders(ctx) // also drops the ended connection from the pool
	if refused == nil {
		t.Fatal("a connection that was ended still works")
	}
	var allowed sync.WaitGroup
	allowed.Go(func() {
		time.Sleep(10 * time.Millisecond)
		db.admin(t, "alter database postgres allow_connections true")
	})
	n, err := queries.AddToAll(ctx, 1)
	allowed.Wait()
	if n != 1 || err != nil {
		t.Errorf("AddToAll: %d, %v; want it to be carried out when the server takes connections again", n, err)
	}
	if order, err := queries.GetOrder(ctx, "a"); order.Cent != 2 || err != nil {
		t.Errorf("after all: %v, %v; want 2 cents", order, err)
	}
}

// A database has a table of orders.
type database struct {
	conns  *pgxpool.Pool // one connection
	server *pgxpool.Pool // of another database, to disturb the first
}

// open starts a server and connects to it.
func open(t *testing.T) database {
	t.Helper()
	url := trial.StartPostgres(t).URL("postgres")
	connect := func(url string) *pgxpool.Pool {
		config, err := pgxpool.ParseConfig(url)
		if err != nil {
			t.Fatal(err)
		}
		config.MaxConns = 1
		config.ShouldPing = func(context.Context, pgxpool.ShouldPingParams) bool { return false }
		pool, err := pgxpool.NewWithConfig(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(pool.Close)
		return pool
	}
	db := database{conns: connect(url), server: connect(strings.Replace(url, "/postgres?", "/template1?", 1))}
	schema, err := os.ReadFile("../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.conns.Exec(t.Context(), string(schema)); err != nil {
		t.Fatal(err)
	}
	return db
}

// admin runs a statement on the server's own connection.
func (db database) admin(t *testing.T, statement string) {
	t.Helper()
	if _, err := db.server.Exec(t.Context(), statement); err != nil {
		t.Error(err)
	}
}

// endConnections has the server end the connection of conns, which is made if there is none, and returns when it has.
func (db database) endConnections(t *testing.T) {
	t.Helper()
	if err := db.conns.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	const others = "select count(*) from (select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = 'postgres' and backend_type = 'client backend') as ended"
	var ended int
	if err := db.server.QueryRow(t.Context(), others).Scan(&ended); err != nil || ended != 1 {
		t.Fatalf("%d connections were ended: %v; want 1", ended, err)
	}
}
