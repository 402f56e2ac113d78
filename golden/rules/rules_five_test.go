package rules_test

import (
	"context"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/rules"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// The five rules of the seed. They hold together, so that most are shown under a policy that has them all, Patient:
//
//	attempt_timeout=100ms deadline=1s pause=50ms max_tries=5 errors=ErrBusy,mayRetry giveup=isFinal

func TestSeedRule1_AnAttemptThatRunsTooLongIsCancelledAndTriedAgain(t *testing.T) {
	each(t, withContext, rules.NewRetryingPatient, func(r *run) {
		r.invoke(r.Context(), heed, after(30*ms, rules.ErrBusy), func(ctx context.Context) error {
			<-ctx.Done()
			if elapsed, cause := time.Since(r.began), context.Cause(ctx); elapsed != 330*ms || cause != backoff.ErrAttemptTimeout {
				r.Errorf("cancelled at %v because of %v, want 330ms, 100ms after its start", elapsed, cause)
			}
			return ctx.Err()
		}, fail(nil))
		r.returned(nil)
		r.took(380*ms, 0, 150*ms, 230*ms, 380*ms)
	})
}

func TestSeedRule2_AttemptsAndPausesNeverRunLongerThanTheDeadline(t *testing.T) {
	each(t, withContext, rules.NewRetryingBounded, func(r *run) { // what still runs then is cancelled
		r.invoke(r.Context(), after(700*ms, rules.ErrBusy), func(ctx context.Context) error {
			<-ctx.Done()
			if cause := context.Cause(ctx); cause != backoff.ErrDeadline {
				r.Errorf("cancelled because of %v", cause)
			}
			return ctx.Err()
		}, fail(nil))
		r.stopped("Bounded", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: time.Second, Last: rules.ErrBusy, Cause: backoff.ErrDeadline})
		r.took(time.Second, 0, 700*ms)
	})
	each(t, all, rules.NewRetryingExact, func(r *run) { // a pause that would not fit is not begun
		r.invoke(r.Context(), after(300*ms, rules.ErrBusy), fail(rules.ErrBusy), fail(nil))
		r.stopped("Exact", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 800 * ms, Last: rules.ErrBusy, Cause: backoff.ErrDeadline})
		r.took(800*ms, 0, 800*ms)
	})
	each(t, withoutContext, rules.NewRetryingBounded, func(r *run) { // what cannot be cancelled is the last attempt
		r.invoke(r.Context(), after(300*ms, rules.ErrBusy))
		r.stopped("Bounded", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 1200 * ms, Last: rules.ErrBusy, Cause: backoff.ErrDeadline})
		r.took(1200*ms, 0, 300*ms, 600*ms, 900*ms)
	})
}

func TestSeedRule3_TheNextAttemptStartsAPauseAfterTheLastEnded(t *testing.T) {
	each(t, all, rules.NewRetryingPatient, func(r *run) {
		r.invoke(r.Context(), after(10*ms, rules.ErrBusy), fail(errRetry), after(99*ms, rules.ErrBusy), fail(nil))
		r.returned(nil)
		r.took(259*ms, 0, 60*ms, 110*ms, 259*ms)
	})
	each(t, all, rules.NewRetryingPlain, func(r *run) { // by default at once
		r.invoke(r.Context(), after(10*ms, rules.ErrBusy), fail(rules.ErrBusy), fail(nil))
		r.returned(nil)
		r.took(10*ms, 0, 10*ms, 10*ms)
	})
}

func TestSeedRule4_ThereAreNeverMoreThanMaxTriesAttempts(t *testing.T) {
	each(t, all, rules.NewRetryingPatient, func(r *run) {
		r.invoke(r.Context(), fail(rules.ErrBusy))
		r.returned(rules.ErrBusy)
		r.took(200*ms, 0, 50*ms, 100*ms, 150*ms, 200*ms)
	})
	each(t, withContext, rules.NewRetryingPatient, func(r *run) { // timeouts count, too
		r.invoke(r.Context(), heed)
		r.matches(backoff.ErrAttemptTimeout)
		r.took(700*ms, 0, 150*ms, 300*ms, 450*ms, 600*ms)
	})
}

func TestSeedRule5_GiveupMayEndTheRetryingAtOnce(t *testing.T) {
	each(t, all, rules.NewRetryingPatient, func(r *run) {
		err := final()
		r.invoke(r.Context(), fail(rules.ErrBusy), after(10*ms, err), fail(nil))
		r.returned(err)
		r.took(60*ms, 0, 50*ms)
	})
	each(t, withContext, rules.NewRetryingPatient, func(r *run) { // whatever made the error retryable
		err := final()
		r.invoke(r.Context(), heedWith(err), fail(nil))
		r.matches(err, backoff.ErrAttemptTimeout)
		r.took(100*ms, 0)
	})
}
