package postgres

import (
	"context"
	"fmt"
	"net"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// expect holds an error against its classes, by what is generated.
func expect(t *testing.T, err error, want string) {
	t.Helper()
	trial.Expect(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err, want)
}

const write = "INSERT INTO ledger (id, note) VALUES (1, $1)"

// What a running server refuses leaves nothing behind.
func TestRefused(t *testing.T) {
	ctx, s := t.Context(), start(t)
	s.exec(t, "CREATE TABLE row (id int PRIMARY KEY, n int)", "INSERT INTO row VALUES (1, 0), (2, 0)")
	begin := func(t *testing.T, level pgx.TxIsoLevel, note string) pgx.Tx {
		t.Helper()
		tx, err := s.connect(t).BeginTx(ctx, pgx.TxOptions{IsoLevel: level})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(ctx, write, note); err != nil {
			t.Fatal(err)
		}
		return tx
	}
	exec := func(tx pgx.Tx, statement string) error { _, err := tx.Exec(ctx, statement); return err }

	t.Run("40001 serialization_failure", func(t *testing.T) {
		first, second := begin(t, pgx.Serializable, "first"), begin(t, pgx.Serializable, "serialization")
		for _, err := range []error{
			exec(first, "UPDATE row SET n = (SELECT n FROM row WHERE id = 2) + 1 WHERE id = 1"),
			exec(second, "UPDATE row SET n = (SELECT n FROM row WHERE id = 1) + 1 WHERE id = 2"),
			first.Commit(ctx),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		expect(t, second.Commit(ctx), "conflict")
		s.undone(t, "serialization")
	})
	t.Run("40P01 deadlock_detected", func(t *testing.T) {
		one, two := begin(t, pgx.ReadCommitted, "deadlock 1"), begin(t, pgx.ReadCommitted, "deadlock 2")
		if err := exec(one, "UPDATE row SET n = n WHERE id = 1"); err != nil {
			t.Fatal(err)
		}
		if err := exec(two, "UPDATE row SET n = n WHERE id = 2"); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- exec(one, "UPDATE row SET n = n WHERE id = 2") }()
		ours, theirs := exec(two, "UPDATE row SET n = n WHERE id = 1"), <-ended
		lost, won, victim := ours, theirs, "deadlock 2"
		if ours == nil {
			lost, won, victim = theirs, ours, "deadlock 1"
		}
		if won != nil {
			t.Errorf("both fail: %v", won)
		}
		expect(t, lost, "conflict")
		one.Commit(ctx)
		two.Commit(ctx)
		s.undone(t, victim)
	})
	t.Run("25P02 in_failed_sql_transaction", func(t *testing.T) { // no statement of a transaction can be repeated
		tx := begin(t, pgx.ReadCommitted, "failed")
		if err := exec(tx, "SELECT 1/0"); err == nil {
			t.Fatal("no error")
		}
		expect(t, exec(tx, "SELECT 1"), "")
		expect(t, tx.Commit(ctx), "")
		s.undone(t, "failed")
	})
	t.Run("55P03 lock_not_available", func(t *testing.T) {
		holder := begin(t, pgx.ReadCommitted, "holder")
		if err := exec(holder, "LOCK TABLE row"); err != nil {
			t.Fatal(err)
		}
		defer holder.Rollback(ctx)
		_, err := s.connect(t, "lock_timeout=20ms").Exec(ctx,
			"WITH written AS (INSERT INTO ledger VALUES (1, 'locked') RETURNING 1) SELECT * FROM row, written FOR UPDATE OF row")
		expect(t, err, "transient")
		s.undone(t, "locked")
	})
	t.Run("25006 read_only_sql_transaction", func(t *testing.T) {
		_, err := s.connect(t, "default_transaction_read_only=on").Exec(ctx, write, "read only")
		expect(t, err, "transient")
		s.undone(t, "read only")
	})
	t.Run("57014 query_canceled by statement_timeout", func(t *testing.T) {
		_, err := s.connect(t, "statement_timeout=50ms").Exec(ctx, "SELECT pg_sleep(20)")
		expect(t, err, "unknown")
	})
	t.Run("23505 unique_violation", func(t *testing.T) {
		_, err := s.connect(t).Exec(ctx, "INSERT INTO row VALUES (1, 0)")
		expect(t, err, "")
	})
	t.Run("no rows", func(t *testing.T) {
		expect(t, s.connect(t).QueryRow(ctx, "SELECT 1 WHERE false").Scan(nil), "")
	})
}

// A connection whose session the server ends.
func TestTerminated(t *testing.T) {
	ctx, s := t.Context(), start(t)
	terminate := func(t *testing.T, conn *pgx.Conn) {
		s.exec(t, fmt.Sprintf("SELECT pg_terminate_backend(%d, 5000)", conn.PgConn().PID()))
	}
	t.Run("idle", func(t *testing.T) {
		conn := s.connect(t)
		terminate(t, conn)
		_, err := conn.Exec(ctx, write, "idle")
		expect(t, err, "unknown") // it was sent, and the server has ended before it read it: nobody can know
		s.undone(t, "idle")
		_, err = conn.Exec(ctx, write, "closed")
		expect(t, err, "unsent unknown") // what is named first counts
		s.undone(t, "closed")
	})
	t.Run("running", func(t *testing.T) {
		conn := s.connect(t)
		ended := make(chan error, 1)
		go func() { _, err := conn.Exec(context.Background(), "SELECT pg_sleep(20)"); ended <- err }()
		s.busy(t, 1)
		terminate(t, conn)
		expect(t, <-ended, "unknown")
	})
	t.Run("committed before", func(t *testing.T) { // why it has to be unknown
		conn := s.connect(t)
		ended := make(chan error, 1)
		go func() {
			_, err := conn.Exec(context.Background(), "INSERT INTO ledger VALUES (1, 'committed'); COMMIT; SELECT pg_sleep(20)", pgx.QueryExecModeSimpleProtocol)
			ended <- err
		}()
		s.busy(t, 1)
		terminate(t, conn)
		expect(t, <-ended, "unknown")
		if n := s.entries(t, "committed"); n != 1 {
			t.Errorf("%d entries, want the one that was committed", n)
		}
	})
	t.Run("in a transaction", func(t *testing.T) {
		conn := s.connect(t)
		tx, err := conn.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(ctx, write, "transaction"); err != nil {
			t.Fatal(err)
		}
		terminate(t, conn)
		_, err = tx.Exec(ctx, "SELECT 1")
		expect(t, err, "unknown")
		expect(t, tx.Commit(ctx), "unsent unknown") // the connection is closed: there is no commit to be carried out
		s.undone(t, "transaction")
	})
}

// busy waits until so many sessions sleep.
func (s server) busy(t *testing.T, want int) {
	t.Helper()
	conn := s.connect(t)
	for n := 0; n < want; time.Sleep(5 * time.Millisecond) {
		const query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
		if err := conn.QueryRow(t.Context(), query).Scan(&n); err != nil {
			t.Fatal(err)
		}
	}
}

// A server that stops, is away, and starts.
func TestRestart(t *testing.T) {
	ctx, s := t.Context(), start(t)
	dial := func() error {
		conn, err := pgx.Connect(ctx, s.URL("app"))
		if err == nil {
			conn.Close(ctx)
		}
		return err
	}
	for name, how := range map[string]syscall.Signal{"fast": trial.Fast, "immediate": trial.Immediate} {
		t.Run(name, func(t *testing.T) {
			running, idle := s.connect(t), s.connect(t)
			ended := make(chan error, 1)
			go func() {
				_, err := running.Exec(context.Background(), "INSERT INTO ledger SELECT 1, 'restart' FROM pg_sleep(20)")
				ended <- err
			}()
			s.busy(t, 1)
			s.Process.Stop(t, how)
			expect(t, <-ended, "unknown")
			_, err := idle.Exec(ctx, write, "restart")
			expect(t, err, "unknown")
			expect(t, dial(), "unsent")
			s.Restart(t)
			s.undone(t, "restart")
		})
	}
	t.Run("57P03 while it stops", func(t *testing.T) {
		waiting := s.connect(t)
		s.Process.Signal(t, trial.Smart)
		var err error
		for start := time.Now(); err == nil && time.Since(start) < 10*time.Second; time.Sleep(5 * time.Millisecond) {
			err = dial()
		}
		expect(t, err, "unsent transient")
		waiting.Close(ctx)
		s.Process.Stop(t, trial.Fast)
	})
}

// Connections that are refused, some of them for good.
func TestConnectionRefused(t *testing.T) {
	ctx, s := t.Context(), start(t, "max_connections=5", "superuser_reserved_connections=1", "max_wal_senders=0")
	connect := func(url string) error {
		conn, err := pgx.Connect(ctx, url)
		if err == nil {
			conn.Close(ctx)
		}
		return err
	}
	expect(t, connect(s.URL("nobody")), "")                                            // 28000
	expect(t, connect("postgres://app@"+s.Addr+"/nowhere?sslmode=disable"), "")        // 3D000
	expect(t, connect("postgres://app@"+s.Addr+"/postgres?sslmode=require"), "unsent") // the server has no certificate
	for range 4 {
		s.connect(t)
	}
	expect(t, connect(s.URL("guest")), "unsent throttled") // 53300

	listener, err := net.Listen("tcp", "127.0.0.1:0") // which nobody answers at
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	_, err = pgconn.Connect(short, "postgres://app@"+listener.Addr().String()+"/postgres?sslmode=disable")
	expect(t, err, "unsent unknown")
}
