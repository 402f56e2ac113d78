package rules_test

import (
	"context"
	"testing"

	"github.com/backoffgen/backoffgen/golden/rules"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Rule 3.4: the questions after a failed attempt, in their order. The interface Ordered has an answer to each. A test
// whose name has two letters fails when the two questions are swapped.
//
//	attempt_timeout=none deadline=100ms pause=40ms max_tries=2 errors=mayRetry giveup=isFinal

var (
	decorateOrdered = rules.NewRetryingOrdered
	errRetry        = error(&rules.Probe{Retry: true})
	errNever        = error(&rules.Probe{})
)

// final is an error that giveup says yes to, new so that its count starts at 0.
func final() *rules.Probe { return &rules.Probe{Retry: true, Final: true} }

// asked says how often giveup was asked about p.
func (r *run) asked(p *rules.Probe, want int) {
	r.Helper()
	if p.Asked != want {
		r.Errorf("giveup was asked %d times, want %d", p.Asked, want)
	}
}

func TestRule3_4a_StopsWhenTheDeadlineHasPassed(t *testing.T) {
	each(t, all, decorateOrdered, func(r *run) {
		r.invoke(r.Context(), after(100*ms, errRetry))
		r.stopped("Ordered", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 100 * ms, Last: errRetry, Cause: backoff.ErrDeadline})
		r.took(100*ms, 0)
	})
}

func TestRule3_4ab_TheDeadlineComesBeforeNotRetryable(t *testing.T) {
	each(t, all, decorateOrdered, func(r *run) {
		r.invoke(r.Context(), after(100*ms, errNever))
		r.stopped("Ordered", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 100 * ms, Last: errNever, Cause: backoff.ErrDeadline})
	})
}

func TestRule3_4ac_TheDeadlineComesBeforeTheCaller(t *testing.T) {
	each(t, withContext, decorateOrdered, func(r *run) {
		r.invoke(r.canceledAfter(50*ms), after(100*ms, errRetry))
		r.stopped("Ordered", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 100 * ms, Last: errRetry, Cause: backoff.ErrDeadline})
		r.matches(context.Canceled) // the caller's, since that is set
	})
}

func TestRule3_4ad_TheDeadlineComesBeforeMaxTries(t *testing.T) {
	each(t, all, decorateOrdered, func(r *run) {
		r.invoke(r.Context(), fail(errRetry), after(60*ms, errRetry))
		r.stopped("Ordered", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 100 * ms, Last: errRetry, Cause: backoff.ErrDeadline})
		r.took(100*ms, 0, 40*ms)
	})
}

func TestRule3_4ae_TheDeadlineComesBeforeGiveup(t *testing.T) {
	each(t, all, decorateOrdered, func(r *run) {
		err := final()
		r.invoke(r.Context(), after(100*ms, err))
		r.stopped("Ordered", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 100 * ms, Last: err, Cause: backoff.ErrDeadline})
		r.asked(err, 0)
	})
}

func TestRule3_4b_ReturnsWhatIsNotRetryable(t *testing.T) {
	each(t, all, decorateOrdered, func(r *run) {
		r.invoke(r.Context(), fail(errNever), fail(nil))
		r.returned(errNever)
		r.took(0, 0)
	})
}

func TestRule3_4bc_NotRetryableComesBeforeTheCaller(t *testing.T) {
	each(t, withContext, decorateOrdered, func(r *run) {
		r.invoke(r.canceledAfter(50*ms), fail(errRetry), after(20*ms, errNever))
		r.returned(errNever)
		r.took(60*ms, 0, 40*ms)
	})
}

func TestRule3_4be_NotRetryableComesBeforeGiveup(t *testing.T) {
	each(t, all, decorateOrdered, func(r *run) {
		err := &rules.Probe{Final: true}
		r.invoke(r.Context(), fail(err))
		r.returned(err)
		r.asked(err, 0)
	})
}

func TestRule3_4bf_NotRetryableComesBeforeThePauseThatDoesNotFit(t *testing.T) {
	each(t, all, decorateOrdered, func(r *run) {
		r.invoke(r.Context(), after(70*ms, errNever))
		r.returned(errNever)
		r.took(70*ms, 0)
	})
}

func TestRule3_4c_ReturnsWhenTheCallerIsDoneInTheFirstAttempt(t *testing.T) {
	each(t, withContext, decorateOrdered, func(r *run) {
		r.invoke(r.canceledAfter(50*ms), heedWith(errRetry), fail(nil))
		r.returned(errRetry)
		r.took(50*ms, 0)
	})
}

func TestRule3_4c_StopsWhenTheCallerIsDoneInALaterAttempt(t *testing.T) {
	each(t, withContext, rules.NewRetryingPatient, func(r *run) {
		r.invoke(r.canceledAfter(70*ms), fail(errRetry), heedWith(errRetry), fail(nil))
		r.stopped("Patient", backoff.Error{Reason: backoff.ReasonCanceled, Elapsed: 70 * ms, Last: errRetry, Cause: errCause})
		r.matches(context.Canceled)
		r.took(70*ms, 0, 50*ms)
	})
	each(t, withContext, rules.NewRetryingPatient, func(r *run) { // a deadline is told from a cancellation
		r.invoke(r.deadlineAfter(70*ms), fail(errRetry), heed, fail(nil))
		r.stopped("Patient", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 70 * ms, Last: errRetry, Cause: context.DeadlineExceeded})
		r.matchesNot(backoff.ErrDeadline, backoff.ErrAttemptTimeout, context.Canceled)
		r.took(70*ms, 0, 50*ms)
	})
}

func TestRule3_4cd_TheCallerComesBeforeMaxTries(t *testing.T) {
	each(t, withContext, decorateOrdered, func(r *run) {
		r.invoke(r.canceledAfter(50*ms), fail(errRetry), heedWith(errRetry))
		r.stopped("Ordered", backoff.Error{Reason: backoff.ReasonCanceled, Elapsed: 50 * ms, Last: errRetry, Cause: errCause})
		r.took(50*ms, 0, 40*ms)
	})
}

func TestRule3_4ce_TheCallerComesBeforeGiveup(t *testing.T) {
	each(t, withContext, rules.NewRetryingPatient, func(r *run) {
		err := final()
		r.invoke(r.canceledAfter(70*ms), fail(errRetry), heedWith(err))
		r.stopped("Patient", backoff.Error{Reason: backoff.ReasonCanceled, Elapsed: 70 * ms, Last: err, Cause: errCause})
		r.asked(err, 0)
	})
}

func TestRule3_4cf_TheCallerComesBeforeThePauseThatDoesNotFit(t *testing.T) {
	each(t, withContext, decorateOrdered, func(r *run) {
		r.invoke(r.canceledAfter(70*ms), heedWith(errRetry))
		r.returned(errRetry) // swapped, a stop
		r.took(70*ms, 0)
	})
}
