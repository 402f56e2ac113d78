package engine

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A refusedRetry stands for the error of an attempt in a goroutine of its own that has not called the inner method, since
// BeforeRetry has returned an error before.
type refusedRetry struct{ err error }

func (r *refusedRetry) Error() string { return r.err.Error() }

// noteFailed notes what the attempt has failed with, for BeforeRetry.
func (c *Call) noteFailed(err error) {
	if q := c.questions(); q == nil || q.BeforeRetry == nil {
		return
	}
	if err == nil {
		err = ErrRejected
	}
	c.state.more.rare.failed = err
}

// beforeRetry calls prepare before an attempt in the caller's goroutine, and reports whether that may begin. When not, the call
// is over.
func (c *Call) beforeRetry(ctx context.Context, prepare func(ctx context.Context, failed error) error) bool {
	under, cancel := c.untilDeadline(ctx)
	defer cancel()
	if err := prepare(under, c.state.more.rare.failed); err != nil {
		c.stopWith(ctx, decision.BeforeRetry, err, 0)
		return false
	}
	return true
}

// untilDeadline returns a context that ends at the call's deadline.
func (c *Call) untilDeadline(ctx context.Context) (context.Context, context.CancelFunc) {
	d := c.m.policy.Limits.Deadline
	if d == 0 {
		return ctx, func() {}
	}
	return context.WithDeadlineCause(ctx, c.start.Add(d).Time(), attempt.ErrDeadline)
}

// stopRefused ends the call when BeforeRetry has returned an error in the goroutine of an attempt, which therefore does not
// count as one.
func (c *Call) stopRefused(ctx context.Context, r *refusedRetry) {
	c.endAttempt()
	if c.m.watchers != nil {
		c.tellEnd(ctx, clock.Now(), OutcomeNotRetryable, r.err)
	}
	c.tries--
	c.stopWith(ctx, decision.BeforeRetry, r.err, 0)
}
