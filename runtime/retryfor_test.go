package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

// An attempt may begin exactly at retry_for, and none later: then the caller gets the attempt's own error.
func TestRule3_4j_NoAttemptBeginsAfterRetryFor(t *testing.T) {
	for retryFor, want := range map[time.Duration][]time.Duration{
		30 * ms:     {0, 10 * ms, 20 * ms, 30 * ms},
		30*ms - 1:   {0, 10 * ms, 20 * ms},
		9 * ms:      {0},
		100_000_000: {0, 10 * ms, 20 * ms, 30 * ms, 40 * ms, 50 * ms, 60 * ms, 70 * ms, 80 * ms, 90 * ms, 100 * ms},
	} {
		p := with(func(p *Policy) { p.Pause, p.RetryFor = 10*ms, retryFor })
		each(t, nestedWays, func(t *testing.T, r *run) {
			r.call(t.Context(), p, fail(errBusy))
			r.returned(errBusy)
			r.took(want[len(want)-1], want...) // no pause is made in vain
		})
	}
}

// A running attempt is never cut off, and it succeeds however late it is.
func TestRule3_4j_RetryForCutsNoAttemptOff(t *testing.T) {
	p := with(func(p *Policy) { p.RetryFor = time.Second })
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), p, after(500*ms, errBusy), func(ctx context.Context) error {
			time.Sleep(time.Hour)
			if _, limited := ctx.Deadline(); limited {
				t.Error("an attempt's context has a deadline")
			}
			return ctx.Err()
		})
		r.returned(nil)
		r.took(time.Hour+500*ms, 0, 500*ms)
	})
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), p, after(500*ms, errBusy), after(time.Hour, errBusy))
		r.returned(errBusy)
		r.took(time.Hour+500*ms, 0, 500*ms)
	})
}

// The time counts from the call's begin, also where nothing else measures it: a first attempt that takes all of it is the only one.
func TestRule3_4j_RetryForCountsFromTheBegin(t *testing.T) {
	p := with(func(p *Policy) { p.RetryFor = time.Second })
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), p, after(time.Second+1, errBusy), fail(nil))
		r.returned(errBusy)
		r.took(time.Second+1, 0)
	})
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), p, after(time.Second, errBusy), fail(nil))
		r.returned(nil)
		r.took(time.Second, 0, time.Second)
	})
}

// Where a caller stops such a call, the error says how long it took from its begin.
func TestRule3_7_ElapsedUnderRetryFor(t *testing.T) {
	p := with(func(p *Policy) { p.RetryFor, p.Pause = time.Hour, time.Minute })
	each(t, ways, func(t *testing.T, r *run) {
		r.call(r.cancelAfter(2*time.Second), p, after(time.Second, errBusy))
		stopped, ok := errors.AsType[*Error](r.err)
		if !ok || stopped.Elapsed != 2*time.Second {
			t.Errorf("got %#v", r.err)
		}
	})
}

// A timed-out attempt is retried within retry_for, and where it is the last, it returns its own error.
func TestRule3_4j_RetryForAndTimeouts(t *testing.T) {
	p := Policy{AttemptTimeout: 400 * ms, RetryFor: time.Second}
	each(t, ways, func(t *testing.T, r *run) {
		r.call(t.Context(), p, heed)
		r.took(1200*ms, 0, 400*ms, 800*ms)
		r.matches(r.err, ErrAttemptTimeout)
		if _, stopped := errors.AsType[*Error](r.err); stopped {
			t.Errorf("got %v, want the attempt's own error", r.err)
		}
	})
}

// retry_for goes before a deadline that the pause would pass as well, and after giveup; the caller's end goes before it.
func TestRule3_4j_RetryForInItsOrder(t *testing.T) {
	p := with(func(p *Policy) { p.Pause, p.RetryFor, p.Deadline = time.Second, 10*ms, 10*ms })
	each(t, nestedWays, func(t *testing.T, r *run) {
		r.call(t.Context(), p, fail(errBusy))
		r.returned(errBusy)
		r.took(0, 0)
	})
	each(t, ways, func(t *testing.T, r *run) {
		p := with(func(p *Policy) { p.RetryFor = 10 * ms })
		r.call(r.cancelAfter(15*ms), p, fail(errBusy), after(20*ms, errBusy))
		if stopped, ok := errors.AsType[*Error](r.err); !ok || stopped.Reason != ReasonCanceled {
			t.Errorf("got %v, want it canceled", r.err)
		}
	})
}

// No hedge begins after retry_for, one at that instant does; attempts that run have their chance.
func TestRule3_4j_NoHedgeBeginsAfterRetryFor(t *testing.T) {
	p := Policy{Hedge: 100 * ms, Pause: ms, MaxTries: 9, Errors: []Matcher{Any}}
	for retryFor, want := range map[time.Duration]string{
		200 * ms: "[0s 100ms 200ms]", 200*ms - 1: "[0s 100ms]", 50 * ms: "[0s]",
	} {
		p.RetryFor = retryFor
		hedgedRun(t, p, func(t *testing.T, r *run) {
			r.call(t.Context(), p, after(time.Second, nil), after(2*time.Second, nil))
			if got := fmt.Sprint(r.begun()); got != want || r.err != nil || r.end != time.Second {
				t.Errorf("attempts at %s, %v at %v; want them at %s", got, r.err, r.end, want)
			}
		})
	}
	p.RetryFor = 150 * ms
	hedgedRun(t, p, func(t *testing.T, r *run) { // one that fails after it, while another runs
		r.call(t.Context(), p, after(time.Second, nil), after(60*ms, errBusy))
		if got := fmt.Sprint(r.begun()); got != "[0s 100ms]" || r.err != nil || r.end != time.Second {
			t.Errorf("attempts at %s, %v at %v", got, r.err, r.end)
		}
	})
	hedgedRun(t, p, func(t *testing.T, r *run) { // and the last of all
		r.call(t.Context(), p, after(time.Second, errFatal), after(60*ms, errBusy))
		if got := fmt.Sprint(r.begun()); got != "[0s 100ms]" || r.err != errFatal || r.end != time.Second {
			t.Errorf("attempts at %s, %v at %v", got, r.err, r.end)
		}
	})
}

// A call that succeeds at once under retry_for allocates nothing.
func TestRetryForAllocatesNothing(t *testing.T) {
	p := with(func(p *Policy) { p.RetryFor = time.Second })
	s := newRetryingStore(storeFunc(func(context.Context) (int, error) { return 1, nil }), p)
	ctx := t.Context()
	if n := testing.AllocsPerRun(100, func() { _, _ = s.Fetch(ctx) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// A negative one is refused by name.
func TestRetryForAndMaxHintAreChecked(t *testing.T) {
	for want, p := range map[string]Policy{
		"backoff: invalid policy: RetryFor is -1s; expected 0 or more": {RetryFor: -time.Second},
		"backoff: invalid policy: MaxHint is -1s; expected 0 or more":  {MaxHint: -time.Second},
	} {
		if err := p.Validate(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	p := Policy{RetryFor: time.Minute, MaxHint: time.Second}
	if got := p.String(); got != "max_hint=1s retry_for=1m0s" {
		t.Errorf("printed as %s", got)
	}
}

// A nested call that was stopped early counts as having lasted until its end: retry_for has passed by then.
func TestRule3_5_RetryForAndCallsThatStopEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := Policy{Deadline: time.Second, Pause: 2 * time.Second, Errors: []Matcher{Any}}
		outer := Policy{RetryFor: 2 * time.Second, Errors: []Matcher{Any}}
		begun := time.Now()
		n := 0
		err := Run(t.Context(), &outer, func(ctx context.Context) error {
			return Run(ctx, &inner, func(context.Context) error { n++; return errBusy })
		})
		if stopped, ok := errors.AsType[*Error](err); !ok || stopped.Last != errBusy || n != 3 || time.Since(begun) != 2*time.Second {
			t.Errorf("%v after %d attempts in %v", err, n, time.Since(begun))
		}
	})
}

// The time that giveup takes about such an attempt counts, too: it is over later by that.
func TestRule3_5_AskingTakesTimeAboutACallThatStoppedEarly(t *testing.T) {
	for name, outer := range map[string]Policy{"retry_for": {RetryFor: 1200 * ms}, "deadline": {Deadline: 1200 * ms}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := Policy{Deadline: time.Second, Pause: 2 * time.Second, Errors: []Matcher{Any}}
				outer.Errors, outer.Giveup = []Matcher{Any}, func(error) bool { time.Sleep(300 * ms); return false }
				begun, n := time.Now(), 0
				err := Run(t.Context(), &outer, func(ctx context.Context) error {
					return Run(ctx, &inner, func(context.Context) error { n++; return errBusy })
				})
				if err == nil || n != 1 || time.Since(begun) != 300*ms {
					t.Errorf("%v after %d attempts in %v", err, n, time.Since(begun))
				}
			})
		})
	}
}
