package hedge_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/hedge"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// The losers' contexts are cancelled, with a cause that says why, whatever limits they have.
func TestLosersAreCancelledWithACause(t *testing.T) {
	for name, call := range map[string]func(context.Context, hedge.Store) error{
		"without limits": func(ctx context.Context, s hedge.Store) error { return s.Ping(ctx) },
		"with limits":    func(ctx context.Context, s hedge.Store) error { _, err := s.Limited(ctx); return err },
		"with a result that lives on": func(ctx context.Context, s hedge.Store) error {
			_, err := s.Open(ctx, "name")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			var seen error
			bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
				if err := call(t.Context(), store); err != nil {
					t.Error(err)
				}
				c.took(t, 150*ms, 0, 100*ms)
				if got := c.cause(1); got != backoff.ErrHedgeLost {
					t.Errorf("the loser's context ended with %v", got)
				}
				synctest.Wait()
				if seen != context.Canceled {
					t.Errorf("the loser waited for its context, which ended with %v", seen)
				}
			}, func(ctx context.Context) error {
				<-ctx.Done()
				seen = ctx.Err()
				return seen
			}, after(50*ms, nil))
		})
	}
}

func TestLosersResultsAreClosed(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		file, err := store.Open(t.Context(), "name")
		if err != nil || file.(*body).n != 2 {
			t.Errorf("got %v, %v", file, err)
		}
		c.took(t, 150*ms, 0, 100*ms)
		if err := context.Cause(c.seen[1]); err != nil {
			t.Errorf("the winner's context ended with %v, although its result is in use", err)
		}
		c.noted(t, `1 closed with "text" left at 400ms`)
	}, after(400*ms, nil), after(50*ms, nil))
}

// The body of a response that nobody gets is read to its end, so that its connection can be used again.
func TestLosersBodiesAreDrained(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://host/", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := store.Do(req)
		if err != nil || resp.StatusCode != 2 {
			t.Fatalf("got %v, %v", resp, err)
		}
		if text, err := io.ReadAll(resp.Body); string(text) != "text" || err != nil {
			t.Errorf("read %q, %v", text, err)
		}
		if c.seen[0] == c.seen[1] {
			t.Error("two attempts have one context")
		}
		if err := resp.Body.Close(); err != nil {
			t.Error(err)
		}
		if got := context.Cause(c.seen[1]); got != context.Canceled {
			t.Errorf("the context of a body that is closed ended with %v", got)
		}
		c.noted(t, `2 closed with "" left at 150ms`, `1 closed with "" left at 400ms`)
	}, after(400*ms, nil), after(50*ms, nil))
}

// Attempts that are neither heard nor cancelled are left behind, each at its own time.
func TestAttemptsAreLeftBehindOneByOne(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, _ hedge.Store) {
		policies := hedge.DefaultStorePolicies()
		policies.Blocking.AttemptTimeout = 250 * ms
		store, err := hedge.NewRetryingStore(c).WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Blocking(7); err != backoff.ErrAttemptTimeout {
			t.Errorf("got %v, want the second attempt's timeout", err)
		}
		c.took(t, 350*ms, 0, 100*ms)
	}, after(time.Minute, nil))
}

// An attempt whose limit ended its context has not lost, nor was it cancelled by the caller who went away later.
func TestALoserThatHadTimedOutBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &witness{}
		wait := func(ctx context.Context) error {
			<-ctx.Done()
			time.Sleep(time.Second)
			return ctx.Err()
		}
		c := &callee{steps: []step{wait, after(220*ms, nil), wait}, began: time.Now()}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(290*ms, cancel)
		if _, err := hedge.NewRetryingStore(c, backoff.WithObserver(w)).Limited(ctx); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Hour)
		w.saw(t,
			"attempt started 1 after 0s",
			"attempt started 2 after 100ms",
			"attempt started 3 after 200ms",
			"attempt ended 2 after 220ms, succeeded",
			"attempt ended 1 after 320ms, cut short: "+backoff.ErrAttemptTimeout.Error(),
			"attempt ended 3 after 120ms, cut short: context canceled",
			"call ended 3 after 320ms",
			"late attempt returned 1 after 1.25s: context deadline exceeded",
			"late attempt returned 3 after 1.09s: context canceled",
		)
	})
}

// A dated context has a deadline, at which nobody ends it.
type dated struct {
	context.Context
	at time.Time
}

func (c dated) Deadline() (time.Time, bool) { return c.at, true }

// Nor has one whose limit its caller's context was to keep, which has the nearer deadline and does not end then.
func TestALoserWhoseCallerDoesNotEndInTime(t *testing.T) {
	for _, at := range []time.Duration{250 * ms, 280 * ms} { // the limit is at 250ms
		synctest.Test(t, func(t *testing.T) {
			w := &witness{}
			c := &callee{steps: []step{heed(time.Minute, nil), after(at-100*ms, nil), after(2*time.Minute, nil)}, began: time.Now()}
			if _, err := hedge.NewRetryingStore(c, backoff.WithObserver(w)).Limited(dated{t.Context(), time.Now().Add(240 * ms)}); err != nil {
				t.Error(err)
			}
			time.Sleep(time.Hour)
			w.saw(t,
				"attempt started 1 after 0s",
				"attempt started 2 after 100ms",
				"attempt started 3 after 200ms",
				fmt.Sprintf("attempt ended 2 after %v, succeeded", at-100*ms),
				fmt.Sprintf("attempt ended 1 after %v, cut short: %v", at, backoff.ErrAttemptTimeout),
				fmt.Sprintf("attempt ended 3 after %v, cut short: %v", at-200*ms, backoff.ErrHedgeLost),
				fmt.Sprintf("call ended 3 after %v", at),
				"late attempt returned 1 after 1m0s",
				"late attempt returned 3 after 2m0s",
			)
		})
	}
}

// A lagging context has ended before it closes its Done.
type lagging struct {
	context.Context
	over atomic.Bool
	done chan struct{}
}

func (c *lagging) Done() <-chan struct{} { return c.done }

func (c *lagging) Err() error {
	if c.over.Load() {
		return context.Canceled
	}
	return nil
}

// Nor has an attempt lost whose caller has gone away, be it that its own context has yet to hear of that.
func TestALoserWhoseCallerHasGoneAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &witness{}
		caller := &lagging{Context: t.Context(), done: make(chan struct{})}
		c := &callee{steps: []step{heed(time.Minute, nil), func(context.Context) error { caller.over.Store(true); return nil }}, began: time.Now()}
		if err := hedge.NewRetryingStore(c, backoff.WithObserver(w)).Ping(caller); err != nil {
			t.Error(err)
		}
		close(caller.done)
		time.Sleep(time.Hour)
		w.saw(t,
			"attempt started 1 after 0s",
			"attempt started 2 after 100ms",
			"attempt ended 2 after 0s, succeeded",
			"attempt ended 1 after 100ms, cut short: context canceled",
			"call ended 2 after 100ms",
			"late attempt returned 1 after 100ms: context canceled",
		)
	})
}
