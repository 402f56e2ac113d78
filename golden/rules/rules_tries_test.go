package rules_test

import (
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/rules"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Rules 3.4d and 3.4e: what ends the retrying although the error is retryable.

func TestRule3_4d_ReturnsAfterMaxTries(t *testing.T) {
	each(t, all, decorateOrdered, func(r *run) {
		r.invoke(r.Context(), fail(errRetry))
		r.returned(errRetry)
		r.took(40*ms, 0, 40*ms)
	})
	each(t, all, rules.NewRetryingPaused, func(r *run) { // without limits too
		r.invoke(r.Context(), fail(rules.ErrBusy))
		r.returned(rules.ErrBusy)
		r.took(900*ms, 0, 300*ms, 600*ms, 900*ms)
	})
}

func TestRule3_4d_WithoutMaxTriesOnlyTheDeadlineEndsIt(t *testing.T) {
	each(t, all, rules.NewRetryingBounded, func(r *run) {
		r.invoke(r.Context(), after(ms, rules.ErrBusy))
		r.stopped("Bounded", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: time.Second, Last: rules.ErrBusy, Cause: backoff.ErrDeadline})
		if len(r.starts) != 1000 || r.starts[999] != 999*ms {
			r.Errorf("%d attempts, want 1000", len(r.starts))
		}
	})
}

func TestRule3_4de_MaxTriesComesBeforeGiveup(t *testing.T) {
	each(t, all, decorateOrdered, func(r *run) {
		first, last := &rules.Probe{Retry: true}, final()
		r.invoke(r.Context(), fail(first), fail(last))
		r.returned(last)
		r.asked(first, 1)
		r.asked(last, 0)
	})
}

func TestRule3_4df_MaxTriesComesBeforeThePauseThatDoesNotFit(t *testing.T) {
	each(t, all, decorateOrdered, func(r *run) {
		r.invoke(r.Context(), fail(errRetry), after(50*ms, errRetry))
		r.returned(errRetry)
		r.took(90*ms, 0, 40*ms)
	})
}

func TestRule3_4e_ReturnsWhenGiveupSaysSo(t *testing.T) {
	each(t, all, rules.NewRetryingPatient, func(r *run) {
		first, second := &rules.Probe{Retry: true}, final()
		r.invoke(r.Context(), fail(first), fail(second), fail(nil))
		r.returned(second)
		r.asked(first, 1)
		r.asked(second, 1)
		r.took(50*ms, 0, 50*ms)
	})
}

func TestRule3_4e_GiveupIsAskedAboutTimeoutsToo(t *testing.T) {
	each(t, withContext, rules.NewRetryingPatient, func(r *run) {
		err := &rules.Probe{Final: true} // retryable only since its attempt timed out
		r.invoke(r.Context(), heedWith(err), fail(nil))
		r.lastResults()
		r.matches(err, backoff.ErrAttemptTimeout)
		r.asked(err, 1)
		r.took(100*ms, 0)
	})
}

func TestRule3_4e_GiveupMayBeAnExpression(t *testing.T) {
	for _, test := range []struct {
		name string
		err  error
		want int // attempts
	}{
		{"the left side", rules.ErrFatal, 1},
		{"the left side compares with ==", wrap(rules.ErrFatal), 3},
		{"the right side", wrap(errNotExist), 1},
		{"neither", rules.ErrBusy, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			each(t, all, rules.NewRetryingExpressed, func(r *run) {
				r.invoke(r.Context(), fail(test.err))
				r.returned(test.err)
				if len(r.starts) != test.want {
					r.Errorf("%d attempts, want %d", len(r.starts), test.want)
				}
			})
		})
	}
}

func TestRule3_4ef_GiveupComesBeforeThePauseThatDoesNotFit(t *testing.T) {
	each(t, all, decorateOrdered, func(r *run) {
		err := final()
		r.invoke(r.Context(), after(70*ms, err))
		r.returned(err)
		r.asked(err, 1)
		r.took(70*ms, 0)
	})
}
