package nats

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/backoffgen/backoffgen/golden/trial"
)

// start runs a server in the process until the test ends.
func start(t *testing.T, options server.Options) *server.Server {
	t.Helper()
	options.Host, options.Port, options.NoLog, options.NoSigs = "127.0.0.1", -1, true, true
	options.JetStream, options.StoreDir = true, t.TempDir()
	s, err := server.NewServer(&options)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(20 * time.Second) {
		t.Fatal("the server does not start")
	}
	return s
}

// connect returns a connection that does not keep what it cannot send.
func connect(t *testing.T, url string, options ...nats.Option) *nats.Conn {
	t.Helper()
	conn, err := nats.Connect(url, append([]nats.Option{nats.ReconnectBufSize(-1), nats.MaxReconnects(-1),
		nats.ReconnectWait(time.Millisecond), nats.ReconnectJitter(0, 0), nats.RetryOnFailedConnect(true),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {})}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	return conn
}

// stream makes a stream, and returns it with what publishes to it, once each.
func stream(t *testing.T, conn *nats.Conn) (jetstream.JetStream, jetstream.Stream) {
	t.Helper()
	js, err := jetstream.New(conn)
	if err != nil {
		t.Fatal(err)
	}
	s, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "ledger", Subjects: []string{"ledger.*"}, Storage: jetstream.MemoryStorage})
	if err != nil {
		t.Fatal(err)
	}
	return js, s
}

// With idempotent=no no message is stored twice while connections break.
func TestNothingTwice(t *testing.T) {
	trial.Chaos{Callers: 16, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
		s := start(t, server.Options{})
		_, stored := stream(t, connect(t, s.ClientURL()))
		proxy := "nats://" + trial.BreakingProxy(t, s.Addr().(*net.TCPAddr).String())
		var streams []jetstream.JetStream
		for range 16 {
			js, err := jetstream.New(connect(t, proxy))
			if err != nil {
				t.Fatal(err)
			}
			streams = append(streams, js)
		}
		inner := &trial.Writer{Write: func(ctx context.Context, id int) error {
			short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
			defer cancel()
			_, err := streams[id%len(streams)].Publish(short, fmt.Sprint("ledger.", id), nil, jetstream.WithRetryAttempts(0))
			return err
		}}
		return NewRetryingLedger(inner), &inner.Attempts, func() map[int]int {
			info, err := stored.Info(t.Context(), jetstream.WithSubjectFilter("ledger.*"))
			if err != nil {
				t.Fatal(err)
			}
			done := map[int]int{}
			for subject, n := range info.State.Subjects {
				id, err := strconv.Atoi(subject[len("ledger."):])
				if err != nil {
					t.Fatal(err)
				}
				done[id] = int(n)
			}
			return done
		}
	}}.NothingTwice(t)
}
