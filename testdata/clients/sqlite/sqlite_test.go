package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"github.com/mattn/go-sqlite3"
	_ "modernc.org/sqlite"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

// busy returns the errors of two connections to one file: of a second writer, of a reader that wants to write after another
// one has written, and of a statement that is wrong.
func busy(t *testing.T, driver, source string) (locked, snapshot, wrong error) {
	t.Helper()
	ctx := t.Context()
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	exec := func(on interface {
		ExecContext(context.Context, string, ...any) (sql.Result, error)
	}, statement string) {
		t.Helper()
		if _, err := on.ExecContext(ctx, statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	exec(db, "PRAGMA journal_mode=WAL")
	exec(db, "CREATE TABLE words (word TEXT)")
	exec(db, "INSERT INTO words VALUES ('one')")
	one, err := db.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	other, err := db.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	exec(one, "PRAGMA busy_timeout=0")
	exec(other, "PRAGMA busy_timeout=0")

	exec(one, "BEGIN IMMEDIATE")
	_, locked = other.ExecContext(ctx, "INSERT INTO words VALUES ('two')")
	exec(one, "ROLLBACK")

	exec(one, "BEGIN")
	var count int
	if err := one.QueryRowContext(ctx, "SELECT count(*) FROM words").Scan(&count); err != nil {
		t.Fatal(err)
	}
	exec(other, "INSERT INTO words VALUES ('three')")
	_, snapshot = one.ExecContext(ctx, "INSERT INTO words VALUES ('four')")
	exec(one, "ROLLBACK")

	_, wrong = one.ExecContext(ctx, "INSERT INTO sentences VALUES ('five')")
	for _, err := range []error{locked, snapshot, wrong} {
		if err == nil {
			t.Fatalf("of %v, %v and %v one is missing", locked, snapshot, wrong)
		}
	}
	return locked, snapshot, wrong
}

func TestSqlite(t *testing.T) {
	locked, snapshot, wrong := busy(t, "sqlite", "file:"+filepath.Join(t.TempDir(), "words.db"))
	classcheck.Test(t, sqliteClasses(), classcheck.In(locked, "transient"), classcheck.In(snapshot, "conflict"), classcheck.In(wrong))
}

func TestSqlite3(t *testing.T) {
	locked, snapshot, wrong := busy(t, "sqlite3", "file:"+filepath.Join(t.TempDir(), "words.db"))
	classcheck.Test(t, sqlite3Classes(), classcheck.In(locked, "transient"), classcheck.In(snapshot, "conflict"), classcheck.In(wrong),
		classcheck.In(sqlite3.Error{Code: sqlite3.ErrLocked, ExtendedCode: sqlite3.ErrLockedSharedCache}, "transient"),
		classcheck.In(sqlite3.Error{Code: sqlite3.ErrConstraint}),
	)
}

// Every code is of the class that the table says, whatever is around the error.
func TestSqlite3Codes(t *testing.T) {
	for extended := range sqlite3.ErrNoExtended(1 << 12) {
		primary := sqlite3.ErrNo(extended & 0xff)
		isSnapshot := extended == sqlite3.ErrBusySnapshot
		isBusy := (primary == sqlite3.ErrBusy || primary == sqlite3.ErrLocked) && !isSnapshot
		err := fmt.Errorf("saving: %w", errors.Join(io.ErrNoProgress, sqlite3.Error{Code: primary, ExtendedCode: extended}))
		if isSqlite3Conflict(err) != isSnapshot || isSqlite3Transient(err) != isBusy {
			t.Errorf("%d: conflict %t, transient %t", extended, isSqlite3Conflict(err), isSqlite3Transient(err))
		}
	}
}
