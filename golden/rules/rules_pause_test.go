package rules_test

import (
	"context"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/rules"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Rules 3.4f and 3.4h: the pause, and whether there is time for it.

func TestRule3_4f_StopsWhenThePauseWouldEndAtTheDeadline(t *testing.T) {
	each(t, all, rules.NewRetryingExact, func(r *run) { // deadline=1s pause=500ms
		r.invoke(r.Context(), fail(rules.ErrBusy))
		r.stopped("Exact", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 500 * ms, Last: rules.ErrBusy, Cause: backoff.ErrDeadline})
		r.took(500*ms, 0, 500*ms) // and does not sleep until the deadline
	})
	each(t, all, rules.NewRetryingOrdered, func(r *run) { // after the deadline
		r.invoke(r.Context(), after(61*ms, errRetry))
		r.stopped("Ordered", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 61 * ms, Last: errRetry, Cause: backoff.ErrDeadline})
		r.took(61*ms, 0)
	})
	each(t, all, rules.NewRetryingOrdered, func(r *run) { // a moment before it
		r.invoke(r.Context(), after(60*ms-1, errRetry), fail(nil))
		r.returned(nil)
		r.took(100*ms-1, 0, 100*ms-1)
	})
}

func TestRule3_4f_StopsWhenThePauseWouldEndAtTheCallersDeadline(t *testing.T) {
	want := backoff.Error{Reason: backoff.ReasonDeadline, Last: rules.ErrBusy, Cause: context.DeadlineExceeded}
	each(t, withContext, rules.NewRetryingPaused, func(r *run) { // pause=300ms
		r.invoke(r.deadlineAfter(300*ms), fail(rules.ErrBusy))
		r.stopped("Paused", want)
		r.matchesNot(backoff.ErrDeadline, context.Canceled)
		r.took(0, 0)
	})
	each(t, withContext, rules.NewRetryingPaused, func(r *run) {
		r.invoke(r.deadlineAfter(300*ms+1), fail(rules.ErrBusy), fail(nil))
		r.returned(nil)
		r.took(300*ms, 0, 300*ms)
	})
	each(t, withContext, rules.NewRetryingExact, func(r *run) { // the nearer of two
		r.invoke(r.deadlineAfter(100*ms), fail(rules.ErrBusy))
		r.stopped("Exact", want)
		r.took(0, 0)
	})
}

func TestRule3_4h_PausesAndLooksAtTheCallerAgain(t *testing.T) {
	each(t, withContext, rules.NewRetryingPaused, func(r *run) {
		r.invoke(r.canceledAfter(400*ms), fail(rules.ErrBusy), fail(rules.ErrBusy), fail(nil))
		r.took(400*ms, 0, 300*ms) // at once, and without another attempt
		r.stopped("Paused", backoff.Error{Reason: backoff.ReasonCanceled, Elapsed: 400 * ms, Last: rules.ErrBusy, Cause: errCause})
		r.matches(context.Canceled)
		r.matchesNot(context.DeadlineExceeded)
	})
}

func TestRule3_4h_LooksAtTheCallerAlthoughThereIsNoPause(t *testing.T) {
	for _, policy := range []struct {
		name string
		each func(*testing.T, func(*run))
	}{
		{"Plain", func(t *testing.T, test func(*run)) { each(t, withContext, rules.NewRetryingPlain, test) }},
		{"Bounded", func(t *testing.T, test func(*run)) { each(t, withContext, rules.NewRetryingBounded, test) }},
	} {
		policy.each(t, func(r *run) {
			ctx, cancel := context.WithCancelCause(r.Context())
			r.invoke(ctx, fail(rules.ErrBusy), func(context.Context) error { cancel(errCause); return rules.ErrBusy }, fail(nil))
			r.stopped(policy.name, backoff.Error{Reason: backoff.ReasonCanceled, Last: rules.ErrBusy, Cause: errCause})
			r.took(0, 0, 0)
		})
	}
}

func TestRule3_4h_NoPauseTakesNoTime(t *testing.T) {
	each(t, all, rules.NewRetryingPlain, func(r *run) {
		r.invoke(r.Context(), fail(rules.ErrBusy), fail(rules.ErrBusy), after(ms, nil))
		r.returned(nil)
		r.took(ms, 0, 0, 0)
	})
}

// A limit of the attempt does not reach into the pause, nor is one attempt's time counted for the next.
func TestRule3_4h_ThePauseIsNoPartOfAnAttempt(t *testing.T) {
	each(t, all, rules.NewRetryingByPointerFunc, func(r *run) { // deadline=1s pause=300ms
		r.invoke(r.Context(), after(100*ms, rules.ErrBusy), after(200*ms, rules.ErrBusy), fail(nil))
		r.returned(nil)
		r.took(900*ms, 0, 400*ms, 900*ms)
	})
	each(t, withContext, rules.NewRetryingSlow, func(r *run) { // attempt_timeout=1h pause=3h
		r.invoke(r.Context(), after(59*time.Minute, rules.ErrBusy), after(59*time.Minute, rules.ErrBusy), fail(nil))
		r.returned(nil)
		r.took(7*time.Hour+58*time.Minute, 0, 3*time.Hour+59*time.Minute, 7*time.Hour+58*time.Minute)
	})
}
