package backoff_test

import (
	"context"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

// Rules 3.1 to 3.3: the first attempt, its context, and success.

func TestRule3_1_FirstAttemptRunsThoughTheCallerIsDone(t *testing.T) {
	for _, p := range []Policy{busyPolicy, {AttemptTimeout: time.Second, Deadline: time.Second, Pause: time.Second}} {
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.cancelAfter(0), p, fail(nil))
			r.returned(nil)
			r.took(0, 0)
		})
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.cancelAfter(0), p, func(ctx context.Context) error {
				if ctx.Err() != context.Canceled || context.Cause(ctx) != errCause {
					t.Errorf("the attempt's context has %v, %v", ctx.Err(), context.Cause(ctx))
				}
				<-ctx.Done()
				return errFatal
			})
			r.returned(errFatal)
			r.took(0, 0)
		})
	}
}

func TestRule3_1_FirstAttemptRunsAtOnce(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.Pause = time.Hour }), fail(nil))
		r.returned(nil)
		r.took(0, 0)
	})
}

type key struct{}

func TestRule3_2_NearestDeadlineAndItsCause(t *testing.T) {
	const none = 0
	for _, test := range []struct {
		name                      string
		attempt, deadline, caller time.Duration
		end                       time.Duration
		cause                     error
	}{
		{"attempt alone", 1 * ms, none, none, 1 * ms, ErrAttemptTimeout},
		{"deadline alone", none, 1 * ms, none, 1 * ms, ErrDeadline},
		{"attempt, deadline, caller", 1 * ms, 2 * ms, 3 * ms, 1 * ms, ErrAttemptTimeout},
		{"attempt, caller, deadline", 1 * ms, 3 * ms, 2 * ms, 1 * ms, ErrAttemptTimeout},
		{"deadline, attempt, caller", 2 * ms, 1 * ms, 3 * ms, 1 * ms, ErrDeadline},
		{"deadline, caller, attempt", 3 * ms, 1 * ms, 2 * ms, 1 * ms, ErrDeadline},
		{"caller, attempt, deadline", 2 * ms, 3 * ms, 1 * ms, 1 * ms, context.DeadlineExceeded},
		{"caller, deadline, attempt", 3 * ms, 2 * ms, 1 * ms, 1 * ms, context.DeadlineExceeded},
		{"attempt = deadline", 1 * ms, 1 * ms, 2 * ms, 1 * ms, ErrDeadline},
		{"attempt = caller", 1 * ms, 2 * ms, 1 * ms, 1 * ms, context.DeadlineExceeded},
		{"deadline = caller", 2 * ms, 1 * ms, 1 * ms, 1 * ms, context.DeadlineExceeded},
		{"all equal", 1 * ms, 1 * ms, 1 * ms, 1 * ms, context.DeadlineExceeded},
	} {
		t.Run(test.name, func(t *testing.T) {
			each(t, ways, func(t *testing.T, r *run) {
				ctx := context.WithValue(t.Context(), key{}, "value")
				if test.caller != none {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, test.caller)
					defer cancel()
				}
				p := Policy{AttemptTimeout: test.attempt, Deadline: test.deadline, MaxTries: 1}
				r.call(ctx, p, func(ctx context.Context) error {
					if got, ok := ctx.Deadline(); !ok || got.Sub(r.began) != test.end {
						t.Errorf("Deadline is at %v (%v), want %v", got.Sub(r.began), ok, test.end)
					}
					if got := ctx.Value(key{}); got != "value" {
						t.Errorf("Value is %v, want the caller's", got)
					}
					<-ctx.Done()
					if got := time.Since(r.began); got != test.end {
						t.Errorf("Done at %v, want %v", got, test.end)
					}
					if got := context.Cause(ctx); got != test.cause || ctx.Err() != context.DeadlineExceeded {
						t.Errorf("Cause is %v and Err %v, want %v", got, ctx.Err(), test.cause)
					}
					return ctx.Err()
				})
				r.took(test.end, 0)
				r.matches(r.err, context.DeadlineExceeded)
			})
		})
	}
}

func TestRule3_2_CauseOfACallerThatCancels(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		r.call(r.cancelAfter(ms), Policy{AttemptTimeout: time.Second, Deadline: time.Minute}, func(ctx context.Context) error {
			<-ctx.Done()
			if context.Cause(ctx) != errCause || ctx.Err() != context.Canceled {
				t.Errorf("Cause is %v and Err %v, want the caller's", context.Cause(ctx), ctx.Err())
			}
			return errFatal
		})
		r.returned(errFatal)
		r.took(ms, 0)
	})
}

func TestRule3_2_DeadlineCountsFromTheCallAndTimeoutFromTheAttempt(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		var ends []time.Duration
		p := with(func(p *Policy) { p.AttemptTimeout, p.Deadline, p.Pause = 100*ms, 150*ms, 40*ms })
		r.call(t.Context(), p, func(ctx context.Context) error {
			d, _ := ctx.Deadline()
			ends = append(ends, d.Sub(r.began))
			if len(ends) == 3 {
				return nil
			}
			return errBusy
		})
		r.returned(nil)
		r.took(80*ms, 0, 40*ms, 80*ms)
		if len(ends) != 3 || ends[0] != 100*ms || ends[1] != 140*ms || ends[2] != 150*ms {
			t.Errorf("the attempts' deadlines are %v, want 100ms, 140ms, 150ms", ends)
		}
	})
}

func TestRule3_2_BothCausesMatchDeadlineExceeded(t *testing.T) {
	r := &run{t: t}
	r.matches(ErrAttemptTimeout, context.DeadlineExceeded, ErrAttemptTimeout)
	r.matches(ErrDeadline, context.DeadlineExceeded, ErrDeadline)
	r.matchesNot(ErrAttemptTimeout, ErrDeadline, context.Canceled)
	r.matchesNot(ErrDeadline, ErrAttemptTimeout, context.Canceled)
}

// That of a retry is the caller's but for what it knows of its attempt.
func TestRule3_2_WithoutLimitsTheFirstContextIsTheCallersItself(t *testing.T) {
	each(t, waysAlong, func(t *testing.T, r *run) {
		r.call(t.Context(), busyPolicy, fail(errBusy), fail(nil))
		if len(r.seen) != 2 || r.seen[0] != t.Context() {
			t.Fatalf("the attempts saw %v, want the caller's context itself first", r.seen)
		}
		if _, limited := r.seen[1].Deadline(); limited || r.seen[1].Done() != t.Context().Done() || r.seen[1].Err() != t.Context().Err() {
			t.Errorf("the retry's context %v is not its caller's", r.seen[1])
		}
	})
}

func TestRule3_2_NilContext(t *testing.T) {
	var none context.Context
	each(t, waysAlong, func(t *testing.T, r *run) { // passed on unchanged where there are no limits
		r.call(none, with(func(p *Policy) { p.Pause = ms }), fail(errBusy), fail(nil))
		r.returned(nil)
		r.took(ms, 0, ms)
		if r.seen[0] != nil || r.seen[1] != nil {
			t.Errorf("the attempts saw %v, want nil", r.seen)
		}
	})
	each(t, ways, func(t *testing.T, r *run) { // as good as Background where there are
		r.call(none, with(func(p *Policy) { p.AttemptTimeout, p.Deadline = 5*ms, 20*ms }), heed, fail(errBusy), fail(nil))
		r.returned(nil)
		r.took(5*ms, 0, 5*ms, 5*ms)
	})
	each(t, ways, func(t *testing.T, r *run) {
		r.call(none, with(func(p *Policy) { p.Deadline = 20 * ms }), heed)
		r.stopped(Error{Reason: ReasonDeadline, Elapsed: 20 * ms, Cause: ErrDeadline})
		r.took(20*ms, 0)
	})
}

func TestRule3_3_ASuccessIsNeverThrownAway(t *testing.T) {
	for _, p := range []Policy{
		{AttemptTimeout: 1 * ms},
		{Deadline: 1 * ms},
		{AttemptTimeout: 1 * ms, Deadline: 2 * ms, MaxTries: 1},
	} {
		each(t, allWays, func(t *testing.T, r *run) {
			r.call(r.deadlineAfter(3*ms), p, after(10*ms, nil))
			r.returned(nil)
			r.took(10*ms, 0)
		})
		each(t, ways, func(t *testing.T, r *run) { // one that has seen that it is late
			r.call(t.Context(), p, heedWith(nil))
			r.returned(nil)
			r.took(1*ms, 0)
		})
		each(t, ways, func(t *testing.T, r *run) {
			r.call(r.cancelAfter(ms/2), p, after(10*ms, nil))
			r.returned(nil)
			r.took(10*ms, 0)
		})
	}
}

func TestRule3_3_ASuccessAfterFailuresIsNil(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.Pause = ms; p.MaxTries = 3 }), fail(errBusy), fail(errBusy), fail(nil))
		r.returned(nil)
		r.took(2*ms, 0, ms, 2*ms)
	})
}
