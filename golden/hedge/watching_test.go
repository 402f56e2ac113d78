package hedge_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/hedge"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A witness notes what it observes. It is told in several goroutines.
type witness struct {
	mu     sync.Mutex
	events []string
	panics []backoff.Event
}

func (w *witness) Observe(_ context.Context, e backoff.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	text := fmt.Sprintf("%v %d after %v", e.Kind, e.Try, e.Elapsed)
	if e.Outcome != 0 {
		text += ", " + e.Outcome.String()
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	w.events = append(w.events, text)
	if e.Panic != nil {
		w.panics = append(w.panics, e)
	}
}

func (w *witness) saw(t *testing.T, want ...string) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.Equal(w.events, want) {
		t.Errorf("observed\n%s\nwant\n%s", strings.Join(w.events, "\n"), strings.Join(want, "\n"))
	}
}

// Rule 4.3.
func TestObserversSeeEachAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &witness{}
		c := &callee{steps: []step{after(time.Second, nil), after(50*ms, hedge.ErrBusy), after(50*ms, nil)}, began: time.Now()}
		if err := hedge.NewRetryingStore(c, backoff.WithObserver(w)).Ping(t.Context()); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Hour)
		w.saw(t,
			"attempt started 1 after 0s",
			"attempt started 2 after 100ms",
			"attempt ended 2 after 50ms, retryable: busy",
			"pause started 2 after 150ms: busy",
			"attempt started 3 after 180ms",
			"attempt ended 3 after 50ms, succeeded",
			"attempt ended 1 after 230ms, cut short: backoff: another attempt has ended the call",
			"call ended 3 after 230ms",
			"late attempt returned 1 after 1s",
		)
	})
}

// crash is a step that panics; the observers' stack has its name.
func crash(value any) step { return func(context.Context) error { panic(value) } }

func TestAPanicGoesOnInTheCallersGoroutine(t *testing.T) {
	value := &struct{ text string }{"its own"}
	w := &witness{}
	synctest.Test(t, func(t *testing.T) {
		defer drain()
		c := &callee{steps: []step{heed(time.Hour, nil), crash(value)}, began: time.Now()}
		store := hedge.NewRetryingStore(c, backoff.WithObserver(w))
		func() {
			defer func() {
				if v := recover(); v != any(value) {
					t.Errorf("recovered %v, want the panic's own value", v)
				}
			}()
			_, err := store.Fetch(t.Context(), 7)
			t.Errorf("returned %v", err)
		}()
		c.took(t, 100*ms, 0, 100*ms)
		if got := c.cause(1); got != backoff.ErrHedgeLost {
			t.Errorf("the other attempt's context ended with %v", got)
		}
		if len(w.panics) != 1 || w.panics[0].Kind != backoff.EventAttemptPanicked || w.panics[0].Panic != any(value) || !strings.Contains(w.panics[0].Stack, "crash") {
			t.Errorf("observed %v, want the panic with its stack", w.panics)
		}
	})
}

func TestAGoexitGoesOnInTheCallersGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer drain()
		c := &callee{steps: []step{func(context.Context) error { runtime.Goexit(); return nil }}, began: time.Now()}
		returned, exited := false, make(chan bool)
		go func() {
			defer close(exited)
			_, _ = hedge.NewRetryingStore(c).Fetch(t.Context(), 7)
			returned = true
		}()
		<-exited
		if returned {
			t.Error("the caller's goroutine went on")
		}
	})
}

func TestALateEndWithoutAPanicIsNobodysBusiness(t *testing.T) {
	var text bytes.Buffer
	before := slog.Default()
	defer slog.SetDefault(before)
	slog.SetDefault(slog.New(slog.NewTextHandler(&text, nil)))
	for name, late := range map[string]step{
		"a Goexit": func(context.Context) error { time.Sleep(time.Second); runtime.Goexit(); return nil },
		"an error": after(time.Second, hedge.ErrFatal),
	} {
		bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
			if user, err := store.Fetch(t.Context(), 7); user.ID != 2 || err != nil {
				t.Errorf("%s: got %v, %v", name, user, err)
			}
		}, late, after(0, nil))
		if text.Len() > 0 {
			t.Errorf("%s: logged %q", name, text.String())
		}
	}
}

// A loser that panics when nobody waits for it reaches the observers, with its stack.
func TestALosersPanicReachesTheObservers(t *testing.T) {
	w := &witness{}
	synctest.Test(t, func(t *testing.T) {
		c := &callee{steps: []step{func(ctx context.Context) error { time.Sleep(time.Second); return crash("late")(ctx) }, after(50*ms, nil)}, began: time.Now()}
		if user, err := hedge.NewRetryingStore(c, backoff.WithObserver(w)).Fetch(t.Context(), 7); user.ID != 2 || err != nil {
			t.Errorf("got %v, %v", user, err)
		}
		drain()
	})
	if len(w.panics) != 1 || w.panics[0].Kind != backoff.EventLateReturned || w.panics[0].Try != 1 || w.panics[0].Panic != "late" || !strings.Contains(w.panics[0].Stack, "crash") {
		t.Errorf("observed %v, want the late panic with its stack", w.panics)
	}
}

// Without an observer it is written to the default logger.
func TestALosersPanicIsLoggedWithoutObservers(t *testing.T) {
	var text bytes.Buffer
	before := slog.Default()
	defer slog.SetDefault(before)
	slog.SetDefault(slog.New(slog.NewTextHandler(&text, nil)))
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		if _, err := store.Fetch(t.Context(), 7); err != nil {
			t.Error(err)
		}
	}, func(ctx context.Context) error { time.Sleep(time.Second); return crash("late")(ctx) }, after(50*ms, nil))
	for _, part := range []string{"method=Store.Fetch", "try=1", "panic=late", "crash"} {
		if !strings.Contains(text.String(), part) {
			t.Errorf("logged %q, want %s in it", text.String(), part)
		}
	}
}

// Losers are attempts, but nobody cancelled them: another one was faster.
// Rule 4.4.
func TestStatsDoNotCountLosersAsCancelled(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, _ hedge.Store) {
		var stats backoff.Stats
		if _, err := hedge.NewRetryingStore(c, backoff.WithStats(&stats)).Fetch(t.Context(), 7); err != nil {
			t.Error(err)
		}
		want := backoff.MethodStats{Attempts: 2, Done: 2, SumTime: 200 * ms, Calls: 1, Hedges: 1}
		if got := stats.Method("Store.Fetch"); got != want {
			t.Errorf("counted %+v, want %+v", got, want)
		}
	}, after(time.Second, nil), after(50*ms, nil))
}

// Calls at the same time do not get into each other's way; the race detector looks on.
func TestManyCallsAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer drain()
		c := &callee{steps: []step{heed(120*ms, nil)}, began: time.Now()}
		store := hedge.NewRetryingStore(c, backoff.WithObserver(&witness{}))
		var group sync.WaitGroup
		for range 200 {
			group.Go(func() {
				if _, err := store.Fetch(t.Context(), 7); err != nil {
					t.Error(err)
				}
				if file, err := store.Open(t.Context(), "name"); err != nil || file == nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if got := time.Since(c.began); got != 240*ms {
			t.Errorf("took %v", got)
		}
		if len(c.starts) != 800 {
			t.Errorf("%d attempts, want two for each call", len(c.starts))
		}
	})
}
