package redis

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// expect holds an error against its classes, by what is generated.
func expect(t *testing.T, err error, want string) {
	t.Helper()
	trial.Expect(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err, want)
}

// until runs a command until it fails.
func until(t *testing.T, command func() error) error {
	t.Helper()
	for range 400 {
		if err := command(); err != nil {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("nothing fails")
	return nil
}

// What a server says by itself; and that what is safe to repeat left nothing.
func TestClasses(t *testing.T) {
	ctx := t.Context()
	t.Run("loading", func(t *testing.T) {
		dir := t.TempDir()
		first := start(t, dir)
		client := dial(t, first.addr)
		do(t, client, "DEBUG", "POPULATE", 2000)
		do(t, client, "SAVE")
		first.Stop(t, os.Kill)
		again := start(t, dir, "--key-load-delay", "500", "--loading-process-events-interval-bytes", "1024")
		client = dial(t, again.addr)
		expect(t, client.Incr(ctx, "loading").Err(), "transient")
		for client.Ping(ctx).Err() != nil {
			time.Sleep(20 * time.Millisecond)
		}
		undone(t, client, "loading")
	})
	t.Run("loading a large dump", func(t *testing.T) {
		if testing.Short() {
			t.Skip("it takes seconds to write one")
		}
		var client *redis.Client
		var err error
		for keys := 1_000_000; err == nil; keys *= 2 { // until this machine takes some time for them
			dir := t.TempDir()
			first := start(t, dir)
			writer := redis.NewClient(&redis.Options{Addr: first.addr, ReadTimeout: time.Minute, MaxRetries: -1})
			defer writer.Close()
			do(t, writer, "DEBUG", "POPULATE", keys, "key", 50)
			do(t, writer, "SAVE")
			first.Stop(t, os.Kill)
			client = dial(t, start(t, dir).addr)
			err = client.Incr(ctx, "loading").Err()
		}
		expect(t, err, "transient")
		for client.Ping(ctx).Err() != nil {
			time.Sleep(20 * time.Millisecond)
		}
		undone(t, client, "loading")
	})
	t.Run("read only, and without its primary", func(t *testing.T) {
		primary := start(t, t.TempDir(), "--repl-diskless-sync-delay", "0")
		host, port, _ := net.SplitHostPort(primary.addr)
		replica := dial(t, start(t, t.TempDir(), "--replicaof", host+" "+port, "--replica-serve-stale-data", "no").addr)
		for !strings.Contains(replica.Info(ctx, "replication").Val(), "master_link_status:up") {
			time.Sleep(20 * time.Millisecond)
		}
		expect(t, replica.Incr(ctx, "readonly").Err(), "transient")
		undone(t, dial(t, primary.addr), "readonly")
		primary.Stop(t, os.Kill)
		err := until(t, func() error { return replica.Get(ctx, "key").Err() })
		if err == redis.Nil { // the link is not known to be down yet
			err = until(t, func() error {
				if err := replica.Get(ctx, "key").Err(); err != redis.Nil {
					return err
				}
				return nil
			})
		}
		expect(t, err, "transient")
	})
	t.Run("no replicas", func(t *testing.T) {
		client := dial(t, start(t, t.TempDir(), "--min-replicas-to-write", "1").addr)
		expect(t, client.Incr(ctx, "alone").Err(), "transient")
		undone(t, client, "alone")
	})
	t.Run("too many clients", func(t *testing.T) {
		server := start(t, t.TempDir(), "--maxclients", "2")
		held := []*redis.Client{dial(t, server.addr), dial(t, server.addr)}
		for _, client := range held {
			until(t, func() error { // the connection that has waited for the server may be counted still
				if client.Ping(ctx).Err() == nil {
					return redis.Nil
				}
				return nil
			})
		}
		err := dial(t, server.addr).Incr(ctx, "refused").Err()
		if strings.HasPrefix(err.Error(), "ERR ") {
			expect(t, err, "throttled")
		} else {
			expect(t, err, "unknown") // the server may close the connection before its words are read
		}
		undone(t, held[0], "refused")
	})
	t.Run("busy", func(t *testing.T) {
		server := start(t, t.TempDir(), "--busy-reply-threshold", "50")
		client := dial(t, server.addr)
		scripted := make(chan error, 1)
		go func() { scripted <- dial(t, server.addr).Eval(context.Background(), "while true do end", nil).Err() }()
		expect(t, until(t, func() error { return client.Incr(ctx, "busy:probe").Err() }), "transient")
		expect(t, client.Incr(ctx, "busy").Err(), "transient")
		do(t, client, "SCRIPT", "KILL")
		<-scripted
		undone(t, client, "busy")
	})
	t.Run("snapshots fail", func(t *testing.T) {
		server := start(t, t.TempDir())
		client := dial(t, server.addr)
		do(t, client, "CONFIG", "SET", "save", "3600 1")
		if err := os.Mkdir(filepath.Join(server.dir, "dump.rdb"), 0o755); err != nil {
			t.Fatal(err)
		}
		do(t, client, "BGSAVE")
		expect(t, until(t, func() error { return client.Incr(ctx, "probe").Err() }), "") // until somebody mends the disk
	})
	t.Run("a watched key changes", func(t *testing.T) {
		client := dial(t, start(t, t.TempDir()).addr)
		err := client.Watch(ctx, func(tx *redis.Tx) error {
			do(t, client, "SET", "watched", "other")
			_, err := tx.TxPipelined(ctx, func(p redis.Pipeliner) error { p.Incr(ctx, "undone"); return nil })
			return err
		}, "watched")
		expect(t, err, "conflict")
		undone(t, client, "undone")
	})
	t.Run("no memory, no key, and the wrong kind", func(t *testing.T) {
		client := dial(t, start(t, t.TempDir()).addr)
		expect(t, client.Get(ctx, "nothing").Err(), "")
		do(t, client, "SET", "text", "text")
		expect(t, client.LPush(ctx, "text", 1).Err(), "")
		do(t, client, "CONFIG", "SET", "maxmemory", "1")
		expect(t, client.Incr(ctx, "memory").Err(), "")
	})
	t.Run("a client is killed", func(t *testing.T) {
		client := dial(t, start(t, t.TempDir()).addr)
		blocked := make(chan error, 1)
		go func() { blocked <- client.Do(context.Background(), "BLPOP", "nothing", 20).Err() }()
		until(t, func() error {
			if strings.Contains(client.ClientList(ctx).Val(), "cmd=blpop") {
				return redis.Nil
			}
			return nil
		})
		do(t, client, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
		expect(t, <-blocked, "unknown")
	})
	t.Run("killed", func(t *testing.T) {
		server := start(t, t.TempDir())
		client := dial(t, server.addr)
		do(t, client, "PING")
		waiting := make(chan error, 1)
		go func() { waiting <- client.Do(context.Background(), "DEBUG", "SLEEP", "20").Err() }()
		time.Sleep(100 * time.Millisecond)
		server.Stop(t, os.Kill)
		expect(t, <-waiting, "unknown")
		expect(t, client.Incr(ctx, "gone").Err(), "unsent")
	})
}
