package engine

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A course is what follows a failure.
type course uint8

const (
	unsure course = iota // the long way finds out
	again                // another attempt, after the pause
	ends                 // nothing: the call is over
)

// repeat is the short way through fail after a failure of a plain method, of which all but a few questions were answered when it was
// made. The pause is left to the caller. It is not sure where there is more to know of the error, or the caller has gone, or has a
// deadline that the call might stop for, now or ahead of its pause.
func (c *Call) repeat(ctx context.Context, err error) course {
	m := c.m
	if c.hasRare() || ctx.Err() != nil || !m.free && endsBefore(ctx, m.policy.Pause) {
		return unsure
	}
	if err != m.policy.Sentinel {
		switch j := m.policy.Rules.Judge(err, false); {
		case j.EndsLater != 0 || j.Permanent || j.Err != nil:
			return unsure
		case !j.Retryable:
			c.err = err
			return ends
		}
	}
	if c.start == 0 {
		c.start = clock.Now()
	}
	c.tries++
	c.err = err
	if m.free {
		if !m.policy.Limits.TriesLeft(c.tries) {
			return ends
		}
		return again
	}
	limits := c.limits(ctx)
	if !limits.TriesLeft(c.tries) {
		return ends
	}
	if _, ends := ctx.Deadline(); !ends && limits == &m.policy.Limits && m.freed != nil {
		c.m = m.freed
	} else {
		c.goOn()
	}
	return again
}
