package engine

import (
	"context"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
)

// A counted result counts how often it is closed.
type counted struct{ closed chan struct{} }

func (c counted) Close() error { c.closed <- struct{}{}; return nil }

// Rule 3.9: an attempt may return at the very moment when its call leaves it behind, before it is looked at. Then nobody
// but the call can close what it brought.
func TestWhatReturnsAsItIsLeftBehindIsClosed(t *testing.T) {
	for _, decided := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			m := NewMethod("Store.Open", RunsAsync, &Options{}, Policy{Abandon: true})
			call := NewAsyncBody(&m, func(context.Context, io.ReadCloser) (counted, error) { panic("it is not called") })
			call.DiscardLate(func(d Discarder, c counted) { d.Discard(c) })
			result := counted{make(chan struct{}, 2)}
			a := &asyncAttempt{Context: t.Context(), seen: t.Context(), try: 1, returned: true, value: result}
			h := &call.hedger
			h.running, h.started, h.undecided = []*asyncAttempt{a}, 1, !decided
			h.handOver(a)
			h.state.attempt = nil
			h.leaveBehind(a, attempt.ErrTimeout)
			if synctest.Wait(); len(result.closed) > 0 != decided {
				t.Errorf("decided: %v, and it is closed %d times", decided, len(result.closed))
			}
			if h.firstEnded() != nil {
				t.Error("it is still there to be looked at")
			}
			h.decide()
			h.decide()
			if synctest.Wait(); len(result.closed) != 1 {
				t.Errorf("it is closed %d times", len(result.closed))
			}
		})
	}
}

// Rule 3.2: an attempt that was left behind has timed out, even when its callee returns, and its context is released, before
// the call comes to ask.
func TestAnAttemptLeftBehindHasTimedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := NewMethod("Store.Open", RunsAsync, &Options{}, Policy{
			Abandon: true, Hedge: time.Minute, Timeout: time.Second, Limits: decision.Limits{MaxTries: 2}, Rules: plainRules{},
		})
		call := NewAsyncBody(&m, func(ctx context.Context, _ io.ReadCloser) (struct{}, error) {
			<-ctx.Done()
			time.Sleep(time.Nanosecond) // it misses its end by little
			return struct{}{}, ctx.Err()
		})
		defer call.End()
		_, err := call.Next(t.Context())
		time.Sleep(2 * time.Nanosecond)
		if !call.Retry(t.Context(), err) {
			t.Errorf("after %v there is no further attempt: %v", err, call.Err())
		}
	})
}

// A watcherFunc is told of events.
type watcherFunc func(e Event)

func (f watcherFunc) Watch(_ context.Context, e Event) { f(e) }

// Rule 3.5: an attempt that was left behind at its limit has timed out, and was not cut short, even when its caller cancels before the
// call comes to ask.
func TestAnAttemptLeftBehindHasTimedOutBeforeItsCallerCancels(t *testing.T) {
	for _, hedge := range []time.Duration{0, time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			var outcomes []Outcome
			watch := watcherFunc(func(e Event) {
				if e.Kind == EventAttemptEnded {
					outcomes = append(outcomes, e.Outcome)
				}
			})
			m := NewMethod("Store.Open", RunsAsync, &Options{Watchers: []func(string) Watcher{func(string) Watcher { return watch }}}, Policy{
				Abandon: true, Hedge: hedge, Timeout: time.Second, Limits: decision.Limits{MaxTries: 2}, Rules: plainRules{},
			})
			call := NewAsync(&m, func(context.Context) (struct{}, error) { time.Sleep(time.Hour); return struct{}{}, nil })
			defer call.End()
			ctx, cancel := context.WithCancel(t.Context())
			_, err := call.Next(ctx)
			cancel()
			if call.Retry(ctx, err) || len(outcomes) != 1 || outcomes[0] != OutcomeRetryable {
				t.Errorf("%v; the outcomes are %v, want %v alone", call.Err(), outcomes, OutcomeRetryable)
			}
			time.Sleep(2 * time.Hour) // until it returns
		})
	}
}

// Rule 3.9: what is one and the same, and what only looks so.
func TestSame(t *testing.T) {
	type pair struct{ a, b any }
	type list []int
	n, s, m, f := new(int), []int{1, 2}, map[int]int{1: 1}, func() {}
	for i, test := range []struct {
		a, b any
		want bool
	}{
		{nil, nil, false}, {nil, n, false}, {n, nil, false}, {n, n, true}, {n, new(int), false}, {1, 1, true}, {1, int8(1), false},
		{s, s, true}, {s, list(s), false}, {s, 1, false}, {s, s[:1], false}, {s, []int{1, 2}, false}, {m, m, true}, {m, map[int]int{1: 1}, false}, {f, f, false},
		{pair{n, s}, pair{n, s}, true}, {pair{n, s}, pair{n, m}, false}, {pair{n, n}, pair{n, s}, false}, {pair{n, s}, pair{n, n}, false}, {pair{nil, s}, pair{nil, s}, true}, {pair{nil, s}, pair{s, s}, false}, {pair{s, s}, pair{nil, s}, false},
		{[2]any{s, n}, [2]any{s, n}, true}, {[2]any{s, n}, [2]any{s, nil}, false}, {pair{f, n}, pair{f, n}, false},
	} {
		if got := same(test.a, test.b); got != test.want {
			t.Errorf("%d: same(%v, %v) is %v", i, test.a, test.b, got)
		}
	}
}
