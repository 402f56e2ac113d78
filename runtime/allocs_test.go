package backoff_test

import (
	"context"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

// TestAllocations holds the engine to the allocations that the targets of testdata/bench allow, through decorators in the
// generated form.
func TestAllocations(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector changes the counts")
	}
	var failures int
	busy := func(n int) storeFunc { // n failures before each success
		return func(context.Context) (int, error) {
			if failures++; failures%(n+1) != 0 {
				return 0, errBusy
			}
			return 1, nil
		}
	}
	limits := with(func(p *Policy) { p.AttemptTimeout, p.Deadline = time.Minute, time.Hour })
	lookedAt := storeFunc(func(ctx context.Context) (int, error) {
		if _, ok := ctx.Deadline(); !ok || ctx.Err() != nil || ctx.Value(key{}) != nil {
			return 0, errFatal
		}
		return 1, nil
	})
	nothing := ObserverFunc(func(context.Context, Event) {})
	for _, test := range []struct {
		name  string
		store *retryingStore
		want  float64
	}{
		{"success", newRetryingStore(succeed, busyPolicy), 0},
		{"two failures without a pause", newRetryingStore(busy(2), busyPolicy), 2}, // one a retry, which knows itself
		{"nine failures without a pause", newRetryingStore(busy(9), with(func(p *Policy) { p.MaxTries = 10 })), 9},
		{"two failures by type", newRetryingStore(busy(2), Policy{Errors: []Matcher{As[*Error](), Any}}), 2},
		{"success under limits", newRetryingStore(succeed, limits), 1},
		{"success under a deadline alone", newRetryingStore(succeed, Policy{Deadline: time.Hour}), 1},
		{"success under limits that are looked at", newRetryingStore(lookedAt, limits), 2}, // one to answer the same each time
		{"two failures under limits", newRetryingStore(busy(2), limits), 3},
		{"two failures with pauses", newRetryingStore(busy(2), with(func(p *Policy) { p.Pause = 1 })), 6}, // and one to keep the timer, which is three
		{"success, counted", newRetryingStore(succeed, busyPolicy, WithStats(new(Stats))), 0},
		{"success, observed", newRetryingStore(succeed, busyPolicy, WithObserver(nothing)), 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			ctx := t.Context()
			failures = 0
			if got := testing.AllocsPerRun(200, func() {
				if _, err := test.store.Fetch(ctx); err != nil {
					t.Fatal(err)
				}
			}); got != test.want {
				t.Errorf("%v allocations a call, want %v", got, test.want)
			}
		})
	}
	t.Run("a result that lives on, under limits", func(t *testing.T) {
		m, ctx := keeping(limits), t.Context()
		if got := testing.AllocsPerRun(200, func() {
			call := m.Call()
			defer call.End()
			if call.Attempt(ctx); call.Retry(ctx, nil) {
				t.Fatal("the call goes on")
			}
		}); got != 1 {
			t.Errorf("%v allocations a call, want 1", got)
		}
	})
	t.Run("Do", func(t *testing.T) {
		ctx, p, store := t.Context(), busyPolicy, busy(2)
		allocs := func(before int) float64 {
			return testing.AllocsPerRun(200, func() {
				failures = before
				if _, err := Do(ctx, &p, store); err != nil {
					t.Fatal(err)
				}
			})
		}
		success := allocs(2)
		if got := allocs(0); got != success+2 {
			t.Errorf("%v allocations a call with two failures, want two more than the %v of a success", got, success)
		}
	})
	for name, p := range map[string]Policy{"no limits": busyPolicy, "a deadline": {Deadline: time.Hour}} {
		t.Run("without context, "+name, func(t *testing.T) {
			s := newRetryingStore(succeed, p)
			if got := testing.AllocsPerRun(200, func() {
				if _, err := s.Load(); err != nil {
					t.Fatal(err)
				}
			}); got != 0 {
				t.Errorf("%v allocations a call, want 0", got)
			}
		})
	}
}
