package postgres

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/backoffgen/backoffgen/golden/trial"
)

// A server is a PostgreSQL of a test's own with a ledger in it.
type server struct{ *trial.Postgres }

// start starts a server with options, roles and a ledger.
func start(t *testing.T, options ...string) server {
	t.Helper()
	s := server{trial.StartPostgres(t, append(options, "deadlock_timeout=20ms")...)}
	s.exec(t, "CREATE ROLE app LOGIN SUPERUSER", "CREATE ROLE guest LOGIN", "CREATE TABLE ledger (id int, note text)")
	return s
}

// connect returns a connection, with parameters of the session as name=value.
func (s server) connect(t *testing.T, parameters ...string) *pgx.Conn {
	t.Helper()
	url := s.URL("app")
	for _, p := range parameters {
		url += "&" + p
	}
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		conn.Close(ctx)
	})
	return conn
}

// exec runs statements on a connection of their own.
func (s server) exec(t *testing.T, statements ...string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, statement := range statements {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// entries is how many entries of a note the ledger has, as a connection of its own sees it.
func (s server) entries(t *testing.T, note string) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM ledger WHERE note = $1", note).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// undone: the ledger has nothing of a note.
func (s server) undone(t *testing.T, note string) {
	t.Helper()
	if n := s.entries(t, note); n != 0 {
		t.Errorf("the ledger has %d entries of %q, which was refused", n, note)
	}
}
