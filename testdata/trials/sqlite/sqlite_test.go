package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	_ "github.com/mattn/go-sqlite3"
	_ "modernc.org/sqlite"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// A driver is a client of SQLite, and what is generated for it.
type driver struct {
	name, options string
	expect        func(t *testing.T, err error, want string)
	decorate      func(*trial.Writer) trial.Ledger
}

func drivers() []driver {
	return []driver{{
		name: "sqlite", options: "?_pragma=journal_mode(WAL)&_pragma=busy_timeout(0)",
		expect: func(t *testing.T, err error, want string) {
			t.Helper()
			trial.Expect(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err, want)
		},
		decorate: func(w *trial.Writer) trial.Ledger { return NewRetryingLedger(w) },
	}, {
		name: "sqlite3", options: "?_journal_mode=WAL&_busy_timeout=0",
		expect: func(t *testing.T, err error, want string) {
			t.Helper()
			trial.Expect(t, func(f *trial.Failing) *RetryingClasses3 { return NewRetryingClasses3(f) }, err, want)
		},
		decorate: func(w *trial.Writer) trial.Ledger { return NewRetryingLedger3(w) },
	}}
}

// open makes a database in a file, with a ledger in it.
func (d driver) open(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open(d.name, "file:"+filepath.ToSlash(filepath.Join(t.TempDir(), "ledger.db"))+d.options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE ledger (id INTEGER, note TEXT)"); err != nil {
		t.Fatal(err)
	}
	return db
}

// connect returns a connection, on which the function runs statements.
func connect(t *testing.T, db *sql.DB) func(statement string) error {
	t.Helper()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return func(statement string) error {
		_, err := conn.ExecContext(t.Context(), statement)
		return err
	}
}

func TestClasses(t *testing.T) {
	for _, d := range drivers() {
		t.Run(d.name, func(t *testing.T) {
			db := d.open(t)
			one, two := connect(t, db), connect(t, db)
			must := func(errs ...error) {
				t.Helper()
				for _, err := range errs {
					if err != nil {
						t.Fatal(err)
					}
				}
			}
			undone := func(note string) {
				t.Helper()
				var n int
				must(db.QueryRowContext(t.Context(), "SELECT count(*) FROM ledger WHERE note = ?", note).Scan(&n))
				if n != 0 {
					t.Errorf("%q is there %d times, and was refused", note, n)
				}
			}

			must(one("BEGIN IMMEDIATE"))
			d.expect(t, two("INSERT INTO ledger VALUES (1, 'busy')"), "transient") // SQLITE_BUSY
			d.expect(t, two("BEGIN IMMEDIATE"), "transient")
			must(one("COMMIT"))
			undone("busy")

			must(one("BEGIN"), one("CREATE TEMP TABLE seen AS SELECT count(*) AS n FROM ledger"), two("INSERT INTO ledger VALUES (2, 'theirs')"))
			d.expect(t, one("INSERT INTO ledger VALUES (1, 'snapshot')"), "conflict") // SQLITE_BUSY_SNAPSHOT
			must(one("ROLLBACK"))
			undone("snapshot")

			must(one("CREATE TABLE single (id INTEGER PRIMARY KEY)"), one("INSERT INTO single VALUES (1)"))
			d.expect(t, one("INSERT INTO single VALUES (1)"), "")
			d.expect(t, one("INSERT INTO nowhere VALUES (1)"), "")
		})
	}
}

// A table that a reader of the same connection has open is SQLITE_LOCKED.
func TestLocked(t *testing.T) {
	for _, d := range drivers() {
		t.Run(d.name, func(t *testing.T) {
			conn, err := d.open(t).Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := conn.ExecContext(t.Context(), "INSERT INTO ledger VALUES (1, ''), (2, '')"); err != nil {
				t.Fatal(err)
			}
			rows, err := conn.QueryContext(t.Context(), "SELECT id FROM ledger")
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			rows.Next()
			_, err = conn.ExecContext(t.Context(), "DROP TABLE ledger")
			d.expect(t, err, "transient")
			for rows.Next() {
			}
			if err := rows.Err(); err != nil {
				t.Errorf("the table has gone: %v", err)
			}
		})
	}
}

// Writers that take each other's lock: each entry is there once, under idempotent=yes too, since no error leaves it open.
func TestNothingTwice(t *testing.T) {
	for _, d := range drivers() {
		t.Run(d.name, func(t *testing.T) {
			trial.Chaos{Callers: 8, Certain: true, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
				db := d.open(t)
				db.SetMaxIdleConns(8)
				if _, err := db.ExecContext(t.Context(), "PRAGMA synchronous = OFF"); err != nil {
					t.Fatal(err)
				}
				inner := &trial.Writer{Write: func(ctx context.Context, id int) error {
					_, err := db.ExecContext(ctx, "INSERT INTO ledger (id) VALUES (?)", id)
					return err
				}}
				return d.decorate(inner), &inner.Attempts, func() map[int]int { return carriedOut(t, db) }
			}}.NothingTwice(t)
		})
	}
}

func carriedOut(t *testing.T, db *sql.DB) map[int]int {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT id, count(*) FROM ledger GROUP BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	done := map[int]int{}
	for rows.Next() {
		var id, n int
		if err := rows.Scan(&id, &n); err != nil {
			t.Fatal(err)
		}
		done[id] = n
	}
	if err := rows.Err(); err != nil {
		t.Fatal(fmt.Errorf("reading the ledger: %w", err))
	}
	return done
}
