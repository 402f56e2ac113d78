package users

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
	"github.com/rs/zerolog"
	"go.uber.org/goleak"
)

// The client writes a line for every connection that it cannot open, which is what these tests are about.
func TestMain(m *testing.M) {
	redis.SetLogger(silence{})
	os.Exit(m.Run())
}

type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}

// requireServers makes a test that lacks its server fail, where it is skipped otherwise.
const requireServers = "BACKOFFGEN_REQUIRE_SERVERS"

// startRedis runs a redis-server for the test, on a free loopback port, and returns its address.
func startRedis(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		if os.Getenv(requireServers) == "1" {
			t.Fatalf("%s is set, and redis-server is not installed: %v", requireServers, err)
		}
		t.Skipf("redis-server is not installed (apt-get install redis-server): %v", err)
	}
	for try := 1; ; try++ {
		addr, output, ok := tryRedis(t, path)
		if ok {
			return addr
		}
		if try == 3 { // another process may have taken the port between our look and the server's
			t.Fatalf("redis-server does not start:\n%s", output)
		}
	}
}

func tryRedis(t *testing.T, path string) (addr, output string, ok bool) {
	t.Helper()
	_, port, err := net.SplitHostPort(freeAddr(t))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no",
		"--daemonize", "no", "--dir", t.TempDir())
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready, drained := make(chan bool, 1), make(chan struct{})
	var log strings.Builder // the goroutine's until drained is closed
	go func() {
		defer close(drained)
		lines := bufio.NewScanner(stdout)
		for lines.Scan() {
			fmt.Fprintln(&log, lines.Text())
			if strings.Contains(lines.Text(), "Ready to accept connections") {
				ready <- true
			}
		}
		close(ready)
	}()
	stop := func() {
		cmd.Process.Kill() // there is nothing to save
		<-drained
		cmd.Wait()
	}
	select {
	case ok := <-ready:
		if ok {
			t.Cleanup(stop)
			return net.JoinHostPort("127.0.0.1", port), "", true
		}
	case <-time.After(20 * time.Second):
	}
	stop()
	return "", log.String(), false
}

func freeAddr(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// A network is the way to redis, through a proxy that does what a test tells it to.
type network struct {
	t     *testing.T
	proxy *toxiproxy.Proxy
}

func startNetwork(t *testing.T, upstream string) *network {
	t.Helper()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	n := &network{t, toxiproxy.NewProxy(server, "redis", "127.0.0.1:0", upstream)}
	n.up()
	t.Cleanup(n.down)
	return n
}

func (n *network) addr() string { return n.proxy.Listen }

// up lets connections in again, at the address that they were let in at before.
func (n *network) up() {
	n.t.Helper()
	if err := n.proxy.Start(); err != nil {
		n.t.Errorf("proxy: %v", err)
	}
}

// down cuts all connections and refuses new ones.
func (n *network) down() { n.proxy.Stop() }

// add adds a toxic; its attributes are as toxiproxy's documentation says.
func (n *network) add(kind, attributes string) {
	n.t.Helper()
	toxic := fmt.Sprintf(`{"type": %q, "attributes": {%s}}`, kind, attributes)
	if _, err := n.proxy.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
		n.t.Errorf("proxy: %s: %v", toxic, err)
	}
}

// clear takes all toxics away.
func (n *network) clear() { n.proxy.Toxics.ResetToxics(context.Background()) }

// connect returns a client that leaves all retrying to the decorator.
func connect(t *testing.T, addr string) *redis.Client {
	t.Helper()
	client := redis.NewClient(&redis.Options{
		Addr:                     addr,
		MaxRetries:               -1,
		DialerRetries:            1,
		ContextTimeoutEnabled:    true,
		DialTimeout:              time.Second,
		PoolSize:                 64, // refusals in a row before the pool gives them by itself, for up to a second
		PoolTimeout:              100 * time.Millisecond,
		DisableIdentity:          true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	})
	t.Cleanup(func() {
		if err := client.Close(); err != nil {
			t.Errorf("closing the client: %v", err)
		}
	})
	return client
}

// leavesNothing fails the test when a goroutine of it is left after all its other cleanups. What the client does in the
// background ends within a second or so of its being closed.
func leavesNothing(t *testing.T) {
	t.Helper()
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() {
		var err error
		for range 10 {
			if err = goleak.Find(before); err == nil {
				return
			}
			time.Sleep(500 * time.Millisecond)
		}
		t.Error(err)
	})
}
