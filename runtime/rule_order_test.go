package backoff_test

import (
	"context"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

// Rule 3.4: the questions after a failed attempt, in their order. A test whose name has two letters fails when the two
// questions are swapped.

func TestRule3_4a_TheDeadlineHasPassed(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.Deadline = 10 * ms }), after(10*ms, errBusy))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Last: errBusy, Cause: ErrDeadline})
		r.took(10*ms, 0)
	})
	each(t, allWays, func(t *testing.T, r *run) { // not yet
		r.call(t.Context(), with(func(p *Policy) { p.Deadline = 10 * ms }), after(10*ms-1, errBusy), fail(nil))
		r.returned(nil)
		r.took(10*ms-1, 0, 10*ms-1)
	})
}

func TestRule3_4ab_DeadlineBeforeNotRetryable(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.Deadline = 10 * ms }), after(10*ms, errFatal))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Last: errFatal, Cause: ErrDeadline})
	})
}

func TestRule3_4ac_DeadlineBeforeCaller(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		r.call(r.cancelAfter(5*ms), with(func(p *Policy) { p.Deadline = 10 * ms }), after(10*ms, errBusy))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Last: errBusy, Cause: ErrDeadline}.From(context.Canceled))
		r.took(10*ms, 0)
	})
}

func TestRule3_4ad_DeadlineBeforeMaxTries(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.Deadline, p.MaxTries = 10*ms, 1 }), after(10*ms, errBusy))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Last: errBusy, Cause: ErrDeadline})
	})
}

func TestRule3_4ae_DeadlineBeforeGiveup(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		asked := 0
		p := with(func(p *Policy) { p.Deadline = 10 * ms; p.Giveup = func(error) bool { asked++; return true } })
		r.call(t.Context(), p, after(10*ms, errBusy))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Last: errBusy, Cause: ErrDeadline})
		if asked != 0 {
			t.Errorf("giveup was asked %d times", asked)
		}
	})
}

func TestRule3_4b_NotRetryable(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.Pause = ms }), fail(errBusy), fail(errFatal))
		r.returned(errFatal)
		r.took(ms, 0, ms)
	})
}

func TestRule3_4bc_NotRetryableBeforeCaller(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		r.call(r.cancelAfter(5*ms), busyPolicy, fail(errBusy), after(10*ms, errFatal))
		r.returned(errFatal)
		r.took(10*ms, 0, 0)
	})
}

func TestRule3_4be_NotRetryableBeforeGiveup(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) {
			p.Giveup = func(err error) bool { t.Errorf("giveup was asked about %v", err); return true }
		}), fail(errFatal))
		r.returned(errFatal)
	})
}

func TestRule3_4c_CallerIsDoneInTheFirstAttempt(t *testing.T) {
	for _, limits := range []Policy{{}, {AttemptTimeout: time.Second}, {Deadline: time.Second}} {
		p := with(func(p *Policy) { p.AttemptTimeout, p.Deadline = limits.AttemptTimeout, limits.Deadline })
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.cancelAfter(5*ms), p, heedWith(errBusy))
			r.returned(errBusy)
			r.took(5*ms, 0)
		})
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.deadlineAfter(5*ms), p, heed)
			r.returned(context.DeadlineExceeded)
			r.took(5*ms, 0)
		})
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.deadlineAfter(5*ms), p, after(8*ms, errBusy))
			r.returned(errBusy)
			r.took(8*ms, 0)
		})
	}
}

func TestRule3_4c_CallerIsDoneInTheSecondAttempt(t *testing.T) {
	for _, limits := range []Policy{{}, {AttemptTimeout: time.Second}, {Deadline: time.Second}} {
		p := with(func(p *Policy) {
			p.AttemptTimeout, p.Deadline = limits.AttemptTimeout, limits.Deadline
			p.Errors = []Matcher{Any}
		})
		each(t, ways, func(t *testing.T, r *run) { // the caller's doing, so the error before it is the last
			r.call(r.cancelAfter(5*ms), p, fail(errBusy), heed)
			r.stopped(Error{Reason: ReasonCanceled, Elapsed: 5 * ms, Last: errBusy, Cause: errCause}.From(context.Canceled))
			r.took(5*ms, 0, 0)
		})
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.cancelAfter(5*ms), p, fail(errBusy), heedWith(errFatal))
			r.stopped(Error{Reason: ReasonCanceled, Elapsed: 5 * ms, Last: errFatal, Cause: errCause}.From(context.Canceled))
		})
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.deadlineAfter(5*ms), p, fail(errBusy), heed)
			r.stopped(Error{Reason: ReasonDeadline, Elapsed: 5 * ms, Last: errBusy, Cause: context.DeadlineExceeded}.From(context.DeadlineExceeded))
			r.took(5*ms, 0, 0)
		})
	}
}

func TestRule3_4cd_CallerBeforeMaxTries(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		r.call(r.cancelAfter(5*ms), with(func(p *Policy) { p.MaxTries = 2 }), fail(errBusy), heedWith(errBusy))
		r.stopped(Error{Reason: ReasonCanceled, Elapsed: 5 * ms, Last: errBusy, Cause: errCause}.From(context.Canceled))
		r.took(5*ms, 0, 0)
	})
}

// A dated context has a deadline, at which nobody ends it.
type dated struct {
	context.Context
	at time.Time
}

func (c dated) Deadline() (time.Time, bool) { return c.at, true }

// A caller is done when its context has ended, and not when its deadline has passed.
func TestRule3_4cd_ADeadlineThatHasPassedIsNoEnd(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		r.call(dated{t.Context(), time.Now().Add(15 * ms)}, with(func(p *Policy) { p.MaxTries = 2 }), after(10*ms, errBusy))
		r.returned(errBusy)
		r.took(20*ms, 0, 10*ms)
	})
}

func TestRule3_4ce_CallerBeforeGiveup(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		asked := 0
		p := with(func(p *Policy) { p.Giveup = func(error) bool { asked++; return asked > 1 } })
		r.call(r.cancelAfter(5*ms), p, fail(errBusy), heedWith(errBusy))
		r.stopped(Error{Reason: ReasonCanceled, Elapsed: 5 * ms, Last: errBusy, Cause: errCause}.From(context.Canceled))
		if asked != 1 {
			t.Errorf("giveup was asked %d times, want once", asked)
		}
	})
}

func TestRule3_4cf_CallerBeforeThePauseThatDoesNotFit(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) { // swapped, this would be a stop
		r.call(r.cancelAfter(5*ms), with(func(p *Policy) { p.Deadline, p.Pause = 10*ms, time.Second }), heedWith(errBusy))
		r.returned(errBusy)
		r.took(5*ms, 0)
	})
}

func TestRule3_4d_MaxTries(t *testing.T) {
	for tries, starts := range [][]time.Duration{1: {0}, 2: {0, 7 * ms}, 3: {0, 7 * ms, 14 * ms}} {
		if tries == 0 {
			continue
		}
		each(t, allWays, func(t *testing.T, r *run) {
			r.call(t.Context(), with(func(p *Policy) { p.MaxTries, p.Pause = tries, 7*ms }), fail(errBusy))
			r.returned(errBusy)
			r.took(starts[len(starts)-1], starts...)
		})
	}
	each(t, allWays, func(t *testing.T, r *run) { // unlimited
		r.call(t.Context(), with(func(p *Policy) { p.Giveup = func(error) bool { return len(r.starts) == 90 } }), fail(errBusy))
		if len(r.starts) != 90 {
			t.Errorf("%d attempts, want 90", len(r.starts))
		}
	})
}

func TestRule3_4de_MaxTriesBeforeGiveup(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		asked := 0
		p := with(func(p *Policy) { p.MaxTries = 3; p.Giveup = func(error) bool { asked++; return false } })
		r.call(t.Context(), p, fail(errBusy))
		r.returned(errBusy)
		r.took(0, 0, 0, 0)
		if asked != 2 {
			t.Errorf("giveup was asked %d times, want twice: not after the last try", asked)
		}
	})
}

func TestRule3_4df_MaxTriesBeforeThePauseThatDoesNotFit(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.MaxTries, p.Deadline, p.Pause = 1, ms, time.Second }), fail(errBusy))
		r.returned(errBusy)
		r.took(0, 0)
	})
}
