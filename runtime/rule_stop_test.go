package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// Rule 3.7: the Error of a stopped call.

func TestRule3_7_Tree(t *testing.T) {
	inner := fmt.Errorf("query: %w", errBusy)
	each(t, ways, func(t *testing.T, r *run) { // the caller canceled, with a cause
		r.call(r.cancelAfter(10*ms), with(func(p *Policy) { p.Pause = time.Second }), fail(inner))
		r.matches(r.err, errBusy, inner, errCause, context.Canceled)
		r.matchesNot(r.err, context.DeadlineExceeded, ErrDeadline)
	})
	each(t, ways, func(t *testing.T, r *run) { // the caller's deadline, with a cause
		ctx, cancel := context.WithTimeoutCause(t.Context(), 30*ms, errCause)
		defer cancel()
		r.call(ctx, with(func(p *Policy) { p.Pause = 20 * ms }), fail(inner), heed)
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 30 * ms, Last: inner, Cause: errCause}.From(context.DeadlineExceeded))
		r.matches(r.err, errBusy, errCause, context.DeadlineExceeded)
		r.matchesNot(r.err, ErrDeadline, context.Canceled)
	})
	each(t, ways, func(t *testing.T, r *run) { // the caller's deadline ahead: it matches though ctx.Err() is nil
		r.call(r.deadlineAfter(10*ms), with(func(p *Policy) { p.Pause = 20 * ms }), fail(inner))
		r.matches(r.err, errBusy, context.DeadlineExceeded)
		r.matchesNot(r.err, ErrDeadline, context.Canceled)
	})
	each(t, allWays, func(t *testing.T, r *run) { // the policy's deadline
		r.call(t.Context(), with(func(p *Policy) { p.Deadline, p.Pause = 10*ms, 20*ms }), fail(inner))
		r.matches(r.err, errBusy, inner, ErrDeadline, context.DeadlineExceeded)
		r.matchesNot(r.err, ErrAttemptTimeout, context.Canceled)
		if e, ok := errors.AsType[*Error](fmt.Errorf("wrapped: %w", r.err)); !ok || e != r.err {
			t.Errorf("AsType found %v", e)
		}
	})
	each(t, ways, func(t *testing.T, r *run) { // both: the policy's deadline, and a caller that cancelled meanwhile
		r.call(r.cancelAfter(5*ms), with(func(p *Policy) { p.Deadline = 10 * ms }), after(10*ms, inner))
		r.matches(r.err, inner, ErrDeadline, context.Canceled)
	})
}

func TestRule3_7_LastIsNotTheDeadlinesOwnDoing(t *testing.T) {
	p := func(change func(p *Policy)) Policy {
		return with(func(p *Policy) { p.Deadline = 10 * ms; change(p) })
	}
	for name, echo := range map[string]step{
		"Err":   heed,
		"Cause": func(ctx context.Context) error { <-ctx.Done(); return context.Cause(ctx) },
		"I/O":   heedWith(&os.PathError{Op: "read", Err: os.ErrDeadlineExceeded}),
		"late":  func(ctx context.Context) error { time.Sleep(10 * ms); return ctx.Err() },
	} {
		t.Run(name, func(t *testing.T) {
			each(t, ways, func(t *testing.T, r *run) { // there was none
				r.call(t.Context(), p(func(*Policy) {}), echo)
				r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Cause: ErrDeadline})
				r.took(10*ms, 0)
			})
			each(t, ways, func(t *testing.T, r *run) { // the one before
				r.call(t.Context(), p(func(*Policy) {}), fail(errBusy), echo)
				r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Last: errBusy, Cause: ErrDeadline})
				r.took(10*ms, 0, 0)
			})
		})
	}
	each(t, ways, func(t *testing.T, r *run) { // one that says more stays, whatever it is
		r.call(t.Context(), p(func(*Policy) {}), fail(errBusy), heedWith(errFatal))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Last: errFatal, Cause: ErrDeadline})
	})
	each(t, ways, func(t *testing.T, r *run) { // a timeout before the deadline is a real error
		r.call(t.Context(), p(func(p *Policy) { p.Pause, p.Errors = time.Second, nil }), fail(context.DeadlineExceeded))
		r.stopped(Error{Reason: ReasonDeadline, Last: context.DeadlineExceeded, Cause: ErrDeadline})
	})
	each(t, ways, func(t *testing.T, r *run) { // so is a timed-out attempt, though the next met the deadline
		r.call(t.Context(), p(func(p *Policy) { p.AttemptTimeout = 6 * ms }), heed)
		r.took(10*ms, 0, 6*ms)
		r.matches(r.err.(*Error).Last, ErrAttemptTimeout)
	})
	each(t, ways, func(t *testing.T, r *run) { // and though it ran on beyond the deadline
		r.call(t.Context(), p(func(p *Policy) { p.AttemptTimeout = 6 * ms }), after(15*ms, errFatal))
		r.took(15*ms, 0)
		r.matches(r.err, ErrDeadline)
		r.timedOut(r.err.(*Error).Last, errFatal)
	})
	each(t, waysWithout, func(t *testing.T, r *run) { // what never saw the deadline cannot be its doing
		r.call(t.Context(), p(func(*Policy) {}), after(10*ms, os.ErrDeadlineExceeded))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Last: os.ErrDeadlineExceeded, Cause: ErrDeadline})
	})
	each(t, ways, func(t *testing.T, r *run) { // nor is the caller's cancellation, meanwhile, a real error
		r.call(r.cancelAfter(5*ms), p(func(*Policy) {}), fail(errBusy), func(ctx context.Context) error {
			time.Sleep(10 * ms)
			return ctx.Err()
		})
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Last: errBusy, Cause: ErrDeadline}.From(context.Canceled))
	})
}

func TestRule3_7_LastAtTheCallersEnd(t *testing.T) {
	p := Policy{Errors: []Matcher{Any}}
	each(t, ways, func(t *testing.T, r *run) { // a timeout of its own is no cancellation's echo
		r.call(r.cancelAfter(5*ms), p, fail(errBusy), after(10*ms, os.ErrDeadlineExceeded))
		r.stopped(Error{Reason: ReasonCanceled, Elapsed: 10 * ms, Last: os.ErrDeadlineExceeded, Cause: errCause}.From(context.Canceled))
	})
	each(t, ways, func(t *testing.T, r *run) { // nor a cancellation a deadline's
		r.call(r.deadlineAfter(5*ms), p, fail(errBusy), after(10*ms, context.Canceled))
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 10 * ms, Last: context.Canceled, Cause: context.DeadlineExceeded}.From(context.DeadlineExceeded))
	})
}

func TestRule3_7_ElapsedIsMeasuredFromTheFirstFailureWithoutLimits(t *testing.T) {
	plain := func(elapsed time.Duration) func(t *testing.T, r *run) {
		return func(t *testing.T, r *run) {
			r.call(r.cancelAfter(20*ms), with(func(p *Policy) { p.Pause = time.Second }), after(5*ms, errBusy))
			r.stopped(Error{Reason: ReasonCanceled, Elapsed: elapsed, Last: errBusy, Cause: errCause}.From(context.Canceled))
		}
	}
	each(t, ways[:3], plain(15*ms))
	each(t, ways[3:], plain(20*ms)) // an observer has it measured
	each(t, ways, func(t *testing.T, r *run) {
		r.call(r.cancelAfter(20*ms), with(func(p *Policy) { p.AttemptTimeout, p.Pause = time.Minute, time.Second }), after(5*ms, errBusy))
		r.stopped(Error{Reason: ReasonCanceled, Elapsed: 20 * ms, Last: errBusy, Cause: errCause}.From(context.Canceled))
	})
}

func TestRule3_7_TheLastAttemptsResults(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.Deadline, p.Pause = 10*ms, 6*ms }), fail(errBusy))
		if _, stopped := r.err.(*Error); !stopped || r.value != 2 {
			t.Errorf("got %d, %v; want the results of attempt 2 and a stop", r.value, r.err)
		}
	})
}

func TestRule3_7_Text(t *testing.T) {
	for want, e := range map[string]*Error{
		"Store.Fetch: stopped after 3 attempts in 1.5s: backoff: deadline exceeded; last error: busy": {
			Method: "Store.Fetch", Reason: ReasonDeadline, Attempts: 3, Elapsed: 1500 * ms, Last: errBusy, Cause: ErrDeadline,
		},
		"stopped after 1 attempt in 0s: context canceled": {Reason: ReasonCanceled, Attempts: 1, Cause: context.Canceled},
		"stopped after 2 attempts in 0s: canceled":        {Reason: ReasonCanceled, Attempts: 2},
	} {
		if got := e.Error(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	if got := (&engine.TimedOut{Err: errBusy}).Error(); !strings.Contains(got, "attempt timeout") || !strings.Contains(got, "busy") {
		t.Errorf("a timed-out attempt's error reads %q", got)
	}
}
