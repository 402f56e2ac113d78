package rules_test

import (
	"context"
	"errors"
	"testing"

	"github.com/backoffgen/backoffgen/golden/rules"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Rule 3.6: where retrying ends with return, the caller gets the last attempt's error itself, and its results.

func TestRule3_6_TheLastErrorItself(t *testing.T) {
	first, last := wrap(rules.ErrBusy), wrap(rules.ErrBusy)
	t.Run("max_tries", func(t *testing.T) {
		each(t, all, rules.NewRetryingPlain, func(r *run) {
			r.invoke(r.Context(), fail(first), fail(first), fail(first), fail(last))
			r.returned(last)
		})
	})
	t.Run("not retryable", func(t *testing.T) {
		each(t, all, rules.NewRetryingPatient, func(r *run) {
			last := wrap(rules.ErrFatal)
			r.invoke(r.Context(), fail(first), fail(last))
			r.returned(last)
		})
	})
	t.Run("giveup", func(t *testing.T) {
		each(t, all, rules.NewRetryingPatient, func(r *run) {
			last := wrap(final())
			r.invoke(r.Context(), fail(first), fail(last))
			r.returned(last)
		})
	})
	t.Run("a timeout that is not the attempt's", func(t *testing.T) {
		each(t, all, rules.NewRetryingTimed, func(r *run) {
			r.invoke(r.Context(), fail(context.DeadlineExceeded))
			r.returned(context.DeadlineExceeded)
		})
	})
	t.Run("the caller is done in the first attempt", func(t *testing.T) {
		each(t, withContext, rules.NewRetryingBoth, func(r *run) {
			r.invoke(r.canceledAfter(ms), heedWith(last))
			r.returned(last)
		})
	})
}

func TestRule3_6_OnlyTheErrorOfATimedOutAttemptIsWrapped(t *testing.T) {
	each(t, withContext, rules.NewRetryingTimed, func(r *run) {
		inner := &rules.LockError{Row: 7}
		r.invoke(r.Context(), fail(rules.ErrBusy), heed, heedWith(inner))
		r.lastResults()
		r.matches(backoff.ErrAttemptTimeout, context.DeadlineExceeded, inner)
		r.matchesNot(rules.ErrBusy, backoff.ErrDeadline, context.Canceled)
		if found, ok := errors.AsType[*rules.LockError](r.err); !ok || found != inner {
			r.Errorf("%v is not found in %v", inner, r.err)
		}
		if _, stopped := errors.AsType[*backoff.Error](r.err); stopped {
			r.Errorf("the caller got %v, want no stop", r.err)
		}
		r.took(220*ms, 0, 10*ms, 120*ms)
		if r.observed && (len(r.ended) != 3 || r.ended[0] != rules.ErrBusy || r.ended[2] != r.err || !errors.Is(r.ended[1], backoff.ErrAttemptTimeout)) {
			r.Errorf("the observer was told of %v, want what the caller gets", r.ended)
		}
	})
	each(t, withContext, rules.NewRetryingTimed, func(r *run) { // what says so already is not wrapped again
		var cause error
		r.invoke(r.Context(), heed, heed, func(ctx context.Context) error {
			<-ctx.Done()
			cause = wrap(context.Cause(ctx))
			return cause
		})
		r.returned(cause)
		r.matches(backoff.ErrAttemptTimeout)
	})
}

// The results of a failed attempt are the caller's, too, and never those of an attempt before.
func TestRule3_6_TheLastAttemptsResults(t *testing.T) {
	for name, steps := range map[string][]step{
		"not retryable at once": {fail(rules.ErrFatal)},
		"not retryable later":   {fail(rules.ErrBusy), fail(rules.ErrBusy), fail(rules.ErrFatal)},
		"max_tries":             {fail(rules.ErrBusy)},
		"success":               {fail(rules.ErrBusy), fail(nil)},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, all, rules.NewRetryingPatient, func(r *run) {
				r.invoke(r.Context(), steps...)
				r.returned(steps[len(steps)-1](r.Context())) // which compares the results
			})
		})
	}
}
