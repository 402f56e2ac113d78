package backoff_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
	"github.com/backoffgen/backoffgen/runtime/internal/countctx"
)

// logs returns what is written to the default logger until the test ends.
func logs(t *testing.T) func() string {
	var mu sync.Mutex
	var text bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(writerFunc(func(p []byte) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		return text.Write(p)
	}), nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		return text.String()
	}
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// A moody observer panics at its nth event.
type moody struct {
	mu     sync.Mutex
	at     int
	events []Event
}

func (m *moody) Observe(_ context.Context, e Event) {
	m.mu.Lock()
	m.events = append(m.events, e)
	n := len(m.events)
	m.mu.Unlock()
	if n == m.at {
		panic(fmt.Sprint("in ", e.Kind))
	}
}

// recovered returns what f panicked with.
func recovered(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}

// Rule 3.8: wherever an observer panics, in whatever driver, the panic is the caller's, or is logged where there is none, and
// nothing is left behind.
func TestObserversMayPanicAnywhere(t *testing.T) {
	text := logs(t)
	for name, p := range map[string]Policy{
		"sequential": {AttemptTimeout: 40 * ms, Deadline: time.Second, MaxTries: 3, Pause: ms, Errors: []Matcher{Any}},
		"hedged":     {Hedge: 10 * ms, MaxTries: 3, Errors: []Matcher{Any}},
		"abandoned":  {AttemptTimeout: 40 * ms, Abandon: true, MaxTries: 3, Errors: []Matcher{Any}},
		"both":       {AttemptTimeout: 40 * ms, Hedge: 10 * ms, Abandon: true, MaxTries: 3, Errors: []Matcher{Any}},
	} {
		for _, traits := range []decorate.Traits{0, decorate.KeepsResult} {
			for at := range 12 {
				t.Run(fmt.Sprintf("%s, at event %d", name, at), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						caller, cancel := countctx.New(t.Context())
						defer cancel()
						o := &moody{at: at}
						m := decorate.New("Store", 1, WithObserver(o)).Method("Fetch", p, traits, decorate.RunsAsync)
						var mu sync.Mutex
						var seen []context.Context
						attempts := nth(after(50*ms, errBusy), after(60*ms, nil), after(15*ms, errBusy))
						v := recovered(func() {
							_, _ = async(caller, &m, func(ctx context.Context) (int, error) {
								mu.Lock()
								seen = append(seen, ctx)
								mu.Unlock()
								ctx.Done()
								return attempts(ctx)
							})
						})
						time.Sleep(time.Minute)
						synctest.Wait()
						kind := EventKind(0)
						late := map[int]int{}
						for i, e := range o.events {
							if i+1 == at {
								kind = e.Kind
							}
							if e.Kind == EventLateReturned {
								late[e.Try]++
							}
						}
						if (kind != 0 && kind != EventLateReturned) != (v != nil) {
							t.Errorf("it panicked in %v, and the caller got %v", kind, v)
						}
						if logged := strings.Contains(text(), "in "+kind.String()); kind == EventLateReturned && !logged {
							t.Error("the panic is not logged")
						}
						for try, n := range late {
							if n > 1 {
								t.Errorf("told %d times of the late end of attempt %d", n, try)
							}
						}
						alive := 0
						for _, ctx := range seen {
							if ctx.Err() == nil {
								alive++
							}
						}
						if alive > 0 && (traits != decorate.KeepsResult || alive > 1) {
							t.Errorf("%d of %d attempts have contexts that are alive", alive, len(seen))
						}
						if n := caller.Children.Load(); n > int64(alive) {
							t.Errorf("%d contexts are left on the caller's, and %d results live", n, alive)
						}
					})
				})
			}
		}
	}
}

// Rule 3.8: all losers are cancelled before anybody is told of the first.
func TestAPanicWhileLosersAreToldCancelsThemAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		causes := map[string]int{}
		o := ObserverFunc(func(_ context.Context, e Event) {
			if e.Kind == EventAttemptEnded && e.Outcome == OutcomeCutShort {
				panic("told of a loser")
			}
		})
		m := decorate.New("Store", 1, WithObserver(o)).Method("Fetch", Policy{Hedge: 10 * ms, MaxTries: 4}, decorate.RunsAsync)
		tries := 0
		v := recovered(func() {
			_, _ = async(t.Context(), &m, func(ctx context.Context) (int, error) {
				mu.Lock()
				tries++
				mine := tries
				mu.Unlock()
				if mine == 4 {
					return 4, nil
				}
				<-ctx.Done()
				mu.Lock()
				causes[context.Cause(ctx).Error()]++
				mu.Unlock()
				return 0, ctx.Err()
			})
		})
		synctest.Wait()
		if v != "told of a loser" || causes[ErrHedgeLost.Error()] != 3 {
			t.Errorf("recovered %v; the losers ended with %v", v, causes)
		}
	})
}

func panicsHere(context.Context) (int, error) { panic("where was it?") }

// Rule 3.8: a panic in a goroutine of the engine's own keeps the place where it happened: in the log, or in the event.
func TestAPanicKeepsItsPlace(t *testing.T) {
	for name, p := range map[string]Policy{"hedged": {Hedge: time.Second}, "abandoned": {Abandon: true}} {
		t.Run(name, func(t *testing.T) {
			text := logs(t)
			m := decorate.New("Store", 1).Method("Fetch", p, decorate.RunsAsync)
			if v := recovered(func() { _, _ = async(t.Context(), &m, panicsHere) }); v != "where was it?" {
				t.Errorf("recovered %v", v)
			}
			if got := text(); !strings.Contains(got, "panicsHere") || strings.Count(got, "\n") != 1 || !strings.Contains(got, "method=Store.Fetch try=1") {
				t.Errorf("logged: %s", got)
			}
			o := &moody{}
			m = decorate.New("Store", 1, WithObserver(o)).Method("Fetch", p, decorate.RunsAsync)
			if v := recovered(func() { _, _ = async(t.Context(), &m, panicsHere) }); v != "where was it?" {
				t.Errorf("recovered %v", v)
			}
			if e := o.events[len(o.events)-2]; e.Kind != EventAttemptPanicked || e.Panic != "where was it?" || !strings.Contains(e.Stack, "panicsHere") {
				t.Errorf("the last event but one is %+v", e)
			}
			if strings.Count(text(), "\n") != 1 {
				t.Error("logged although there is an observer")
			}
		})
	}
}
