package cache

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/alicebob/miniredis/v2"
	redis "github.com/redis/go-redis/v9"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A server that is loading its data is asked again, whatever the command is; a key that is not there is an answer.
func TestClient(t *testing.T) {
	server := miniredis.RunT(t)
	attempts := 0
	client := New(server.Addr(), backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
		if e.Kind == backoff.EventAttemptStarted {
			attempts++
		}
		if attempts == 3 {
			server.SetError("")
		}
	})))
	for name, call := range map[string]func() error{
		"Set":  func() error { _, err := client.Set(t.Context(), "key", "value", 0); return err },
		"Incr": func() error { _, err := client.Incr(t.Context(), "visits"); return err },
	} {
		attempts = 0
		server.SetError("LOADING Redis is loading the dataset in memory")
		if err := call(); err != nil || attempts != 3 {
			t.Errorf("%s: %v after %d attempts, want 3", name, err, attempts)
		}
	}
	if got, err := server.Get("visits"); got != "1" || err != nil {
		t.Errorf("the server counted %s visits, %v", got, err)
	}
	attempts = 0
	if _, err := client.Get(t.Context(), "nothing"); !errors.Is(err, redis.Nil) || attempts != 1 {
		t.Errorf("%v after %d attempts", err, attempts)
	}
}

// gone loses every connection.
type gone struct {
	Client
	calls int
}

func (g *gone) Get(context.Context, string) (string, error) { g.calls++; return "", io.EOF }
func (g *gone) Incr(context.Context, string) (int64, error) { g.calls++; return 0, io.EOF }

// What may have been carried out is repeated where that does no harm.
func TestLostConnection(t *testing.T) {
	inner := &gone{}
	client := NewRetryingClient(inner)
	if _, err := client.Get(t.Context(), "key"); err != io.EOF || inner.calls != 4 {
		t.Errorf("Get: %v after %d attempts, want 4", err, inner.calls)
	}
	inner.calls = 0
	if _, err := client.Incr(t.Context(), "visits"); err != io.EOF || inner.calls != 1 {
		t.Errorf("Incr: %v after %d attempts, want 1", err, inner.calls)
	}
}
