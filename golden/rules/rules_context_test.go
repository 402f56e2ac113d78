package rules_test

import (
	"context"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/rules"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Rules 3.1 and 3.2: the first attempt, and the context that an attempt gets.

// Under each policy, the decorator of a caller that is done is the inner value.
func TestRule3_1_TheFirstAttemptRunsThoughTheCallerIsDone(t *testing.T) {
	t.Run("Plain", func(t *testing.T) { each(t, withContext, rules.NewRetryingPlain, transparent) })
	t.Run("Paused", func(t *testing.T) { each(t, withContext, rules.NewRetryingPaused, transparent) })
	t.Run("Timed", func(t *testing.T) { each(t, withContext, rules.NewRetryingTimed, transparent) })
	t.Run("Bounded", func(t *testing.T) { each(t, withContext, rules.NewRetryingBounded, transparent) })
	t.Run("Patient", func(t *testing.T) { each(t, withContext, rules.NewRetryingPatient, transparent) })
}

func transparent(r *run) {
	r.invoke(r.canceledAfter(0), fail(nil)) // a callee that does not look
	r.returned(nil)
	r.took(0, 0)
	r.invoke(r.canceledAfter(0), func(ctx context.Context) error {
		if ctx.Err() != context.Canceled || context.Cause(ctx) != errCause {
			r.Errorf("the attempt's context has the error %v and the cause %v, want the caller's", ctx.Err(), context.Cause(ctx))
		}
		<-ctx.Done()
		return rules.ErrBusy
	})
	r.returned(rules.ErrBusy) // although it is retryable
	r.took(0, 0)
	r.invoke(r.canceledAfter(0), heed)
	r.returned(context.Canceled)
	r.invoke(r.deadlineAfter(-time.Second), heed)
	r.returned(context.DeadlineExceeded)
	r.took(0, 0)
}

type key struct{}

func TestRule3_2_TheAttemptsContextIsDerivedFromTheCallers(t *testing.T) {
	type end struct {
		at    time.Duration
		cause error
	}
	timeout, deadline, callers := backoff.ErrAttemptTimeout, backoff.ErrDeadline, context.DeadlineExceeded
	test := func(name string, caller time.Duration, each func(*testing.T, func(*run)), ends ...end) {
		t.Run(name, func(t *testing.T) {
			each(t, func(r *run) {
				ctx := context.WithValue(r.Context(), key{}, "the caller's")
				if caller > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, caller)
					defer cancel()
				}
				r.invoke(ctx, func(ctx context.Context) error {
					i := len(r.starts) - 1
					if i >= len(ends) {
						return nil
					}
					if d, ok := ctx.Deadline(); !ok || d.Sub(r.began) != ends[i].at {
						r.Errorf("attempt %d has its Deadline at %v, %v; want %v", i+1, d.Sub(r.began), ok, ends[i].at)
					}
					if v := ctx.Value(key{}); v != "the caller's" {
						r.Errorf("attempt %d has the value %v", i+1, v)
					}
					<-ctx.Done()
					if at, cause := time.Since(r.began), context.Cause(ctx); at != ends[i].at || cause != ends[i].cause {
						r.Errorf("attempt %d was done at %v because of %v, want %v", i+1, at, cause, ends[i])
					}
					return ctx.Err()
				})
				if len(r.starts) != len(ends) {
					r.Errorf("%d attempts, want %d", len(r.starts), len(ends))
				}
			})
		})
	}
	timed := func(t *testing.T, test func(*run)) { each(t, withContext, rules.NewRetryingTimed, test) }
	bounded := func(t *testing.T, test func(*run)) { each(t, withContext, rules.NewRetryingBounded, test) }
	tied := func(t *testing.T, test func(*run)) { each(t, withContext, rules.NewRetryingTied, test) }
	both := func(t *testing.T, test func(*run)) { each(t, withContext, rules.NewRetryingBoth, test) }

	test("attempts", 0, timed, end{100 * ms, timeout}, end{210 * ms, timeout}, end{320 * ms, timeout})
	test("the caller in an attempt", 150*ms, timed, end{100 * ms, timeout}, end{150 * ms, callers})
	test("the caller with an attempt", 100*ms, timed, end{100 * ms, callers})
	test("the deadline", 0, bounded, end{time.Second, deadline})
	test("the caller before the deadline", 999*ms, bounded, end{999 * ms, callers})
	test("the deadline before the caller", 1001*ms, bounded, end{time.Second, deadline})
	test("a tie", 0, tied, end{100 * ms, deadline})
	test("an attempt, then the deadline", 0, both, end{100 * ms, timeout}, end{150 * ms, deadline})
	test("an attempt, then the caller", 140*ms, both, end{100 * ms, timeout}, end{140 * ms, callers})
	test("the caller first of all", 90*ms, both, end{90 * ms, callers})
}

func TestRule3_2_ACallerThatCancelsIsTheCause(t *testing.T) {
	each(t, withContext, rules.NewRetryingBoth, func(r *run) {
		r.invoke(r.canceledAfter(120*ms), heed, func(ctx context.Context) error {
			<-ctx.Done()
			if ctx.Err() != context.Canceled || context.Cause(ctx) != errCause {
				r.Errorf("the attempt's context has the error %v and the cause %v, want the caller's", ctx.Err(), context.Cause(ctx))
			}
			return ctx.Err()
		})
		r.took(120*ms, 0, 110*ms)
	})
}

// What the context tells in time and too late is the same.
func TestRule3_2_ACalleeThatLooksLateSeesTheSameCause(t *testing.T) {
	look := func(r *run, d time.Duration, want error) step {
		return func(ctx context.Context) error {
			time.Sleep(d)
			if got := context.Cause(ctx); got != want || ctx.Err() != context.DeadlineExceeded {
				r.Errorf("the attempt's context has the error %v and the cause %v, want %v", ctx.Err(), got, want)
			}
			return nil
		}
	}
	each(t, withContext, rules.NewRetryingBoth, func(r *run) { // attempt_timeout=100ms deadline=150ms pause=10ms
		r.invoke(r.deadlineAfter(130*ms), look(r, 140*ms, backoff.ErrAttemptTimeout))
		r.invoke(r.deadlineAfter(90*ms), look(r, 140*ms, context.DeadlineExceeded))
		r.invoke(r.deadlineAfter(160*ms), heed, look(r, 70*ms, backoff.ErrDeadline))
		r.took(180*ms, 0, 110*ms)
		r.invoke(r.deadlineAfter(140*ms), heed, look(r, 70*ms, context.DeadlineExceeded))
		r.returned(nil)
	})
}

// That of a retry is the caller's but for what it knows of its attempt.
func TestRule3_2_WithoutLimitsTheContextIsTheCallers(t *testing.T) {
	each(t, withContext, rules.NewRetryingPaused, func(r *run) {
		r.invoke(r.Context(), fail(rules.ErrBusy), fail(nil))
		r.returned(nil)
		for i, ctx := range r.contexts {
			if i == 0 && ctx != r.Context() || ctx.Done() != r.Context().Done() {
				r.Errorf("attempt %d got another context", i+1)
			}
		}
	})
}

func TestRule3_2_ANilContextIsAsGoodAsBackground(t *testing.T) {
	var none context.Context
	each(t, withContext[:2], rules.NewRetryingTimed, func(r *run) {
		r.invoke(none, heed, fail(nil))
		r.returned(nil)
		r.took(110*ms, 0, 110*ms)
	})
	each(t, withContext[:2], rules.NewRetryingPaused, func(r *run) {
		r.invoke(none, fail(rules.ErrBusy), fail(nil))
		r.returned(nil)
		if r.contexts[0] != nil || r.contexts[1] != nil {
			r.Errorf("the attempts got %v, want nil", r.contexts)
		}
	})
}
