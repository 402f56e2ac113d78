package rules_test

import (
	"context"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/rules"
)

// Rule 3.3: a success is never thrown away, whatever has passed meanwhile.

func TestRule3_3_ALateSuccessIsASuccess(t *testing.T) {
	late := func(r *run) { // long after every limit
		r.invoke(r.Context(), after(2*time.Second, nil), fail(rules.ErrFatal))
		r.returned(nil)
		r.took(2*time.Second, 0)
	}
	t.Run("Timed", func(t *testing.T) { each(t, all, rules.NewRetryingTimed, late) })
	t.Run("Bounded", func(t *testing.T) { each(t, all, rules.NewRetryingBounded, late) })
	t.Run("Both", func(t *testing.T) { each(t, all, rules.NewRetryingBoth, late) })
}

func TestRule3_3_ASuccessInSpiteOfADoneContextIsASuccess(t *testing.T) {
	each(t, withContext, rules.NewRetryingBoth, func(r *run) { // the attempt's limit
		r.invoke(r.Context(), heedWith(nil), fail(rules.ErrFatal))
		r.returned(nil)
		r.took(100*ms, 0)
	})
	each(t, withContext, rules.NewRetryingBoth, func(r *run) { // the policy's
		r.invoke(r.Context(), heed, heedWith(nil), fail(rules.ErrFatal))
		r.returned(nil)
		r.took(150*ms, 0, 110*ms)
	})
	each(t, withContext, rules.NewRetryingBoth, func(r *run) { // the caller's
		r.invoke(r.canceledAfter(120*ms), heed, heedWith(nil), fail(rules.ErrFatal))
		r.returned(nil)
		r.took(120*ms, 0, 110*ms)
	})
	each(t, withContext, rules.NewRetryingPaused, func(r *run) { // the caller's, without limits
		r.invoke(r.canceledAfter(ms), fail(nil), fail(rules.ErrFatal))
		r.returned(nil)
		r.took(0, 0)
		r.invoke(r.canceledAfter(0), func(ctx context.Context) error { <-ctx.Done(); return nil })
		r.returned(nil)
	})
}

func TestRule3_3_ASuccessAfterFailuresHasNoError(t *testing.T) {
	each(t, all, rules.NewRetryingPatient, func(r *run) {
		r.invoke(r.Context(), fail(rules.ErrBusy), after(10*ms, wrap(rules.ErrBusy)), fail(errRetry), fail(nil))
		r.returned(nil)
		r.took(160*ms, 0, 50*ms, 110*ms, 160*ms)
	})
}
