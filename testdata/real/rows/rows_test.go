package rows_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/testdata/real/rows"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// limit is longer than any attempt may take.
const limit = 250 * time.Millisecond

// open makes a database with the numbers from 1 to 5.
func open(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "db")+"?_pragma=journal_mode(WAL)&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, statement := range []string{"create table numbers (n integer)", "insert into numbers values (1), (2), (3), (4), (5)"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

// scan reads rows to their end, and takes longer for it than an attempt may.
func scan(t *testing.T, r *sql.Rows) []int {
	t.Helper()
	defer r.Close()
	var got []int
	for r.Next() {
		var n int
		if err := r.Scan(&n); err != nil {
			t.Fatal(err)
		}
		got = append(got, n)
		time.Sleep(limit / 4)
	}
	if err := r.Err(); err != nil {
		t.Errorf("after %v: %v", got, err)
	}
	return got
}

func TestRowsAreReadWhenTheCallIsOver(t *testing.T) {
	t.Parallel()
	r, err := rows.NewRetryingDB(open(t)).QueryContext(t.Context(), "select n from numbers where n > ? order by n", 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := scan(t, r); !slices.Equal(got, []int{1, 2, 3, 4, 5}) {
		t.Errorf("read %v", got)
	}
}

// It is the decorator that keeps them: a context that ends with the call, as a plain loop would give them, takes them
// away.
func TestRowsOfAContextThatHasEndedAreGone(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	r, err := open(t).QueryContext(ctx, "select n from numbers")
	cancel()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for r.Next() {
		time.Sleep(limit / 4)
	}
	if !errors.Is(r.Err(), context.Canceled) {
		t.Errorf("the rows ended with %v", r.Err())
	}
}

func TestRowsEndWithTheCallersContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	r, err := rows.NewRetryingDB(open(t)).QueryContext(ctx, "select n from numbers")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	time.Sleep(limit)
	if !r.Next() {
		t.Fatal(r.Err())
	}
	cancel()
	for r.Next() {
		time.Sleep(limit / 4)
	}
	if r.Err() != context.Canceled {
		t.Errorf("the rows ended with %v", r.Err())
	}
}

func TestATransactionIsCommittedWhenTheCallIsOver(t *testing.T) {
	t.Parallel()
	inner := open(t)
	db := rows.NewRetryingDB(inner)
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	time.Sleep(limit)
	if _, err := tx.Exec("insert into numbers values (6)"); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	var sum int
	if err := inner.QueryRow("select sum(n) from numbers").Scan(&sum); err != nil || sum != 21 {
		t.Errorf("the sum is %d, %v", sum, err)
	}
}

// A statement and a connection live as long as they are used.
func TestStatementsAndConnections(t *testing.T) {
	t.Parallel()
	db := rows.NewRetryingDB(open(t))
	statement, err := db.PrepareContext(t.Context(), "select count(*) from numbers")
	if err != nil {
		t.Fatal(err)
	}
	defer statement.Close()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	time.Sleep(limit)
	var n, m int
	err = errors.Join(statement.QueryRow().Scan(&n), conn.QueryRowContext(t.Context(), "select count(*) from numbers").Scan(&m))
	if err != nil || n != 5 || m != 5 {
		t.Errorf("%d and %d rows, %v", n, m, err)
	}
}

// While someone else writes, a transaction cannot begin: it is tried again until it can.
func TestALockIsWaitedFor(t *testing.T) {
	t.Parallel()
	inner := open(t)
	lock, err := inner.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	pauses := 0
	db := rows.NewRetryingDB(inner, backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
		if e.Kind != backoff.EventPauseStarted {
			return
		}
		if pauses++; pauses == 3 {
			if err := lock.Commit(); err != nil {
				t.Error(err)
			}
		}
	})))
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil || pauses != 3 {
		t.Errorf("%v after %d pauses", err, pauses)
	}
}

// endless is a query that only an interrupt ends.
const endless = "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c"

func TestAnAttemptThatTakesTooLongIsInterrupted(t *testing.T) {
	t.Parallel()
	attempts := 0
	db := rows.NewRetryingDB(open(t), backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
		if e.Kind == backoff.EventAttemptEnded {
			attempts++
		}
	})))
	for name, call := range map[string]func() error{
		"ExecContext": func() error { _, err := db.ExecContext(t.Context(), endless); return err },
		"QueryContext": func() error {
			ctx, cancel := context.WithTimeout(t.Context(), 3*limit) // of which each attempt has less
			defer cancel()
			_, err := db.QueryContext(ctx, endless)
			return err
		},
	} {
		attempts = 0
		err := call()
		if !errors.Is(err, backoff.ErrAttemptTimeout) || !errors.Is(err, context.DeadlineExceeded) || attempts < 2 {
			t.Errorf("%s: %v after %d attempts", name, err, attempts)
		}
	}
}

// A program queries under one context as long as it runs.
func TestNothingPilesUp(t *testing.T) {
	const calls = 1000
	inner, cancel := context.WithCancel(t.Context())
	defer cancel()
	ctx := &longLived{Context: inner}
	db := rows.NewRetryingDB(open(t))
	for i := range calls {
		r, err := db.QueryContext(ctx, "select n from numbers")
		if err != nil {
			t.Fatal(err)
		}
		for i%2 == 0 && r.Next() { // the end closes them, too
			continue
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if ever := ctx.ever.Load(); ever < calls {
		t.Fatalf("%d contexts hung on the caller's, want at least %d: the count does not work", ever, calls)
	}
	for range 1000 {
		if ctx.children.Load() == 0 {
			return
		}
		runtime.GC()
		time.Sleep(time.Millisecond) // the runtime cleans up in a goroutine of its own
	}
	t.Error(fmt.Sprint(ctx.children.Load(), " contexts are left on the caller's"))
}

// A longLived context counts what hangs on it: package context asks for its AfterFunc, since it is none of its own.
type longLived struct {
	context.Context
	children, ever atomic.Int64
}

func (c *longLived) AfterFunc(f func()) func() bool {
	c.children.Add(1)
	c.ever.Add(1)
	stop := context.AfterFunc(c.Context, f)
	gone := sync.OnceFunc(func() { c.children.Add(-1) })
	return func() bool {
		gone()
		return stop()
	}
}

// Value hides the real context inside, to which a child would be linked directly.
func (c *longLived) Value(key any) any {
	if _, private := key.(*int); private {
		return nil
	}
	return c.Context.Value(key)
}
