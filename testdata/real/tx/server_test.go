package tx

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
)

// requireServers makes a test that lacks its server fail, where it is skipped otherwise.
const requireServers = "BACKOFFGEN_REQUIRE_SERVERS"

// startPostgres runs a PostgreSQL server for the test, on a free loopback port, and returns its connection string.
func startPostgres(t *testing.T) string {
	t.Helper()
	initdb, control, err := findPostgres()
	if err != nil {
		if os.Getenv(requireServers) == "1" {
			t.Fatalf("%s is set, and PostgreSQL is not installed: %v", requireServers, err)
		}
		t.Skipf("PostgreSQL is not installed (apt-get install postgresql): %v", err)
	}
	dir, err := os.MkdirTemp("", "backoff-postgres") // a socket's path has to be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	run := func(name string, args ...string) error {
		out, err := asServer(t, dir, name, args...).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%s: %w\n%s", name, err, out)
		}
		return nil
	}
	data := filepath.Join(dir, "data")
	if err := run(initdb, "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"); err != nil {
		t.Fatal(err)
	}
	for try := 1; ; try++ {
		port := freePort(t)
		options := fmt.Sprintf("-p %s -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off", port, dir)
		err := run(control, "-D", data, "-w", "-t", "30", "-l", filepath.Join(dir, "log"), "-o", options, "start")
		if err == nil {
			t.Cleanup(func() {
				if err := run(control, "-D", data, "-w", "-m", "immediate", "stop"); err != nil {
					t.Error(err)
				}
			})
			return "postgres://postgres@127.0.0.1:" + port + "/postgres?sslmode=disable"
		}
		if try == 3 { // another process may have taken the port between our look and the server's
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			t.Fatalf("%v\n%s", err, log)
		}
	}
}

// findPostgres returns the programs that make and run a database, where PATH or Debian has them.
func findPostgres() (initdb, control string, err error) {
	if initdb, err = exec.LookPath("initdb"); err == nil {
		control, err = exec.LookPath("pg_ctl")
		return initdb, control, err
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", "", err
	}
	last := found[len(found)-1]
	return last, filepath.Join(filepath.Dir(last), "pg_ctl"), nil
}

// asServer returns a command of the server's, which refuses to run as root: then it runs as the user postgres, whose dir is.
func asServer(t *testing.T, dir, name string, args ...string) *exec.Cmd {
	t.Helper()
	if os.Getuid() != 0 {
		return exec.Command(name, args...)
	}
	if _, err := user.Lookup("postgres"); err != nil {
		t.Skipf("as root a user postgres is needed: %v", err)
	}
	if out, err := exec.Command("chown", "postgres", dir).CombinedOutput(); err != nil {
		t.Fatalf("chown: %v\n%s", err, out)
	}
	cmd := exec.Command("runuser", append([]string{"-u", "postgres", "--", name}, args...)...)
	cmd.Dir = dir
	return cmd
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, found := strings.Cut(listener.Addr().String(), ":")
	if !found {
		t.Fatal(listener.Addr())
	}
	return port
}
