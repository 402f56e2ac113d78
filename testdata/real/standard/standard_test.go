package standard

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io/fs"
	"net"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// flakyFS is files on a disk that answers each call only after some failures.
type flakyFS struct {
	fstest.MapFS
	failures int
	err      error
	attempts int
}

func (f *flakyFS) fail(op, name string) error {
	f.attempts++
	if f.attempts <= f.failures {
		return &fs.PathError{Op: op, Path: name, Err: f.err}
	}
	return nil
}

func (f *flakyFS) Open(name string) (fs.File, error) {
	if err := f.fail("open", name); err != nil {
		return nil, err
	}
	return f.MapFS.Open(name)
}

func (f *flakyFS) ReadFile(name string) ([]byte, error) {
	if err := f.fail("read", name); err != nil {
		return nil, err
	}
	return f.MapFS.ReadFile(name)
}

func (f *flakyFS) Glob(pattern string) ([]string, error) {
	if err := f.fail("glob", pattern); err != nil {
		return nil, err
	}
	return f.MapFS.Glob(pattern)
}

var files = fstest.MapFS{"motd": {Data: []byte("be nice")}}

func TestFilesAreReadThroughFailures(t *testing.T) {
	flaky := &flakyFS{MapFS: files, failures: 2, err: syscall.EIO}
	got, err := fs.ReadFile(NewRetryingFS(flaky), "motd")
	if string(got) != "be nice" || err != nil || flaky.attempts != 3 {
		t.Errorf("got %q, %v after %d attempts", got, err, flaky.attempts)
	}
	if err := fstest.TestFS(NewRetryingTree(&flakyFS{MapFS: files}), "motd"); err != nil {
		t.Error(err)
	}
}

func TestTree(t *testing.T) {
	for _, test := range []struct {
		name     string
		err      error
		read     func(Tree) error
		attempts int
	}{
		{"Open", syscall.EIO, func(t Tree) error { _, err := t.Open("motd"); return err }, 4},
		{"ReadFile", syscall.EIO, func(t Tree) error { _, err := t.ReadFile("motd"); return err }, 4},
		{"giveup", fs.ErrPermission, func(t Tree) error { _, err := t.ReadFile("motd"); return err }, 1},
		{"off", syscall.EIO, func(t Tree) error { _, err := t.Glob("*"); return err }, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			flaky := &flakyFS{MapFS: files, failures: 100, err: test.err}
			if err := test.read(NewRetryingTree(flaky)); !errors.Is(err, test.err) || flaky.attempts != test.attempts {
				t.Errorf("%v after %d attempts, want %v after %d", err, flaky.attempts, test.err, test.attempts)
			}
		})
	}
}

// flakyConnector opens a connection only after some failures.
type flakyConnector struct {
	failures int
	attempts int
	conn     driver.Conn
}

func (c *flakyConnector) Connect(context.Context) (driver.Conn, error) {
	c.attempts++
	if c.attempts <= c.failures {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	return c.conn, nil
}

func (c *flakyConnector) Driver() driver.Driver { return nil }

// flakyConn is a connection whose answers are prepared.
type flakyConn struct {
	driver.Conn
	driver.NamedValueChecker
	driver.ConnPrepareContext
	driver.Validator

	errs  []error // of the attempts to come, whatever is called
	calls []string
}

func (c *flakyConn) next(call string) error {
	c.calls = append(c.calls, call)
	if len(c.errs) == 0 {
		return nil
	}
	err := c.errs[0]
	c.errs = c.errs[1:]
	return err
}

func (c *flakyConn) Close() error                             { return c.next("Close") }
func (c *flakyConn) IsValid() bool                            { return true }
func (c *flakyConn) Ping(context.Context) error               { return c.next("Ping") }
func (c *flakyConn) CheckNamedValue(*driver.NamedValue) error { return c.next("CheckNamedValue") }

func (c *flakyConn) QueryContext(context.Context, string, []driver.NamedValue) (driver.Rows, error) {
	return nil, c.next("QueryContext")
}

func (c *flakyConn) ExecContext(_ context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	return driver.RowsAffected(len(args)), c.next("ExecContext " + query)
}

// database/sql finds what a connection can do beyond the least by type assertions, which the decorator stands.
func TestDatabaseSQLTakesTheDecorators(t *testing.T) {
	reset := &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
	conn := &flakyConn{}
	connector := &flakyConnector{failures: 2, conn: NewRetryingConn(conn)}
	db := sql.OpenDB(NewRetryingConnector(connector))
	if err := db.PingContext(t.Context()); err != nil || connector.attempts != 3 {
		t.Fatalf("Ping: %v after %d attempts to connect", err, connector.attempts)
	}
	conn.errs = []error{nil, nil, reset, reset} // two arguments are checked before
	result, err := db.ExecContext(t.Context(), "insert", 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := result.RowsAffected(); n != 2 || err != nil {
		t.Errorf("RowsAffected: %d, %v", n, err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	want := []string{"Ping", "CheckNamedValue", "CheckNamedValue", "ExecContext insert", "ExecContext insert", "ExecContext insert", "Close"}
	if diff := cmp.Diff(want, conn.calls); diff != "" {
		t.Errorf("calls (-want +got)\n%s", diff)
	}
}

func TestSkipIsAnAnswer(t *testing.T) {
	conn := &flakyConn{errs: []error{driver.ErrSkip}}
	if _, err := NewRetryingConn(conn).QueryContext(t.Context(), "select", nil); err != driver.ErrSkip || len(conn.calls) != 1 {
		t.Errorf("got %v after %d attempts", err, len(conn.calls))
	}
	conn = &flakyConn{errs: []error{driver.ErrBadConn, driver.ErrBadConn}}
	if _, err := NewRetryingQueryerContext(conn).QueryContext(t.Context(), "select", nil); err != nil || len(conn.calls) != 3 {
		t.Errorf("got %v after %d attempts", err, len(conn.calls))
	}
}
