package rules_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/rules"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Rule 3.7: where retrying is stopped, the caller gets the last attempt's results and a *backoff.Error.

func TestRule3_7_AtThePolicysDeadline(t *testing.T) {
	last := wrap(&rules.LockError{Row: 7})
	each(t, all, rules.NewRetryingByPointerFunc, func(r *run) { // deadline=1s pause=300ms
		r.invoke(r.Context(), fail(rules.ErrBusy), fail(rules.ErrBusy), fail(rules.ErrBusy), fail(last))
		r.stopped("ByPointerFunc", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 900 * ms, Last: last, Cause: backoff.ErrDeadline})
		r.matches(backoff.ErrDeadline, context.DeadlineExceeded, last)
		r.matchesNot(rules.ErrBusy, context.Canceled, backoff.ErrAttemptTimeout)
		if lock, ok := errors.AsType[*rules.LockError](r.err); !ok || lock.Row != 7 {
			r.Errorf("the last error is not found in %v", r.err)
		}
		r.took(900*ms, 0, 300*ms, 600*ms, 900*ms)
	})
}

func TestRule3_7_AtTheCallersCancellation(t *testing.T) {
	each(t, withContext, rules.NewRetryingPatient, func(r *run) {
		r.invoke(r.canceledAfter(20*ms), fail(rules.ErrBusy))
		r.stopped("Patient", backoff.Error{Reason: backoff.ReasonCanceled, Elapsed: 20 * ms, Last: rules.ErrBusy, Cause: errCause})
		r.matches(context.Canceled, errCause, rules.ErrBusy)
		r.matchesNot(context.DeadlineExceeded, backoff.ErrDeadline)
	})
}

func TestRule3_7_AtTheCallersDeadline(t *testing.T) {
	each(t, withContext, rules.NewRetryingPatient, func(r *run) { // reached
		ctx, cancel := context.WithTimeoutCause(r.Context(), 120*ms, errCause)
		defer cancel()
		r.invoke(ctx, fail(rules.ErrBusy), heed)
		r.stopped("Patient", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 120 * ms, Last: rules.ErrBusy, Cause: errCause})
		r.matches(context.DeadlineExceeded, errCause)
		r.matchesNot(backoff.ErrDeadline, context.Canceled)
	})
	each(t, withContext, rules.NewRetryingPatient, func(r *run) { // ahead, so that its cause is not known
		ctx, cancel := context.WithTimeoutCause(r.Context(), 50*ms, errCause)
		defer cancel()
		r.invoke(ctx, fail(rules.ErrBusy))
		r.stopped("Patient", backoff.Error{Reason: backoff.ReasonDeadline, Last: rules.ErrBusy, Cause: context.DeadlineExceeded})
		r.matchesNot(errCause, backoff.ErrDeadline)
	})
}

func TestRule3_7_LastIsTheLastErrorThatIsNotTheDeadlinesOwn(t *testing.T) {
	stop := backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: time.Second, Cause: backoff.ErrDeadline}
	for name, echo := range map[string]step{
		"the context's error": heed,
		"its cause":           func(ctx context.Context) error { <-ctx.Done(); return wrap(context.Cause(ctx)) },
		"an operation's":      heedWith(&os.PathError{Op: "read", Err: os.ErrDeadlineExceeded}),
	} {
		t.Run(name, func(t *testing.T) {
			each(t, withContext, rules.NewRetryingBounded, func(r *run) {
				r.invoke(r.Context(), echo)
				r.stopped("Bounded", stop) // there is none
				r.took(time.Second, 0)
				r.invoke(r.Context(), after(ms, rules.ErrBusy), echo)
				want := stop
				want.Last = rules.ErrBusy
				r.stopped("Bounded", want)
				r.took(time.Second, 0, ms)
			})
		})
	}
	each(t, withContext, rules.NewRetryingBounded, func(r *run) { // an error that says more is a real one
		r.invoke(r.Context(), fail(rules.ErrBusy), heedWith(rules.ErrFatal))
		want := stop
		want.Last = rules.ErrFatal
		r.stopped("Bounded", want)
		r.matchesNot(rules.ErrBusy)
	})
	each(t, withContext, rules.NewRetryingBoth, func(r *run) { // and so is the timeout of the attempt before
		r.invoke(r.Context(), heed)
		e, ok := r.err.(*backoff.Error)
		if !ok || !errors.Is(e.Last, backoff.ErrAttemptTimeout) || e.Elapsed != 150*ms || e.Attempts != 2 {
			r.Errorf("the caller got %#v", r.err)
		}
		r.matches(backoff.ErrDeadline, backoff.ErrAttemptTimeout)
	})
	each(t, withoutContext, rules.NewRetryingBounded, func(r *run) { // what never saw the deadline is not its doing
		r.invoke(r.Context(), after(time.Second, os.ErrDeadlineExceeded))
		want := stop
		want.Last = os.ErrDeadlineExceeded
		r.stopped("Bounded", want)
	})
}

func TestRule3_7_ElapsedIsFromTheFirstFailureWhereNothingIsMeasured(t *testing.T) {
	each(t, withContext, rules.NewRetryingPaused, func(r *run) {
		r.invoke(r.canceledAfter(200*ms), after(120*ms, rules.ErrBusy))
		elapsed := 80 * ms
		if r.observed { // for the observer it is measured
			elapsed = 200 * ms
		}
		r.stopped("Paused", backoff.Error{Reason: backoff.ReasonCanceled, Elapsed: elapsed, Last: rules.ErrBusy, Cause: errCause})
		r.took(200*ms, 0)
	})
	each(t, all, rules.NewRetryingExact, func(r *run) { // a limit is measured from the start
		r.invoke(r.Context(), after(600*ms, rules.ErrBusy))
		r.stopped("Exact", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 600 * ms, Last: rules.ErrBusy, Cause: backoff.ErrDeadline})
	})
}

func TestRule3_7_TheTextSaysItAll(t *testing.T) {
	each(t, all, rules.NewRetryingExact, func(r *run) {
		r.invoke(r.Context(), fail(rules.ErrBusy))
		want := "Exact." + r.method + ": stopped after 2 attempts in 500ms: backoff: deadline exceeded; last error: busy"
		if r.err == nil || r.err.Error() != want {
			r.Errorf("the error reads %v, want %s", r.err, want)
		}
	})
}
