package engine

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// repeat is the short way through fail after a failure that is to be repeated. All but two of the questions were answered when the
// method was made. The pause is left to the caller. It is not sure where the caller has a deadline that the call might stop for, now or ahead of its pause.
func (c *Call) repeat(ctx context.Context, err error) (again, sure bool) {
	m := c.m
	if m.free {
		c.tries++
		c.err = err
		return m.policy.Limits.TriesLeft(c.tries), true
	}
	if c.start == 0 {
		c.start = clock.Now()
	}
	limits := c.limits(ctx)
	left := limits.TriesLeft(c.tries + 1)
	if left && endsBefore(ctx, m.policy.Pause) {
		return left, false
	}
	c.tries++
	c.err = err
	if !left {
		return false, true
	}
	if _, ends := ctx.Deadline(); !ends && limits == &m.policy.Limits && m.freed != nil {
		c.m = m.freed
		return true, true
	}
	return c.goOn(), true
}

// isToRepeat reports whether err, of an attempt of a plain method, is one to retry, and that is all there is to know of it.
func (c *Call) isToRepeat(ctx context.Context, err error) bool {
	if c.hasRare() || ctx.Err() != nil {
		return false
	}
	if err == c.m.policy.Sentinel {
		return true
	}
	j := c.m.policy.Rules.Judge(err, false)
	return j.Retryable && j.EndsLater == 0
}
