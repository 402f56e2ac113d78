package trial

import (
	"errors"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// RequireServers names the environment variable that, set to 1, makes a test fail that lacks its server, where it is skipped
// otherwise.
const RequireServers = "BACKOFFGEN_REQUIRE_SERVERS"

// Program returns the path of a server's program: of a name on PATH, or of a pattern of [filepath.Glob], of which the last
// counts. Where there is none the test is skipped, or fails under [RequireServers]; pkg is Debian's package with it.
func Program(t testing.TB, pkg string, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
		if found, err := filepath.Glob(name); err == nil && len(found) > 0 {
			return found[len(found)-1]
		}
	}
	if os.Getenv(RequireServers) == "1" {
		t.Fatalf("%s is set, and %s is not installed", RequireServers, pkg)
	}
	t.Skipf("%s is not installed (apt-get install %s)", pkg, pkg)
	return ""
}

// FreePort returns a port of the loopback that nobody listens at. It is not one of those that systems give to connections
// themselves: while a server is down a client could get its port, and even be connected to itself, and the server could not start again.
func FreePort(t testing.TB) string {
	t.Helper()
	for range 1000 {
		port := strconv.Itoa(15_000 + rand.IntN(15_000))
		if listener, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
			listener.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return ""
}

// A Process is a server that a test has started.
type Process struct {
	cmd   *exec.Cmd
	ended chan struct{}
}

// Start runs cmd until the test ends, and waits until ready is true, for half a minute at most.
func Start(t testing.TB, cmd *exec.Cmd, ready func() bool) *Process {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &Process{cmd: cmd, ended: make(chan struct{})}
	go func() {
		_ = cmd.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() { p.Stop(t, os.Kill) })
	for start := time.Now(); !ready(); time.Sleep(10 * time.Millisecond) {
		select {
		case <-p.ended:
			t.Fatalf("%v ends: %v", cmd, cmd.ProcessState)
		default:
		}
		if time.Since(start) > 30*time.Second {
			t.Fatalf("%v does not start", cmd)
		}
	}
	return p
}

// Listening returns a function that reports whether somebody listens at addr.
func Listening(addr string) func() bool {
	return func() bool {
		conn, err := net.Dial("tcp", addr)
		if err == nil {
			conn.Close()
		}
		return err == nil
	}
}

// Signal sends a signal to the process alone, unless it has ended, and does not wait.
func (p *Process) Signal(t testing.TB, s os.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Error(err)
	}
}

// Stop sends a signal to the process unless it has ended, and waits for its end: half a minute, and then it is killed.
func (p *Process) Stop(t testing.TB, s os.Signal) {
	t.Helper()
	p.Signal(t, s)
	select {
	case <-p.ended:
	case <-time.After(30 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.ended
	}
}
