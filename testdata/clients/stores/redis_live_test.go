package stores

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// A redisServer is a redis-server of a test's own, on a free port of the loopback.
type redisServer struct {
	dir, addr string
	cmd       *exec.Cmd
}

// startRedis runs a redis-server with more arguments, until the test ends. It waits until the server answers, with an error too.
func startRedis(t *testing.T, dir string, args ...string) *redisServer {
	t.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		if os.Getenv("BACKOFFGEN_REQUIRE_SERVERS") == "1" {
			t.Fatal("redis-server is not installed")
		}
		t.Skip("redis-server is not installed (apt-get install redis-server)")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	listener.Close()
	_, port, _ := net.SplitHostPort(addr)
	s := &redisServer{dir: dir, addr: addr}
	s.cmd = exec.Command(path, slices.Concat([]string{"--bind", "127.0.0.1", "--port", port, "--save", "", "--dir", dir,
		"--enable-debug-command", "local"}, args)...)
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.kill)
	for range 400 {
		if conn, err := net.Dial("tcp", addr); err == nil {
			conn.Close()
			return s
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("redis-server does not start")
	return nil
}

// kill ends the server at once.
func (s *redisServer) kill() {
	if s.cmd.ProcessState == nil {
		s.cmd.Process.Kill()
		s.cmd.Wait()
	}
}

// silence takes what the client logs: a line for every connection that it cannot make.
type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}

func init() { redis.SetLogger(silence{}) }

// dial returns a client that makes one try of each command.
func dial(t *testing.T, addr string) *redis.Client {
	t.Helper()
	client := redis.NewClient(&redis.Options{
		Addr: addr, MaxRetries: -1, DisableIdentity: true, DialerRetries: 1, DialerRetryTimeout: time.Millisecond,
		PoolSize: 100_000, // after as many failed dials as it is large, a pool does not dial for a second
	})
	t.Cleanup(func() { client.Close() })
	return client
}

// expectClass holds an error against the one class that it belongs to; with "" it belongs to none.
func expectClass(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one that is %s", want)
	}
	for class, is := range redisClasses() {
		if !strings.Contains(class, ",") && is(err) != (class == want) {
			t.Errorf("%T %v is %s: %t, want it to be %q", err, err, class, is(err), want)
		}
	}
}

// do runs a command that has to succeed.
func do(t *testing.T, client *redis.Client, args ...any) any {
	t.Helper()
	result, err := client.Do(t.Context(), args...).Result()
	if err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return result
}

// expectUndone: the server's ledger has nothing of the key.
func expectUndone(t *testing.T, client *redis.Client, key string) {
	t.Helper()
	if n, err := client.Exists(t.Context(), key).Result(); err != nil || n != 0 {
		t.Errorf("%s is there %d times (error: %v), although its command was refused", key, n, err)
	}
}

// The classes of what a server says by itself, and that what is safe to repeat left nothing.
func TestRedisServer(t *testing.T) {
	ctx := t.Context()
	t.Run("loading", func(t *testing.T) {
		dir := t.TempDir()
		first := startRedis(t, dir)
		client := dial(t, first.addr)
		do(t, client, "DEBUG", "POPULATE", 2000)
		do(t, client, "SAVE")
		first.kill()
		again := startRedis(t, dir, "--key-load-delay", "500", "--loading-process-events-interval-bytes", "1024")
		client = dial(t, again.addr)
		expectClass(t, client.Incr(ctx, "loading").Err(), "transient")
		for client.Ping(ctx).Err() != nil {
			time.Sleep(20 * time.Millisecond)
		}
		expectUndone(t, client, "loading")
	})
	t.Run("read only", func(t *testing.T) {
		primary := startRedis(t, t.TempDir())
		host, port, _ := net.SplitHostPort(primary.addr)
		replica := startRedis(t, t.TempDir(), "--replicaof", host+" "+port)
		expectClass(t, dial(t, replica.addr).Incr(ctx, "readonly").Err(), "transient")
		expectUndone(t, dial(t, primary.addr), "readonly")
	})
	t.Run("no replicas", func(t *testing.T) {
		client := dial(t, startRedis(t, t.TempDir(), "--min-replicas-to-write", "1").addr)
		expectClass(t, client.Incr(ctx, "alone").Err(), "transient")
		expectUndone(t, client, "alone")
	})
	t.Run("too many clients", func(t *testing.T) {
		server := startRedis(t, t.TempDir(), "--maxclients", "2")
		held := []*redis.Client{dial(t, server.addr), dial(t, server.addr)}
		for _, client := range held {
			do(t, client, "PING")
		}
		err := dial(t, server.addr).Incr(ctx, "refused").Err()
		if isRedisUnknown(err) { // the server may close the connection before its words are read
			t.Logf("the server's words were lost: %v", err)
		} else {
			expectClass(t, err, "throttled")
		}
		expectUndone(t, held[0], "refused")
	})
	t.Run("busy", func(t *testing.T) {
		server := startRedis(t, t.TempDir(), "--busy-reply-threshold", "50")
		client := dial(t, server.addr)
		scripted := make(chan error, 1)
		go func() { scripted <- dial(t, server.addr).Eval(context.Background(), "while true do end", nil).Err() }()
		var err error
		for range 100 {
			if err = client.Incr(ctx, "busy:probe").Err(); err != nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		expectClass(t, err, "transient")
		expectClass(t, client.Incr(ctx, "busy").Err(), "transient")
		do(t, client, "SCRIPT", "KILL")
		<-scripted
		expectUndone(t, client, "busy")
	})
	t.Run("snapshots fail", func(t *testing.T) {
		server := startRedis(t, t.TempDir())
		client := dial(t, server.addr)
		do(t, client, "CONFIG", "SET", "save", "3600 1")
		if err := os.Mkdir(filepath.Join(server.dir, "dump.rdb"), 0o755); err != nil {
			t.Fatal(err)
		}
		do(t, client, "BGSAVE")
		var err error
		for range 200 {
			if err = client.Incr(ctx, "probe").Err(); err != nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		expectClass(t, err, "") // until somebody mends the disk
	})
	t.Run("killed", func(t *testing.T) {
		server := startRedis(t, t.TempDir())
		client := dial(t, server.addr)
		do(t, client, "PING")
		waiting := make(chan error, 1)
		go func() { waiting <- client.Do(context.Background(), "DEBUG", "SLEEP", "20").Err() }()
		time.Sleep(100 * time.Millisecond)
		server.kill()
		expectClass(t, <-waiting, "unknown")
		expectClass(t, client.Incr(ctx, "gone").Err(), "unsent")
	})
}

// counter adds in a server, by one try of the client for each, and counts its attempts.
type counter struct {
	client   *redis.Client
	attempts int
}

func (c *counter) Once(ctx context.Context, key string) error {
	c.attempts++
	return c.client.Incr(ctx, key).Err()
}

func (c *counter) Again(ctx context.Context, key string) error { return c.Once(ctx, key) }

// TestRedisNothingTwice: under idempotent=no nothing is carried out twice, whenever connections break, and retries save calls all
// the same. That the trial would show it is seen under idempotent=yes.
func TestRedisNothingTwice(t *testing.T) {
	for name, call := range map[string]func(Counter, context.Context, string) error{"idempotent=no": Counter.Once, "idempotent=yes": Counter.Again} {
		t.Run(name, func(t *testing.T) {
			calls := 10_000
			if testing.Short() {
				calls = 1000
			}
			server := startRedis(t, t.TempDir())
			inner := &counter{client: dial(t, breakingProxy(t, server.addr))}
			store := NewRetryingCounter(inner)
			failed := 0
			for i := range calls {
				if err := call(store, t.Context(), fmt.Sprint("call:", i)); err != nil {
					failed++
				}
			}
			done, twice := ledger(t, dial(t, server.addr), calls)
			t.Logf("%d calls, %d attempts, %d failed, %d carried out, %d more than once", calls, inner.attempts, failed, done, twice)
			if done < calls-failed {
				t.Errorf("%d calls succeeded, and the server knows of %d", calls-failed, done)
			}
			if may := name == "idempotent=yes"; twice > 0 != may {
				t.Errorf("%d calls were carried out more than once", twice)
			}
			if inner.attempts <= calls {
				t.Error("nothing broke")
			}
		})
	}
}

// ledger says how many of the calls the server has carried out, and how many of them more than once.
func ledger(t *testing.T, client *redis.Client, calls int) (done, twice int) {
	t.Helper()
	for i := range calls {
		n, err := client.Get(t.Context(), fmt.Sprint("call:", i)).Int()
		switch {
		case errors.Is(err, redis.Nil):
		case err != nil:
			t.Fatal(err)
		case n > 1:
			twice++
			done++
		default:
			done++
		}
	}
	return done, twice
}

// breakingProxy passes on to addr what is sent, and breaks connections now and then: as soon as they are made, before a
// request is passed on, or after that, so that its answer is lost. Now and then nobody listens for a moment.
func breakingProxy(t *testing.T, addr string) string {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	var mu sync.Mutex
	chance := func(n int) bool {
		mu.Lock()
		defer mu.Unlock()
		return random.IntN(n) == 0
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := listener.Addr().String()
	var running sync.WaitGroup
	stopped := make(chan struct{})
	running.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			select {
			case <-stopped:
				conn.Close()
				listener.Close()
				return
			default:
			}
			if chance(5) { // the next dial is refused
				listener.Close()
				running.Go(func() { breakingConn(conn, addr, chance) })
				if listener = listenAgain(at, stopped); listener == nil {
					return
				}
				continue
			}
			running.Go(func() { breakingConn(conn, addr, chance) })
		}
	})
	t.Cleanup(func() {
		close(stopped)
		if conn, err := net.Dial("tcp", at); err == nil { // so that nobody waits for a connection
			conn.Close()
		}
		running.Wait()
	})
	return at
}

// listenAgain listens at an address after a moment, or returns nil once that is stopped.
func listenAgain(addr string, stopped <-chan struct{}) net.Listener {
	for {
		select {
		case <-stopped:
			return nil
		case <-time.After(2 * time.Millisecond):
		}
		if listener, err := net.Listen("tcp", addr); err == nil {
			return listener
		}
	}
}

func breakingConn(near net.Conn, addr string, chance func(int) bool) {
	defer near.Close()
	far, err := net.Dial("tcp", addr)
	if err != nil {
		return
	}
	defer far.Close()
	buf := make([]byte, 4096)
	for {
		n, err := near.Read(buf)
		if err != nil || chance(60) {
			return // the request is lost
		}
		if _, err := far.Write(buf[:n]); err != nil {
			return
		}
		n, err = far.Read(buf)
		if errors.Is(err, io.EOF) || chance(60) {
			return // the answer is lost
		}
		if _, err := near.Write(buf[:n]); err != nil {
			return
		}
	}
}
