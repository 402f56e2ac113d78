package backoff_test

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// Rule 4.4: beside aiomisc's counts there are calls, those that failed, retries, hedges, calls that a retry has saved, and why
// calls ended; alike when Stats is the only observer, for which there is a shorter way, and when it is one of several.
func TestRule4_4_StatsCountCalls(t *testing.T) {
	once := func(r Reason) map[Reason]int64 { return map[Reason]int64{r: 1} }
	for name, test := range map[string]struct {
		p       Policy
		steps   []step
		want    MethodStats // without what aiomisc counts
		reasons map[Reason]int64
	}{
		"success":             {steps: []step{fail(nil)}, want: MethodStats{Calls: 1}, reasons: once(ReasonSucceeded)},
		"saved by a retry":    {steps: []step{fail(errBusy), fail(nil)}, want: MethodStats{Calls: 1, Retries: 1, Saved: 1}, reasons: once(ReasonSucceeded)},
		"saved by the second": {steps: []step{fail(errBusy), fail(errBusy), fail(nil)}, want: MethodStats{Calls: 1, Retries: 2, Saved: 1}, reasons: once(ReasonSucceeded)},
		"not retryable":       {steps: []step{fail(errFatal)}, want: MethodStats{Calls: 1, Failed: 1}, reasons: once(ReasonNotRetryable)},
		"failed after a retry": {steps: []step{fail(errBusy), fail(errFatal)}, want: MethodStats{Calls: 1, Failed: 1, Retries: 1},
			reasons: once(ReasonNotRetryable)},
		"used up": {p: Policy{MaxTries: 3}, steps: []step{fail(errBusy)}, want: MethodStats{Calls: 1, Failed: 1, Retries: 2}, reasons: once(ReasonMaxTries)},
		"stopped": {p: Policy{Deadline: ms, Pause: ms}, steps: []step{fail(errBusy)}, want: MethodStats{Calls: 1, Failed: 1}, reasons: once(ReasonDeadline)},
		"a panic": {p: Policy{Deadline: time.Hour}, steps: []step{fail(errBusy), func(context.Context) error { panic("inner") }},
			want: MethodStats{Calls: 1, Failed: 1, Retries: 1}, reasons: once(ReasonPanicked)},
		"a hedge that wins": {p: Policy{Hedge: 10 * ms, MaxTries: 2}, steps: []step{after(time.Hour, nil), after(ms, nil)},
			want: MethodStats{Calls: 1, Hedges: 1}, reasons: once(ReasonSucceeded)},
		"a hedge, and a retry that wins": {p: Policy{Hedge: 10 * ms, MaxTries: 3, Pause: ms}, steps: []step{after(time.Hour, nil), after(ms, errBusy), after(ms, nil)},
			want: MethodStats{Calls: 1, Hedges: 1, Retries: 1, Saved: 1}, reasons: once(ReasonSucceeded)},
		"retries alone under hedge": {p: Policy{Hedge: time.Hour, MaxTries: 3}, steps: []step{fail(errBusy), fail(errBusy), fail(nil)},
			want: MethodStats{Calls: 1, Retries: 2, Saved: 1}, reasons: once(ReasonSucceeded)},
	} {
		for among, opts := range map[string][]Option{
			"alone": nil, "among others": {WithObserver(ObserverFunc(func(context.Context, Event) {}))},
		} {
			t.Run(name+", "+among, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var stats Stats
					p := test.p
					p.Errors = []Matcher{Is(errBusy)}
					m := decorate.New("Store", 1, append(opts, WithStats(&stats))...).Method("Fetch", p, decorate.RunsAsync)
					_ = recovered(func() { _, _ = async(t.Context(), &m, nth(test.steps...)) })
					time.Sleep(2 * time.Hour)
					got, reasons := stats.Method("Store.Fetch"), stats.Reasons("Store.Fetch")
					if got.Attempts != got.Calls+got.Retries+got.Hedges {
						t.Errorf("%d attempts, which are not %+v", got.Attempts, got)
					}
					got.Attempts, got.Done, got.Errors, got.Cancels, got.SumTime = 0, 0, 0, 0, 0
					if diff := cmp.Diff(test.want, got); diff != "" {
						t.Errorf("counted (-want +got):\n%s", diff)
					}
					if diff := cmp.Diff(test.reasons, reasons); diff != "" {
						t.Errorf("reasons (-want +got):\n%s", diff)
					}
				})
			})
		}
	}
}

// An attempt that a panic or a Goexit has left has ended, whoever ran it, and so have those beside it. A panic of something else leaves nothing
// that has not been counted.
func TestRule4_4_StatsCountWhatAPanicEnds(t *testing.T) {
	leave := func(how func()) step {
		return func(context.Context) error {
			time.Sleep(20 * ms)
			how()
			return nil
		}
	}
	boom := func() { panic("boom") }
	giveup := func(err error) bool {
		if err == errFatal {
			panic("boom")
		}
		return false
	}
	for name, test := range map[string]struct {
		p        Policy
		steps    []step
		attempts int64
		sum      time.Duration // of those whose end is told
	}{
		"a panic":                        {Policy{Deadline: time.Hour}, []step{leave(boom)}, 1, 0},
		"a Goexit":                       {Policy{Deadline: time.Hour}, []step{leave(runtime.Goexit)}, 1, 0},
		"a panic of the second attempt":  {Policy{Deadline: time.Hour}, []step{after(ms, errBusy), leave(boom)}, 2, ms},
		"a panic, abandoned":             {Policy{Abandon: true}, []step{after(ms, errBusy), leave(boom)}, 2, 21 * ms},
		"a Goexit, abandoned":            {Policy{Abandon: true}, []step{leave(runtime.Goexit)}, 1, 20 * ms},
		"a panic, hedged":                {Policy{Hedge: 15 * ms, MaxTries: 3}, []step{leave(boom), after(time.Hour, nil)}, 2, 20 * ms},
		"a panic of giveup":              {Policy{Deadline: time.Hour, Giveup: giveup}, []step{after(ms, errFatal)}, 1, ms},
		"a panic of giveup, later":       {Policy{Deadline: time.Hour, Giveup: giveup}, []step{after(ms, errBusy), after(ms, errFatal)}, 2, 2 * ms},
		"a panic of giveup, beside more": {Policy{Hedge: 15 * ms, MaxTries: 3, Giveup: giveup}, []step{after(20*ms, errFatal), after(time.Hour, nil)}, 2, 20 * ms},
	} {
		for among, opts := range map[string][]Option{
			"alone": nil, "among others": {WithObserver(ObserverFunc(func(context.Context, Event) {}))},
		} {
			t.Run(name+", "+among, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var stats, handed Stats // the second is told by events alone
					opts := append(opts, WithStats(&stats), WithObserver(ObserverFunc(handed.Observe)))
					p := test.p
					p.Errors = []Matcher{Any}
					m := decorate.New("Store", 1, opts...).Method("Fetch", p, decorate.RunsAsync)
					done := make(chan struct{})
					go func() {
						defer close(done)
						defer func() { _ = recover() }()
						_, _ = async(t.Context(), &m, nth(test.steps...))
					}()
					<-done
					time.Sleep(2 * time.Hour)
					synctest.Wait()
					for _, s := range []*Stats{&stats, &handed} {
						got := s.Method("Store.Fetch")
						if got.Attempts != test.attempts || got.Done != test.attempts || got.SumTime != test.sum {
							t.Errorf("counted %+v, want %d attempts, all done, and %v", got, test.attempts, test.sum)
						}
					}
				})
			})
		}
	}
}

// A call that a fallback has made up for has not failed, and was not saved by a retry either.
func TestRule4_4_StatsOfAFallback(t *testing.T) {
	var stats Stats
	m := decorate.New("Store", 1, WithStats(&stats)).Method("Fetch", Policy{MaxTries: 2, Errors: []Matcher{Any}}, decorate.HasFallback)
	call := m.Call()
	for call.Attempt(t.Context()); call.Retry(t.Context(), errBusy); {
		call.Attempt(t.Context())
	}
	call.FellBack(t.Context(), nil)
	if got := stats.Method("Store.Fetch"); got.Failed != 0 || got.Saved != 0 || got.Retries != 1 {
		t.Errorf("counted %+v", got)
	}
	if diff := cmp.Diff(map[Reason]int64{ReasonMaxTries: 1}, stats.Reasons("Store.Fetch")); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
}

func TestStatsReasonsOfAMethodUnknown(t *testing.T) {
	var stats Stats
	if got := stats.Reasons("no method"); got == nil || len(got) > 0 {
		t.Errorf("got %v", got)
	}
}

// Each goroutine may count in another place: together they are all there.
func TestStatsOfManyGoroutinesAreExact(t *testing.T) {
	var stats Stats
	s := newRetryingStore(succeed, busyPolicy, WithStats(&stats))
	const goroutines, each = 64, 500
	var wg sync.WaitGroup
	for range goroutines {
		wg.Go(func() {
			for range each {
				if _, err := s.Fetch(t.Context()); err != nil {
					t.Error(err)
				}
				runtime.Gosched()
			}
		})
	}
	wg.Wait()
	got := stats.Method("Store.Fetch")
	if want := int64(goroutines * each); got.Calls != want || got.Attempts != want || got.Done != want || stats.Reasons("Store.Fetch")[ReasonSucceeded] != want {
		t.Errorf("%d calls were counted as %+v", want, got)
	}
}

// Rule 4.4: counting a call that succeeds at once takes no allocation.
func TestRule4_4_StatsAllocateNothing(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector changes the counts")
	}
	ratio, err := NewRetryRatio(0.1, 10)
	if err != nil {
		t.Fatal(err)
	}
	for name, opts := range map[string][]Option{
		"stats": {WithStats(new(Stats))}, "a budget": {WithBudget(ratio)}, "both": {WithStats(new(Stats)), WithBudget(ratio)},
	} {
		s := newRetryingStore(succeed, busyPolicy, opts...)
		if n := testing.AllocsPerRun(1000, func() { _, _ = s.Fetch(t.Context()) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
