package engine

import (
	"context"
	"errors"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// ErrBudget is the cause of a stop after a retry that the budget refused.
var ErrBudget = errors.New("backoff: retry budget exhausted")

// stop ends the call although it might go on. Ends is when it would have ended, had it waited; 0 where that is now.
func (c *Call) stop(ctx context.Context, v decision.Verdict, ends clock.Instant) {
	cause := attempt.ErrDeadline
	if v.Callers {
		if cause = context.Cause(ctx); cause == nil {
			cause = context.DeadlineExceeded // it has not ended yet, but no pause would leave any room
		}
	}
	c.stopWith(ctx, v.Reason, cause, ends)
}

// stopWith is stop for a cause; c.err is the last real error.
func (c *Call) stopWith(ctx context.Context, reason decision.Reason, cause error, ends clock.Instant) {
	c.end(ctx, c.m.policy.Rules.Stopped(Stop{
		Method:   c.m.Name(),
		Reason:   reason,
		Attempts: c.tries,
		Elapsed:  clock.Now().Since(c.start),
		Last:     c.err,
		Cause:    cause,
		Caller:   ctx.Err(),
		Ends:     ends,
	}), callEnd{reason: reason})
}

// endsLater returns when the call would have ended, had the attempt and then the call waited for what they saw coming; 0
// where that is now.
func (c *Call) endsLater(ctx context.Context, f *failure) clock.Instant {
	ends := f.CallerEnds
	if d := c.m.policy.Limits.Deadline; d > 0 {
		ends = min(ends, d)
	}
	if at := max(c.start.Add(ends), f.until()); ctx.Err() == nil && at > clock.Now() {
		return at
	}
	return 0
}
