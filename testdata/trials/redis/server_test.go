package redis

import (
	"context"
	"net"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/backoffgen/backoffgen/golden/trial"
)

// A server is a redis-server of a test's own.
type server struct {
	*trial.Process
	dir, addr string
}

// start runs a redis-server in a folder, with more arguments, until the test ends. It waits until the server answers, with an
// error too.
func start(t *testing.T, dir string, args ...string) server {
	t.Helper()
	port := trial.FreePort(t)
	s := server{dir: dir, addr: net.JoinHostPort("127.0.0.1", port)}
	cmd := exec.Command(trial.Program(t, "redis-server", "redis-server"), slices.Concat([]string{"--bind", "127.0.0.1", "--port", port, "--save", "",
		"--dir", dir, "--enable-debug-command", "local"}, args)...)
	s.Process = trial.Start(t, cmd, trial.Listening(s.addr))
	return s
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

// do runs a command that has to succeed.
func do(t *testing.T, client *redis.Client, args ...any) any {
	t.Helper()
	result, err := client.Do(t.Context(), args...).Result()
	if err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return result
}

// undone: the server's ledger has nothing of the key.
func undone(t *testing.T, client *redis.Client, key string) {
	t.Helper()
	if n, err := client.Exists(t.Context(), key).Result(); err != nil || n != 0 {
		t.Errorf("%s is there %d times (error: %v), although its command was refused", key, n, err)
	}
}
