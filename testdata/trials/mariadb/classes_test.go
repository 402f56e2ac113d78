package mariadb

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// expect holds an error against its classes, by what is generated.
func expect(t *testing.T, err error, want string) {
	t.Helper()
	trial.Expect(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err, want)
}

// expectLost holds the error of a connection that the server has ended: whether something was written is a matter of when the
// client hears of it, and both answers are true.
func expectLost(t *testing.T, err error) {
	t.Helper()
	got := trial.Classes(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err)
	if len(got) != 1 || got[0] != "unsent" && got[0] != "unknown" {
		t.Errorf("%T %v is %q, want unsent or unknown", err, err, got)
	}
}

const write = "INSERT INTO ledger (id, note) VALUES (1, ?)"

func TestClasses(t *testing.T) {
	s := start(t) // one for all, since it takes seconds to make a database
	t.Run("refused", func(t *testing.T) { testRefused(t, s) })
	t.Run("killed", func(t *testing.T) { testKilled(t, s) })
	t.Run("restart", func(t *testing.T) { testRestart(t, s) })
}

// What a running server refuses leaves nothing behind.
func testRefused(t *testing.T, s *server) {
	ctx := t.Context()
	s.exec(t, "CREATE TABLE trial.row (id int PRIMARY KEY, n int) ENGINE=InnoDB", "INSERT INTO trial.row VALUES (1, 0), (2, 0)")
	begin := func(t *testing.T, note string) *sql.Tx {
		t.Helper()
		tx, err := s.connect(t).BeginTx(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { tx.Rollback() })
		if _, err := tx.ExecContext(ctx, write, note); err != nil {
			t.Fatal(err)
		}
		return tx
	}
	lock := func(tx *sql.Tx, id int) error {
		_, err := tx.ExecContext(ctx, "UPDATE row SET n = n + 1 WHERE id = ?", id)
		return err
	}
	t.Run("1213 deadlock", func(t *testing.T) {
		one, two := begin(t, "deadlock 1"), begin(t, "deadlock 2")
		if err := lock(one, 1); err != nil {
			t.Fatal(err)
		}
		if err := lock(two, 2); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- lock(one, 2) }()
		ours, theirs := lock(two, 1), <-ended
		lost, won, victim := ours, theirs, "deadlock 2"
		if ours == nil {
			lost, won, victim = theirs, ours, "deadlock 1"
		}
		if won != nil {
			t.Errorf("both fail: %v", won)
		}
		expect(t, lost, "conflict")
		one.Commit()
		two.Commit()
		s.undone(t, victim)
	})
	t.Run("1205 lock wait timeout", func(t *testing.T) {
		holder, waiter := begin(t, "holder"), begin(t, "waiter")
		if err := lock(holder, 1); err != nil {
			t.Fatal(err)
		}
		expect(t, lock(waiter, 1), "conflict")
		waiter.Rollback() // which the caller has to do
		s.undone(t, "waiter")
	})
	t.Run("1020 of snapshot isolation", func(t *testing.T) {
		tx := begin(t, "snapshot")
		if _, err := tx.ExecContext(ctx, "SET innodb_snapshot_isolation = ON"); err != nil {
			t.Skipf("this server has none: %v", err)
		}
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT sum(n) FROM row").Scan(&n); err != nil {
			t.Fatal(err)
		}
		s.exec(t, "UPDATE trial.row SET n = n + 1 WHERE id = 1")
		expect(t, lock(tx, 1), "conflict")
		tx.Rollback()
		s.undone(t, "snapshot")
	})
	t.Run("1290 read only", func(t *testing.T) {
		s.exec(t, "SET GLOBAL read_only = ON")
		defer s.exec(t, "SET GLOBAL read_only = OFF")
		_, err := s.connect(t).ExecContext(ctx, write, "read only")
		expect(t, err, "transient")
		s.undone(t, "read only")
	})
	t.Run("1290 with rejectReadOnly", func(t *testing.T) {
		s.exec(t, "SET GLOBAL read_only = ON")
		defer s.exec(t, "SET GLOBAL read_only = OFF")
		conn, err := s.open(t, "t", "?rejectReadOnly=true").Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_, err = conn.ExecContext(ctx, write, "rejected")
		expect(t, err, "unsent")
		s.undone(t, "rejected")
	})
	t.Run("1792 read only transaction", func(t *testing.T) {
		tx, err := s.connect(t).BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback()
		_, err = tx.ExecContext(ctx, write, "transaction")
		expect(t, err, "transient")
		s.undone(t, "transaction")
	})
	t.Run("1969 statement timeout", func(t *testing.T) {
		conn := s.connect(t)
		if _, err := conn.ExecContext(ctx, "SET max_statement_time = 0.1"); err != nil {
			t.Fatal(err)
		}
		_, err := conn.ExecContext(ctx, "INSERT INTO ledger SELECT SLEEP(20), 'timeout'")
		expect(t, err, "unknown")
	})
	t.Run("1226 limit of the user's", func(t *testing.T) {
		s.exec(t, "CREATE USER few@'127.0.0.1' WITH MAX_QUERIES_PER_HOUR 1", "GRANT ALL ON trial.* TO few@'127.0.0.1'")
		db := s.open(t, "few", "")
		var err error
		for range 5 {
			if _, err = db.ExecContext(ctx, "DO 1"); err != nil {
				break
			}
		}
		expect(t, err, "throttled")
	})
	t.Run("1062 and 1064", func(t *testing.T) {
		_, err := s.connect(t).ExecContext(ctx, "INSERT INTO row VALUES (1, 0)")
		expect(t, err, "")
		_, err = s.connect(t).ExecContext(ctx, "INSERT INTO")
		expect(t, err, "")
	})
	t.Run("1045 no such user", func(t *testing.T) {
		expect(t, s.open(t, "nobody", "").PingContext(ctx), "")
	})
}

// A statement whose session, or itself, is killed.
func testKilled(t *testing.T, s *server) {
	ctx := t.Context()
	for _, how := range []string{"KILL QUERY", "KILL"} {
		t.Run(how, func(t *testing.T) {
			conn := s.connect(t)
			id := session(t, conn)
			ended := make(chan error, 1)
			go func() {
				_, err := conn.ExecContext(context.Background(), "INSERT INTO ledger SELECT id, 'killed' FROM ledger UNION SELECT SLEEP(20), 'killed'")
				ended <- err
			}()
			s.busy(t)
			s.exec(t, fmt.Sprintf("%s %d", how, id))
			expect(t, <-ended, "unknown")
		})
	}
	t.Run("idle", func(t *testing.T) {
		conn := s.connect(t)
		s.exec(t, fmt.Sprintf("KILL %d", session(t, conn)))
		time.Sleep(50 * time.Millisecond)
		_, err := conn.ExecContext(ctx, write, "idle")
		expectLost(t, err)
		s.undone(t, "idle")
		_, err = conn.ExecContext(ctx, write, "closed")
		expect(t, err, "unsent")
	})
	t.Run("in a transaction", func(t *testing.T) {
		conn := s.connect(t)
		id := session(t, conn)
		tx, err := conn.BeginTx(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback() // a connection with a transaction cannot be closed
		if _, err := tx.ExecContext(ctx, write, "transaction"); err != nil {
			t.Fatal(err)
		}
		s.exec(t, fmt.Sprintf("KILL %d", id))
		time.Sleep(50 * time.Millisecond)
		_, err = tx.ExecContext(ctx, write, "transaction")
		expectLost(t, err)
		s.undone(t, "transaction")
	})
}

// session is a connection's number in the server.
func session(t *testing.T, conn *sql.Conn) (id int) {
	t.Helper()
	if err := conn.QueryRowContext(t.Context(), "SELECT CONNECTION_ID()").Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

// busy waits until a session sleeps in a statement.
func (s *server) busy(t *testing.T) {
	t.Helper()
	db := s.open(t, "root", "")
	for n := 0; n == 0; time.Sleep(5 * time.Millisecond) {
		const query = "SELECT count(*) FROM information_schema.processlist WHERE state = 'User sleep'"
		if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
			t.Fatal(err)
		}
	}
}

// A server that stops in the middle, is away, and starts.
func testRestart(t *testing.T, s *server) {
	ctx := t.Context()
	for name, how := range map[string]os.Signal{"shut down": syscall.SIGTERM, "killed": os.Kill} {
		t.Run(name, func(t *testing.T) {
			running, idle := s.connect(t), s.connect(t)
			ended := make(chan error, 1)
			go func() {
				_, err := running.ExecContext(context.Background(), "INSERT INTO ledger SELECT SLEEP(20), 'restart'")
				ended <- err
			}()
			s.busy(t)
			s.process.Stop(t, how)
			expect(t, <-ended, "unknown")
			_, err := idle.ExecContext(ctx, write, "restart")
			expectLost(t, err)
			expect(t, s.open(t, "t", "").PingContext(ctx), "unsent")
			s.restart(t)
			s.undone(t, "restart")
		})
	}
}

// 1040: ten connections are the fewest that a server can be told to have.
func TestTooManyConnections(t *testing.T) {
	ctx, s := t.Context(), start(t, "--max-connections=10")
	db := s.open(t, "t", "")
	var err error
	for held := 0; err == nil && held < 20; held++ {
		var conn *sql.Conn
		if conn, err = db.Conn(ctx); err == nil {
			defer conn.Close()
		}
	}
	expect(t, err, "throttled")
	_, err = db.ExecContext(ctx, write, "too many")
	expect(t, err, "throttled")
	s.process.Stop(t, syscall.SIGTERM)
	s.restart(t) // so that there is room for whoever looks
	s.undone(t, "too many")
}
