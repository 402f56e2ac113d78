package engine

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// repeat is the short way through fail after a failure that is to be repeated. All but two of the questions were answered when the
// method was made. It is not sure where the caller has a deadline that the call might stop for, now or ahead of its pause.
func (c *Call) repeat(ctx context.Context, err error) (again, sure bool) {
	if c.start == 0 {
		c.start = clock.Now()
	}
	left, pause := c.limits(ctx).TriesLeft(c.tries+1), c.m.policy.Pause
	if left && endsBefore(ctx, pause) {
		return false, false
	}
	c.tries++
	switch c.err = err; {
	case !left:
		return false, true
	case pause > 0:
		c.sleep(ctx, pause)
		return c.resume(ctx, err), true
	}
	return c.goOn(), true
}

// isToRepeat reports whether err is one to retry, and that is all there is to know of it.
func (c *Call) isToRepeat(err error) bool {
	if err == c.m.policy.Sentinel {
		return true
	}
	j := c.m.policy.Rules.Judge(err, false)
	return j.Retryable && j.EndsLater == 0
}
