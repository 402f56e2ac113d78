package backoff_test

import (
	"context"
	"encoding/json"
	"expvar"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
)

// seeds returns the counts that aiomisc has, too.
func seeds(m MethodStats) MethodStats {
	return MethodStats{Attempts: m.Attempts, Done: m.Done, Errors: m.Errors, Cancels: m.Cancels, SumTime: m.SumTime}
}

func TestStatsCountAsTheSeedDoes(t *testing.T) {
	p := with(func(p *Policy) { p.AttemptTimeout, p.Deadline, p.Pause, p.MaxTries = 10*ms, 28*ms, 5*ms, 3 })
	for _, test := range []struct {
		name   string
		cancel time.Duration
		steps  []step
		want   MethodStats
	}{
		{"success", time.Hour, []step{after(2*ms, nil)}, MethodStats{Attempts: 1, Done: 1, SumTime: 2 * ms}},
		{"pauses are not counted", time.Hour, []step{after(2*ms, errBusy), after(3*ms, nil)}, MethodStats{Attempts: 2, Done: 2, Errors: 1, SumTime: 5 * ms}},
		{"the last error too", time.Hour, []step{after(ms, errBusy)}, MethodStats{Attempts: 3, Done: 3, Errors: 3, SumTime: 3 * ms}},
		{"retryable errors alone", time.Hour, []step{fail(errBusy), after(ms, errFatal)}, MethodStats{Attempts: 2, Done: 2, Errors: 1, SumTime: ms}},
		{"a timeout is an error", time.Hour, []step{heed, fail(nil)}, MethodStats{Attempts: 2, Done: 2, Errors: 1, SumTime: 10 * ms}},
		{"cancelled", 3 * ms, []step{heed}, MethodStats{Attempts: 1, Done: 1, Cancels: 1, SumTime: 3 * ms}},
		{"cancelled in the pause", 3 * ms, []step{fail(errBusy)}, MethodStats{Attempts: 1, Done: 1, Errors: 1}},
		{"stopped before a pause", time.Hour, []step{heed, after(8*ms, errBusy), heed}, MethodStats{Attempts: 2, Done: 2, Errors: 2, SumTime: 18 * ms}},
		{"cut short by the deadline", time.Hour, []step{heed, after(5*ms, errBusy), heed}, MethodStats{Attempts: 3, Done: 3, Errors: 2, Cancels: 1, SumTime: 18 * ms}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var stats Stats
				r := &run{t: t}
				n := 0
				s := newRetryingStore(storeFunc(func(ctx context.Context) (int, error) {
					n++
					return n, test.steps[min(n, len(test.steps))-1](ctx)
				}), p, WithStats(&stats))
				_, err := s.Fetch(r.cancelAfter(test.cancel))
				if diff := cmp.Diff(test.want, seeds(stats.Method("Store.Fetch"))); diff != "" {
					t.Errorf("after %v (-want +got):\n%s", err, diff)
				}
				all := map[string]MethodStats{"Store.Fetch": stats.Method("Store.Fetch"), "Store.Load": {}}
				if diff := cmp.Diff(all, stats.All()); diff != "" {
					t.Errorf("all (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestStatsCountAnAttemptFromItsStart(t *testing.T) {
	var stats Stats
	s := newRetryingStore(storeFunc(func(context.Context) (int, error) {
		if got := stats.Method("Store.Load"); got != (MethodStats{Attempts: 1, Calls: 1}) {
			t.Errorf("within the attempt: %+v", got)
		}
		return 0, nil
	}), busyPolicy, WithStats(&stats))
	if _, err := s.Load(); err != nil {
		t.Error(err)
	}
}

func TestStatsAreAnExpvar(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stats Stats
		var v expvar.Var = &stats
		if got := v.String(); got != "{}" {
			t.Errorf("the zero Stats print %s", got)
		}
		s := newRetryingStore(storeFunc(func(context.Context) (int, error) {
			time.Sleep(1500 * ms)
			return 0, errBusy
		}), with(func(p *Policy) { p.MaxTries = 2 }), WithStats(&stats), WithStats(nil))
		if _, err := s.Load(); err != errBusy {
			t.Error(err)
		}
		want := `{"Store.Fetch":{"attempts":0,"done":0,"errors":0,"cancels":0,"sum_time":0,"calls":0,"failed":0,"retries":0,"hedges":0,"saved":0,"reasons":{}},` +
			`"Store.Load":{"attempts":2,"done":2,"errors":2,"cancels":0,"sum_time":3,"calls":1,"failed":1,"retries":1,"hedges":0,"saved":0,"reasons":{"max_tries":1}}}`
		if got := v.String(); got != want || !json.Valid([]byte(got)) {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

func TestStatsOfAMethodUnknown(t *testing.T) {
	var stats Stats
	if got := stats.Method("no method"); got != (MethodStats{}) {
		t.Errorf("got %+v", got)
	}
	if got := stats.All(); len(got) != 0 {
		t.Errorf("asking has made %v", got)
	}
}

func TestStatsObserveEventsFromElsewhere(t *testing.T) {
	var stats Stats
	stats.Observe(t.Context(), Event{Kind: EventAttemptStarted, Method: "a"})
	stats.Observe(t.Context(), Event{Kind: EventAttemptEnded, Method: "a", Elapsed: ms, Outcome: OutcomeCutShort})
	if got, want := stats.Method("a"), (MethodStats{Attempts: 1, Done: 1, Cancels: 1, SumTime: ms, Calls: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestStatsSharedByDecoratorsAndGoroutines(t *testing.T) {
	var stats Stats
	var calls atomic.Int64
	inner := storeFunc(func(context.Context) (int, error) {
		if calls.Add(1)%2 == 1 {
			return 0, errBusy
		}
		return 0, nil
	})
	const goroutines, each = 8, 200
	var wg sync.WaitGroup
	for range goroutines {
		wg.Go(func() {
			s := newRetryingStore(inner, busyPolicy, WithStats(&stats))
			for range each {
				if _, err := s.Fetch(t.Context()); err != nil {
					t.Error(err)
				}
				_ = stats.String()
			}
		})
	}
	wg.Wait()
	got, attempts := stats.Method("Store.Fetch"), calls.Load()
	if got.Attempts != attempts || got.Done != attempts || got.Errors != attempts-goroutines*each {
		t.Errorf("got %+v after %d attempts of %d calls", got, attempts, goroutines*each)
	}
}
