//go:build unix

package trial

import (
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// The ways to stop a PostgreSQL, by the signals that its manual names.
const (
	Smart     = syscall.SIGTERM // waits for its clients
	Fast      = syscall.SIGINT  // rolls back what runs
	Immediate = syscall.SIGQUIT // a crash, all but
)

// A Postgres is a PostgreSQL server of a test's own, with the superuser postgres, and trust in everybody.
type Postgres struct {
	Addr    string   // host and port, on the loopback
	Process *Process // of the server that runs, or ran last

	t              testing.TB // within which the server runs, whatever test starts it again
	bin, dir, port string
	options        []string
}

// StartPostgres makes a cluster, and starts its server with options such as max_connections=5. Where PostgreSQL is missing the
// test is skipped, or fails under [RequireServers].
func StartPostgres(t testing.TB, options ...string) *Postgres {
	t.Helper()
	initdb := Program(t, "postgresql", "/usr/lib/postgresql/*/bin/initdb", "initdb")
	dir, err := os.MkdirTemp("", "postgres") // t.TempDir is within a folder that is its owner's alone, and a socket's path has to be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	p := &Postgres{t: t, bin: filepath.Dir(initdb), dir: dir, port: FreePort(t), options: options}
	p.Addr = "127.0.0.1:" + p.port
	init := p.command(t, "initdb", "-D", filepath.Join(dir, "data"), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
	if output, err := init.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", init, err, output)
	}
	p.Restart(t)
	return p
}

// URL is what a role connects to.
func (p *Postgres) URL(role string) string {
	return "postgres://" + role + "@" + p.Addr + "/postgres?sslmode=disable"
}

// Restart starts the server after it was stopped, and waits until it answers.
func (p *Postgres) Restart(t testing.TB) {
	t.Helper()
	args := []string{"-D", filepath.Join(p.dir, "data"), "-p", p.port, "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories=" + p.dir, "-c", "fsync=off"}
	for _, option := range p.options {
		args = append(args, "-c", option)
	}
	p.Process = Start(p.t, p.command(t, "postgres", args...), func() bool {
		return p.command(t, "pg_isready", "-q", "-h", "127.0.0.1", "-p", p.port).Run() == nil
	})
}

// command returns a command of the server's, which refuses to run as root: then it runs as the user postgres.
func (p *Postgres) command(t testing.TB, name string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(filepath.Join(p.bin, name), args...)
	cmd.Dir = p.dir
	if os.Getuid() != 0 {
		return cmd
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		t.Fatalf("as root a user postgres is needed: %v", err)
	}
	uid, _ := strconv.ParseUint(account.Uid, 10, 32)
	gid, _ := strconv.ParseUint(account.Gid, 10, 32)
	if err := os.Chown(p.dir, int(uid), int(gid)); err != nil {
		t.Fatal(err)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	return cmd
}
