package engine

import (
	"context"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A course is what follows a failure.
type course uint8

const (
	courseUnsure course = iota // the long way finds out
	courseAgain                // another attempt, at once
	coursePause                // another attempt after the pause, if the caller is there still
	courseOver                 // nothing: the call is over
)

// repeat is the short way through fail after a failure of a plain method, of which all but a few questions were answered when it was
// made. The pause is left to the caller. It is not sure where there is more to know of the error, or the caller has gone, or has a
// deadline that the call might stop for, now or ahead of its pause.
func (c *Call) repeat(ctx context.Context, err error) course {
	m := c.m
	if c.hasRare() || ctx.Err() != nil {
		return courseUnsure
	}
	limited := false
	if !m.free {
		var deadline time.Time
		if deadline, limited = ctx.Deadline(); limited && (m.policy.Pause > 0 || clock.Now() >= clock.Of(deadline)) {
			return courseUnsure
		}
	}
	pauses := m.policy.Pause > 0
	if err != m.policy.Sentinel {
		pauses = true // a matcher may be a function that takes its time
		switch j := m.policy.Rules.Judge(err, false); {
		case j.EndsLater != 0 || j.Permanent || j.Err != nil:
			return courseUnsure
		case !j.Retryable:
			c.err = err
			return courseOver
		}
	}
	if c.start == 0 {
		c.start = clock.Now()
	}
	c.tries++
	c.err = err
	limits := c.limits(ctx)
	if !limits.TriesLeft(c.tries) {
		return courseOver
	}
	if m.freed != nil && !limited && limits.Most == 0 {
		c.m = m.freed
	} else {
		c.goOn()
	}
	if pauses {
		return coursePause
	}
	return courseAgain
}
