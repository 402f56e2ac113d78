package chaos

import (
	"context"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/backoffgen/backoffgen/golden/trial"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

type redisStore struct{ client *redis.Client }

func (r redisStore) Once(ctx context.Context, id int) error {
	return r.client.HIncrBy(ctx, "once", strconv.Itoa(id), 1).Err()
}

const keyedScript = `redis.call('HINCRBY', 'seen', ARGV[2], 1)
if redis.call('SETNX', 'key:' .. ARGV[1], 1) == 1 then redis.call('HINCRBY', 'keyed', ARGV[2], 1) end
return 1`

func (r redisStore) Keyed(ctx context.Context, id int) error {
	key, _ := backoff.IdempotencyKey(ctx)
	return r.client.Eval(ctx, keyedScript, nil, key, id).Err()
}

// silence takes what the client logs: a line for every connection that it cannot make.
type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}

func init() { redis.SetLogger(silence{}) }

func dialRedis(addr string) *redis.Client {
	return redis.NewClient(&redis.Options{
		Addr: addr, MaxRetries: -1, DisableIdentity: true, DialerRetries: 1, DialerRetryTimeout: time.Millisecond, ContextTimeoutEnabled: true,
		PoolSize: 100_000, // after as many failed dials as it is large, a pool does not dial for a second
	})
}

func redisSystem(t *testing.T) system {
	port, dir := trial.FreePort(t), t.TempDir()
	addr := net.JoinHostPort("127.0.0.1", port)
	var process *trial.Process
	start := func(*testing.T) { // within the whole test, and not within the part that starts it again
		// It writes before it answers, and nobody but the machine's end could take that away. By default it does not for two seconds
		// while what it has written goes to a slow disk, and loses what it has answered when it is killed then.
		args := []string{"--bind", "127.0.0.1", "--port", port, "--save", "", "--dir", dir, "--appendonly", "yes", "--appendfsync", "no", "--maxclients", "2000"}
		process = trial.Start(t, exec.Command(trial.Program(t, "redis-server", "redis-server"), args...), trial.Listening(addr))
	}
	start(t)
	with := func(do func(c *redis.Client)) {
		c := dialRedis(addr)
		defer c.Close()
		do(c)
	}
	return system{
		name: "Redis", addr: addr,
		dial: func(t *testing.T, addr string) (store, func()) {
			c := dialRedis(addr)
			return redisStore{c}, func() { c.Close() }
		},
		wrap:  func(inner store) store { return NewRetryingRedis(inner) },
		kill:  func(t *testing.T) { process.Stop(t, os.Kill) },
		start: start,
		ledger: func(t *testing.T) (l ledger) {
			with(func(c *redis.Client) { l = ledger{hash(t, c, "once"), hash(t, c, "keyed"), hash(t, c, "seen")} })
			return l
		},
		held: func(t *testing.T) (n int) {
			with(func(c *redis.Client) {
				list, err := c.ClientList(context.Background()).Result()
				if err != nil {
					t.Fatal(err)
				}
				n = strings.Count(list, "\n") - 1 // but for this one
			})
			return n
		},
	}
}

func hash(t *testing.T, c *redis.Client, key string) map[int]int {
	t.Helper()
	for c.Ping(context.Background()).Err() != nil { // it may still read what it had written
		time.Sleep(10 * time.Millisecond)
	}
	fields, err := c.HGetAll(context.Background(), key).Result()
	if err != nil {
		t.Fatal(err)
	}
	found := map[int]int{}
	for id, n := range fields {
		i, _ := strconv.Atoi(id)
		found[i], _ = strconv.Atoi(n)
	}
	return found
}
