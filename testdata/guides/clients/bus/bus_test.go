package bus

import (
	"context"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	nats "github.com/nats-io/nats.go"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A service that is not there yet is asked again until it is.
func TestConn(t *testing.T) {
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, NoLog: true, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	defer s.WaitForShutdown()
	defer s.Shutdown()
	if !s.ReadyForConnections(20 * time.Second) {
		t.Fatal("the server does not start")
	}
	inner, err := nats.Connect(s.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	defer inner.Close()
	attempts := 0
	conn := NewRetryingConn(inner, backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
		if e.Kind != backoff.EventAttemptEnded {
			return
		}
		if attempts++; attempts == 2 {
			if _, err := inner.Subscribe("greetings", func(m *nats.Msg) { m.Respond([]byte("hello " + string(m.Data))) }); err != nil {
				t.Error(err)
			}
		}
	})))
	answer, err := conn.RequestWithContext(t.Context(), "greetings", []byte("world"))
	if err != nil || string(answer.Data) != "hello world" || attempts != 3 {
		t.Fatalf("%v, %v after %d attempts, want 3", answer, err, attempts)
	}
	if err := conn.Publish("news", []byte("it works")); err != nil {
		t.Error(err)
	}
}
