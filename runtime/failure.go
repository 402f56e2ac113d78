package backoff

import (
	"context"
	"errors"
	"time"
)

// errRejected stands for the error of an attempt that had none, but whose results retry_result refused. Its type is its
// own, so that other errors are told from it at a glance.
var errRejected error = rejectedError{}

type rejectedError struct{}

func (rejectedError) Error() string { return "backoff: result rejected" }

// failed decides what follows a failed attempt: another one after a pause, or the end of the call. The order of its
// questions is fixed: deadline, retryable, caller, tries, giveup, replay, pause, budget.
func (c *Call) failed(ctx context.Context, err error) (pause time.Duration, again bool) {
	p := c.m.policy
	t := c.start
	if t == 0 || c.m.special {
		t = now()
		if c.start == 0 {
			c.start = t
		}
	}
	rejected := err == errRejected
	timedOut := false
	if attempt := c.attempt(); attempt != nil && !rejected {
		timedOut = attempt.timedOut(t)
		c.endAttempt()
		if timedOut && !errors.Is(err, ErrAttemptTimeout) {
			err = &timedOutError{err}
		}
	}

	retryable := rejected || timedOut || p.retryable(err)
	callerErr := ctx.Err()
	if c.m.plain && retryable && callerErr == nil && c.cold == nil && !rejected {
		c.err = err // the answers to all the questions below, in a third of the time
		return 0, p.MaxTries == 0 || c.tries < p.MaxTries
	}

	pastDeadline := p.Deadline > 0 && t >= c.start.add(p.Deadline)
	cut := c.m.bounded && !timedOut && !rejected && (pastDeadline || callerErr != nil)
	if c.m.observers != nil {
		c.watched(ctx, outcome(rejected, cut, retryable), realError(err))
	}

	if !rejected && (!cut || !(pastDeadline && isTimeout(err) || callerErr != nil && endedBy(callerErr, err))) {
		c.err = err // it is more than an echo of the context's end
	}
	switch {
	case pastDeadline:
		c.stop(ctx, Deadline, ErrDeadline)
	case !retryable, callerErr != nil && c.tries == 1:
		c.over(ctx, realError(err), "")
	case callerErr != nil:
		c.stopForCaller(ctx)
	case c.beside(): // one of those that run may succeed
		if rejected || p.Giveup == nil || !p.Giveup(err) {
			c.race().follow(ctx, p, realError(err))
			return 0, true
		}
		c.over(ctx, err, "")
	case p.MaxTries > 0 && c.tries >= p.MaxTries, !rejected && p.Giveup != nil && p.Giveup(err), c.replay().gone():
		c.over(ctx, realError(err), "")
	default:
		pause = p.Pause
		if p.varied() {
			pause = c.delay(p, realError(err))
		}
		if pause == 0 && !c.m.special {
			return 0, true
		}
		if c.fits(ctx, pause) {
			return pause, c.granted(ctx, pause, realError(err))
		}
	}
	if retryable && !cut && c.m.budget != nil {
		c.m.budget.Failed()
	}
	return 0, false
}

// realError returns an attempt's error, nil where only its results were rejected.
func realError(err error) error {
	if err == errRejected {
		return nil
	}
	return err
}

// outcome names the outcome of a failed attempt.
func outcome(rejected, cut, retryable bool) Outcome {
	switch {
	case rejected:
		return Rejected
	case cut:
		return CutShort
	case retryable:
		return Retryable
	}
	return NotRetryable
}

// fits reports whether the next attempt may begin after a pause of d. It ends the call when that would be too late.
func (c *Call) fits(ctx context.Context, d time.Duration) bool {
	p := c.m.policy
	if p.Deadline > 0 && now().add(d) >= c.start.add(p.Deadline) {
		c.stop(ctx, Deadline, ErrDeadline)
		return false
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= d && ctx.Err() == nil {
		c.stop(ctx, Deadline, context.DeadlineExceeded)
		return false
	}
	return true
}

// granted asks the budget for another attempt, after a pause of d. It ends the call when the budget refuses.
func (c *Call) granted(ctx context.Context, d time.Duration, err error) bool {
	if b := c.m.budget; b != nil && !b.Retry() {
		c.stop(ctx, Budget, ErrBudget)
		return false
	}
	if c.m.observers != nil {
		c.tell(ctx, Event{Kind: PauseStarted, Try: c.tries, Elapsed: now().since(c.start), Err: err, Pause: d})
	}
	return true
}

// late reports whether it is too late for another attempt, now that the pause after err is over, and ends the call then.
func (c *Call) late(ctx context.Context, err error) bool {
	if ctx.Err() != nil {
		c.stopForCaller(ctx)
		return true
	}
	if d := c.m.policy.Deadline; d > 0 && now() >= c.start.add(d) { // a busy machine, or an observer, took its time
		c.stop(ctx, Deadline, ErrDeadline)
		return true
	}
	if !c.replay().rewind() {
		if err != errRejected {
			err = c.err // with what was found out about it
		}
		c.over(ctx, realError(err), "")
		return true
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
func (c *Call) stopForCaller(ctx context.Context) {
	reason := Deadline
	if errors.Is(ctx.Err(), context.Canceled) {
		reason = Canceled
	}
	c.stop(ctx, reason, context.Cause(ctx))
}

// stop ends the call although it might go on; c.err is the last real error.
func (c *Call) stop(ctx context.Context, reason Reason, cause error) {
	c.over(ctx, &Error{
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
func (c *Call) over(ctx context.Context, err error, reason Reason) {
	c.err = err
	if c.beside() {
		c.race().lost()
	}
	if c.m.observers != nil {
		c.tell(ctx, Event{Kind: CallEnded, Try: c.tries, Elapsed: now().since(c.start), Err: err, Reason: reason})
	}
	if c.contexts() != nil {
		c.forget()
	}
}
