package backoff

import (
	"context"
	"errors"
	"time"
)

// failed decides what follows a failed attempt. The order of its questions is fixed: deadline, retryable, caller,
// tries, giveup, replay, pause.
func (c *Call) failed(ctx context.Context, err error) bool {
	p := c.m.policy
	t := c.start
	if t == 0 || c.m.special {
		t = now()
	}
	if c.start == 0 {
		c.start = t
	}
	timedOut := c.attempt != nil && c.attempt.timedOut(t)
	c.End()
	if timedOut && !errors.Is(err, ErrAttemptTimeout) {
		err = &timedOutError{err}
	}

	pastDeadline := p.Deadline > 0 && t >= c.start.add(p.Deadline)
	callerErr := ctx.Err()
	retryable := timedOut || p.retryable(err)
	cut := c.m.hasContext && !timedOut && (pastDeadline || callerErr != nil)
	if c.m.observers != nil {
		outcome := NotRetryable
		switch {
		case cut:
			outcome = CutShort
		case retryable:
			outcome = Retryable
		}
		c.watched(ctx, outcome, err)
	}

	if !cut || !(pastDeadline && isTimeout(err) || callerErr != nil && endedBy(callerErr, err)) {
		c.err = err // it is more than an echo of the context's end
	}
	switch {
	case pastDeadline:
		return c.stop(ctx, Deadline, ErrDeadline)
	case !retryable:
		return c.over(ctx, err, "")
	case callerErr != nil && c.tries == 1:
		return c.over(ctx, err, "")
	case callerErr != nil:
		return c.stopForCaller(ctx)
	case p.MaxTries > 0 && c.tries >= p.MaxTries:
		return c.over(ctx, err, "")
	case p.Giveup != nil && p.Giveup(err):
		return c.over(ctx, err, "")
	case c.replay != nil && c.replay.gone():
		return c.over(ctx, err, "")
	}
	return c.pause(ctx, p)
}

// pause waits for the next attempt, unless it would begin too late.
func (c *Call) pause(ctx context.Context, p *Policy) bool {
	d := p.Pause
	if d > 0 || c.m.special {
		t := now()
		if p.Deadline > 0 && t.add(d) >= c.start.add(p.Deadline) {
			return c.stop(ctx, Deadline, ErrDeadline)
		}
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= d && ctx.Err() == nil {
			return c.stop(ctx, Deadline, context.DeadlineExceeded)
		}
		if c.m.observers != nil {
			c.tell(ctx, Event{Kind: PauseStarted, Try: c.tries, Elapsed: t.since(c.start), Err: c.err, Pause: d})
		}
	}
	if d > 0 {
		sleep(ctx, d)
	}
	if ctx.Err() != nil {
		return c.stopForCaller(ctx)
	}
	if p.Deadline > 0 && now() >= c.start.add(p.Deadline) { // a busy machine, or an observer, took its time
		return c.stop(ctx, Deadline, ErrDeadline)
	}
	if c.replay != nil && !c.replay.rewind() {
		return c.over(ctx, c.err, "")
	}
	return false
}

// endedBy reports whether err is what a caller's context with the error callerErr makes of an attempt.
func endedBy(callerErr, err error) bool {
	if errors.Is(callerErr, context.Canceled) {
		return errors.Is(err, context.Canceled)
	}
	return isTimeout(err)
}

// stopForCaller ends the call because its caller's context is done.
func (c *Call) stopForCaller(ctx context.Context) bool {
	reason := Deadline
	if errors.Is(ctx.Err(), context.Canceled) {
		reason = Canceled
	}
	return c.stop(ctx, reason, context.Cause(ctx))
}

// stop ends the call although it might go on; c.err is the last real error.
func (c *Call) stop(ctx context.Context, reason Reason, cause error) bool {
	return c.over(ctx, &Error{
		Method:   c.m.name,
		Reason:   reason,
		Attempts: c.tries,
		Elapsed:  now().since(c.start),
		Last:     c.err,
		Cause:    cause,
		caller:   ctx.Err(),
	}, reason)
}

// over ends the call with err for its caller.
func (c *Call) over(ctx context.Context, err error, reason Reason) bool {
	c.err = err
	if c.m.observers != nil {
		c.tell(ctx, Event{Kind: CallEnded, Try: c.tries, Elapsed: now().since(c.start), Err: err, Reason: reason})
	}
	return true
}
