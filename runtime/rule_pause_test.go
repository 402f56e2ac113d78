package backoff_test

import (
	"context"
	"math"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

// Rule 3.4, the second half: giveup and the pause.

func TestRule3_4e_Giveup(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		var asked []error
		p := Policy{Errors: []Matcher{Any}, Pause: ms, Giveup: func(err error) bool {
			asked = append(asked, err)
			return err == errFatal
		}}
		r.call(t.Context(), p, fail(errBusy), fail(errFatal))
		r.returned(errFatal)
		r.took(ms, 0, ms)
		if len(asked) != 2 || asked[0] != errBusy || asked[1] != errFatal {
			t.Errorf("giveup was asked about %v", asked)
		}
	})
}

func TestRule3_4ef_GiveupBeforeThePauseThatDoesNotFit(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		p := with(func(p *Policy) { p.Deadline, p.Pause = ms, time.Second; p.Giveup = func(error) bool { return true } })
		r.call(t.Context(), p, fail(errBusy))
		r.returned(errBusy)
		r.took(0, 0)
	})
}

func TestRule3_4f_ThePauseDoesNotFitThePolicysDeadline(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) { // it would end right at the deadline
		r.call(t.Context(), with(func(p *Policy) { p.Deadline, p.Pause = 10*ms, 6*ms }), after(4*ms, errBusy))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 4 * ms, Last: errBusy, Cause: ErrDeadline})
		r.took(4*ms, 0)
	})
	each(t, allWays, func(t *testing.T, r *run) { // it ends a nanosecond before
		r.call(t.Context(), with(func(p *Policy) { p.Deadline, p.Pause = 10*ms, 6*ms-1 }), after(4*ms, errBusy), fail(nil))
		r.returned(nil)
		r.took(10*ms-1, 0, 10*ms-1)
	})
	each(t, allWays, func(t *testing.T, r *run) { // the second does not
		r.call(t.Context(), with(func(p *Policy) { p.Deadline, p.Pause = 10*ms, 6*ms }), fail(errBusy))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 6 * ms, Last: errBusy, Cause: ErrDeadline})
		r.took(6*ms, 0, 6*ms)
	})
}

func TestRule3_4f_ThePauseDoesNotFitTheCallersDeadline(t *testing.T) {
	for _, limits := range []Policy{{}, {AttemptTimeout: time.Second}, {Deadline: time.Second}} {
		p := func(pause time.Duration) Policy {
			return with(func(p *Policy) {
				p.AttemptTimeout, p.Deadline, p.Pause = limits.AttemptTimeout, limits.Deadline, pause
			})
		}
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.deadlineAfter(10*ms), p(10*ms), fail(errBusy))
			r.stopped(Error{Reason: ReasonDeadline, Last: errBusy, Cause: context.DeadlineExceeded})
			r.took(0, 0)
		})
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.deadlineAfter(10*ms), p(10*ms-1), fail(errBusy), fail(nil))
			r.returned(nil)
			r.took(10*ms-1, 0, 10*ms-1)
		})
	}
}

func TestRule3_4f_OfTwoDeadlinesThePolicysIsNamed(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		r.call(r.deadlineAfter(5*ms), with(func(p *Policy) { p.Deadline, p.Pause = 10*ms, 20*ms }), fail(errBusy))
		r.stopped(Error{Reason: ReasonDeadline, Last: errBusy, Cause: ErrDeadline})
		r.took(0, 0)
	})
}

func TestRule3_4f_GiveupTakesItsTime(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) { // without a pause too: the deadline passes while it thinks
		p := with(func(p *Policy) {
			p.Deadline = 10 * ms
			p.Giveup = func(error) bool { time.Sleep(10 * ms); return false }
		})
		r.call(t.Context(), p, fail(errBusy))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Last: errBusy, Cause: ErrDeadline})
		r.took(10*ms, 0)
	})
}

func TestRule3_4f_DurationsSaturate(t *testing.T) {
	const most = time.Duration(math.MaxInt64)
	each(t, allWays, func(t *testing.T, r *run) {
		p := with(func(p *Policy) { p.AttemptTimeout, p.Deadline = most, most })
		r.call(t.Context(), p, func(ctx context.Context) error {
			if d, ok := ctx.Deadline(); ok && time.Until(d) < 200*365*24*time.Hour {
				t.Errorf("the deadline is in %v", time.Until(d))
			}
			if ctx.Err() != nil {
				t.Errorf("Err is %v", ctx.Err())
			}
			select {
			case <-ctx.Done():
				t.Errorf("the context is done: %v", context.Cause(ctx))
			case <-time.After(time.Hour):
			}
			return errBusy
		}, fail(nil))
		r.returned(nil)
		r.took(time.Hour, 0, time.Hour)
	})
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.Deadline, p.Pause = most, most }), after(ms, errBusy))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: ms, Last: errBusy, Cause: ErrDeadline})
		r.took(ms, 0)
	})
	each(t, ways, func(t *testing.T, r *run) {
		r.call(r.cancelAfter(time.Hour), with(func(p *Policy) { p.Pause = most }), fail(errBusy))
		r.stopped(Error{Reason: ReasonCanceled, Elapsed: time.Hour, Last: errBusy, Cause: errCause}.From(context.Canceled))
		r.took(time.Hour, 0)
	})
}

func TestRule3_4h_ThePauseCountsFromTheAttemptsEnd(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		p := with(func(p *Policy) { p.Pause = 100 * ms })
		r.call(t.Context(), p, after(30*ms, errBusy), after(50*ms, errBusy), after(ms, nil))
		r.returned(nil)
		r.took(281*ms, 0, 130*ms, 280*ms)
	})
}

func TestRule3_4h_NoPauseIsNoTime(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.MaxTries = 3 }), fail(errBusy))
		r.returned(errBusy)
		r.took(0, 0, 0, 0)
	})
}

func TestRule3_4h_CallerIsDoneInThePause(t *testing.T) {
	for _, limits := range []Policy{{}, {AttemptTimeout: time.Second}, {Deadline: time.Second}} {
		p := with(func(p *Policy) { p.AttemptTimeout, p.Deadline, p.Pause = limits.AttemptTimeout, limits.Deadline, 20*ms })
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.cancelAfter(10*ms), p, fail(errBusy))
			r.stopped(Error{Reason: ReasonCanceled, Elapsed: 10 * ms, Last: errBusy, Cause: errCause}.From(context.Canceled))
			r.took(10*ms, 0)
		})
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.cancelAfter(30*ms), p, fail(errBusy))
			r.stopped(Error{Reason: ReasonCanceled, Elapsed: 30 * ms, Last: errBusy, Cause: errCause}.From(context.Canceled))
			r.took(30*ms, 0, 20*ms)
		})
	}
}

func TestRule3_4h_CallerIsDoneBetweenAttemptsWithoutAPause(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		ctx, cancel := context.WithCancelCause(t.Context())
		p := with(func(p *Policy) { p.Giveup = func(error) bool { cancel(errCause); return false } })
		r.call(ctx, p, fail(errBusy))
		r.stopped(Error{Reason: ReasonCanceled, Last: errBusy, Cause: errCause}.From(context.Canceled))
		r.took(0, 0)
	})
	each(t, ways, func(t *testing.T, r *run) {
		ctx, cancel := context.WithCancelCause(t.Context())
		p := with(func(p *Policy) { p.Errors = []Matcher{MatchFunc(func(error) bool { cancel(errCause); return true })} })
		r.call(ctx, p, fail(errBusy))
		r.stopped(Error{Reason: ReasonCanceled, Last: errBusy, Cause: errCause}.From(context.Canceled))
		r.took(0, 0)
	})
	each(t, ways, func(t *testing.T, r *run) { // that a pause would not fit the deadline of one who has cancelled is no matter
		ctx, cancel := context.WithCancelCause(r.deadlineAfter(10 * ms))
		p := with(func(p *Policy) { p.Pause = time.Second; p.Giveup = func(error) bool { cancel(errCause); return false } })
		r.call(ctx, p, fail(errBusy))
		r.stopped(Error{Reason: ReasonCanceled, Last: errBusy, Cause: errCause}.From(context.Canceled))
		r.took(0, 0)
	})
}

// Rule 2 of the seed: all attempts and pauses together never run longer than the deadline, so none begins after it.
func TestRule3_4h_NoAttemptBeginsAfterTheDeadline(t *testing.T) {
	for _, pause := range []time.Duration{0, ms} {
		each(t, waysWithout[:1], func(t *testing.T, r *run) {
			slow := ObserverFunc(func(_ context.Context, e Event) {
				if e.Kind == EventPauseStarted {
					time.Sleep(10 * ms)
				}
			})
			s := newRetryingStore(storeFunc(func(context.Context) (int, error) {
				r.starts = append(r.starts, time.Since(r.began))
				return len(r.starts), errBusy
			}), with(func(p *Policy) { p.Deadline, p.Pause = 10*ms, pause }), WithObserver(slow))
			r.value, r.err = s.Load()
			r.end = time.Since(r.began)
			r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10*ms + pause, Last: errBusy, Cause: ErrDeadline})
			r.took(10*ms+pause, 0)
		})
	}
}
