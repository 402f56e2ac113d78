package nats

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// expect holds an error against its classes, by what is generated.
func expect(t *testing.T, err error, want string) {
	t.Helper()
	trial.Expect(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err, want)
}

func TestRequests(t *testing.T) {
	ctx, s := t.Context(), start(t, server.Options{})
	conn := connect(t, s.ClientURL())
	request := func(subject string) error {
		_, err := conn.Request(subject, nil, 50*time.Millisecond)
		return err
	}
	expect(t, request("nobody"), "unsent")
	heard := make(chan struct{}, 2)
	if _, err := conn.Subscribe("silent", func(*nats.Msg) { heard <- struct{}{} }); err != nil {
		t.Fatal(err)
	}
	expect(t, request("silent"), "unknown")
	<-heard // it was delivered all the same
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	_, err := conn.RequestWithContext(short, "silent", nil)
	expect(t, err, "unknown")
	expect(t, conn.Publish("", nil), "")

	conn.Close()
	expect(t, request("nobody"), "")
}

func TestJetStream(t *testing.T) {
	ctx, s := t.Context(), start(t, server.Options{})
	js, stored := stream(t, connect(t, s.ClientURL()))
	old, err := connect(t, s.ClientURL()).JetStream()
	if err != nil {
		t.Fatal(err)
	}
	publish := func(subject string, options ...jetstream.PublishOpt) error {
		_, err := js.Publish(ctx, subject, nil, append(options, jetstream.WithRetryAttempts(0))...)
		return err
	}
	expect(t, publish("no.stream"), "unsent")
	if err := publish("ledger.1"); err != nil {
		t.Fatal(err)
	}
	expect(t, publish("ledger.1", jetstream.WithExpectLastSequence(7)), "conflict")
	_, err = old.Publish("ledger.1", nil, nats.ExpectLastSequencePerSubject(7))
	expect(t, err, "conflict")
	kv, err := js.CreateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: "keys"})
	if err != nil {
		t.Fatal(err)
	}
	revision, err := kv.Put(ctx, "key", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = kv.Update(ctx, "key", nil, revision+7)
	expect(t, err, "conflict")
	_, err = kv.Create(ctx, "key", nil)
	expect(t, err, "conflict")
	_, err = kv.Get(ctx, "nothing")
	expect(t, err, "")
	_, err = js.Stream(ctx, "nowhere")
	expect(t, err, "")
	info, err := stored.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if info.State.Msgs != 1 {
		t.Errorf("%d messages are stored, want the one that was not refused", info.State.Msgs)
	}
}

func TestServers(t *testing.T) {
	t.Run("away", func(t *testing.T) {
		_, err := nats.Connect("nats://127.0.0.1:" + trial.FreePort(t))
		expect(t, err, "unsent")
	})
	t.Run("too many connections", func(t *testing.T) {
		s := start(t, server.Options{MaxConn: 1})
		connect(t, s.ClientURL())
		_, err := nats.Connect(s.ClientURL(), nats.SetCustomDialer(reading{}))
		expect(t, err, "throttled")
		_, err = nats.Connect(s.ClientURL())
		want := "throttled"
		if !strings.Contains(fmt.Sprint(err), "exceeded") { // the connection was closed before the client wrote, which then reads nothing
			want = "unknown"
		}
		expect(t, err, want)
	})
	t.Run("a password that is wrong", func(t *testing.T) {
		s := start(t, server.Options{Username: "u", Password: "right"})
		_, err := nats.Connect(s.ClientURL(), nats.UserInfo("u", "wrong"))
		expect(t, err, "")
	})
	t.Run("ends", func(t *testing.T) {
		s := start(t, server.Options{})
		conn := connect(t, s.ClientURL())
		if _, err := conn.Subscribe("silent", func(*nats.Msg) {}); err != nil {
			t.Fatal(err)
		}
		waiting := make(chan error, 1)
		go func() { _, err := conn.Request("silent", nil, time.Second); waiting <- err }()
		time.Sleep(100 * time.Millisecond)
		s.Shutdown()
		expect(t, <-waiting, "unknown")
		_, err := conn.Request("silent", nil, time.Second)
		expect(t, err, "unsent") // there is no room to keep it
	})
}

// reading dials connections of which a client reads what the server said last, however early the server closed them: writing to
// them does not fail.
type reading struct{ net.Conn }

func (reading) Dial(network, address string) (net.Conn, error) {
	conn, err := net.Dial(network, address)
	return reading{conn}, err
}

func (c reading) Write(b []byte) (int, error) {
	c.Conn.Write(b)
	return len(b), nil
}
