package mariadb

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"testing"

	"github.com/go-sql-driver/mysql"

	"github.com/backoffgen/backoffgen/golden/trial"
)

// A server is a MariaDB of a test's own, which can be stopped and started again.
type server struct {
	whole     *testing.T // within which the server runs, whatever test starts it again
	dir, port string
	options   []string
	process   *trial.Process
}

// start makes a database and starts its server, with more options.
func start(t *testing.T, options ...string) *server {
	t.Helper()
	install := trial.Program(t, "mariadb-server", "mariadb-install-db")
	dir, err := os.MkdirTemp("", "mariadb") // t.TempDir is within a folder that is its owner's alone
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if os.Getuid() == 0 {
		if out, err := exec.Command("chown", "mysql:", dir).CombinedOutput(); err != nil {
			t.Fatalf("chown: %v\n%s", err, out)
		}
	}
	s := &server{whole: t, dir: dir, port: trial.FreePort(t), options: options}
	cmd := exec.Command(install, s.args("--auth-root-authentication-method=normal", "--skip-test-db")...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, out)
	}
	s.restart(t)
	// t is like everybody, and root alone may come when there are too many.
	s.exec(t, "CREATE DATABASE trial", "CREATE USER t@'127.0.0.1'", "GRANT ALL ON trial.* TO t@'127.0.0.1'",
		"CREATE TABLE trial.ledger (id int, note text) ENGINE=InnoDB")
	return s
}

// args are arguments of the server's and of what makes its database, which both refuse root.
func (s *server) args(more ...string) []string {
	args := []string{"--no-defaults"} // has to be the first
	if os.Getuid() == 0 {
		args = append(args, "--user=mysql")
	} else if account, err := user.Current(); err == nil {
		args = append(args, "--user="+account.Username)
	}
	return append(append(args, "--datadir="+filepath.Join(s.dir, "data")), more...)
}

// restart starts the server, and waits until it answers.
func (s *server) restart(t *testing.T) {
	t.Helper()
	args := s.args("--socket="+filepath.Join(s.dir, "s"), "--port="+s.port, "--bind-address=127.0.0.1", "--pid-file="+filepath.Join(s.dir, "pid"),
		"--innodb-buffer-pool-size=32M", "--innodb-log-file-size=16M", "--innodb-flush-log-at-trx-commit=0", "--innodb-lock-wait-timeout=1",
		"--skip-log-bin", "--skip-name-resolve")
	db := s.open(t, "root", "")
	defer db.Close()
	s.process = trial.Start(s.whole, exec.Command(trial.Program(t, "mariadb-server", "mariadbd", "/usr/sbin/mariadbd"), append(args, s.options...)...),
		func() bool { return db.PingContext(context.Background()) == nil })
}

func (s *server) addr() string { return "127.0.0.1:" + s.port }

// open returns connections of a user's to the trial's database; root has none where it is to be made.
func (s *server) open(t *testing.T, user, parameters string) *sql.DB {
	t.Helper()
	database := "trial"
	if user == "root" {
		database = ""
	}
	return openAt(t, user, s.addr(), database, parameters)
}

func openAt(t *testing.T, user, addr, database, parameters string) *sql.DB {
	t.Helper()
	config, err := mysql.ParseDSN(user + "@tcp(" + addr + ")/" + database + parameters)
	if err != nil {
		t.Fatal(err)
	}
	config.Logger = &mysql.NopLogger{} // the driver writes a line for each connection that ends
	connector, err := mysql.NewConnector(config)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	t.Cleanup(func() { db.Close() })
	return db
}

// connect returns one connection of the user t's.
func (s *server) connect(t *testing.T) *sql.Conn {
	t.Helper()
	conn, err := s.open(t, "t", "").Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// exec runs statements as root.
func (s *server) exec(t *testing.T, statements ...string) {
	t.Helper()
	db := s.open(t, "root", "")
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// undone: the ledger has nothing of a note.
func (s *server) undone(t *testing.T, note string) {
	t.Helper()
	db, n := s.open(t, "root", ""), 0
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM trial.ledger WHERE note = ?", note).Scan(&n); err != nil {
		t.Fatal(err)
	}
	if n != 0 {
		t.Errorf("the ledger has %d entries of %q, which was refused", n, note)
	}
}
