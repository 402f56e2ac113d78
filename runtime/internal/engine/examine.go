package engine

import (
	"context"
	"errors"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// examine finds out what there is to know about f, an attempt that has failed with f.err, tells those who are to know, and keeps
// the error when it is the last real one so far.
func (c *Call) examine(ctx context.Context, f *failure) {
	p := &c.m.policy
	isError := f.err != nil
	f.at, f.callerErr = clock.Now(), ctx.Err()
	if c.start == 0 {
		c.start = f.at
	}
	c.judge(f)
	f.Tries, f.Apart = c.tries, c.apart()
	f.Elapsed = f.at.Since(c.start) + f.later
	f.Asks = c.asksGiveup()
	f.Beside = c.hasOthers()
	c.examineCaller(ctx, f)
	if c.inGuard() {
		c.examineGuard(f)
	}
	f.Once = c.hasRare() && c.state.more.rare.replay.isUsedUp(p.Guard != nil)

	pastDeadline := p.Limits.DeadlinePassed(f.at.Since(c.start))
	f.cut = c.m.bounded && !f.timedOut && isError && (pastDeadline || f.callerErr != nil)
	if f.cut && f.Caller != decision.Canceled && isEcho(f.err, nil, false) {
		f.Retryable = true // a deadline's own doing is not the callee's error: no list is asked, and the call is stopped for it
	}
	if c.m.watchers != nil {
		c.tellEnd(ctx, f.at, f.outcome(), f.err)
	}
	f.Echo = f.cut && f.callerErr != nil && isEcho(f.err, context.Cause(ctx), f.Caller == decision.Canceled)
	if isError && !f.Echo && !(f.cut && pastDeadline && isEcho(f.err, nil, false)) {
		c.err = f.err // it is more than an echo of the context's end
	}
}

// asksGiveup reports whether the generated method is to be asked whether to give up.
func (c *Call) asksGiveup() bool { return c.hasRare() && c.state.more.rare.questions.Giveup != nil }

// judge finds out whether the attempt is one to retry, and ends its context: where results were rejected, that ends with them.
func (c *Call) judge(f *failure) {
	if f.err == nil {
		f.Retryable = true
		c.findResultCase(f)
		return
	}
	judged := c.m.policy.Rules.Judge(f.err, f.callerErr != nil)
	if judged.Err != nil {
		f.err = judged.Err
	}
	c.findTimeout(f, judged.EndsLater)
	c.findCase(f, &judged)
	f.Retryable = !judged.Permanent && (judged.Retryable || f.timedOut)
	f.Unsafe = c.isUnsafe(&judged, f.err, f.timedOut)
}

// examineCaller finds out what state the caller's context is in.
func (c *Call) examineCaller(ctx context.Context, f *failure) {
	f.Caller, f.CallerEnds = callerState(ctx, f.callerErr), decision.Never
	deadline, ok := ctx.Deadline()
	if !ok {
		return
	}
	f.CallerEnds = clock.Of(deadline).Since(c.start)
	if f.later > 0 && f.Caller == decision.Alive && f.CallerEnds <= f.Elapsed {
		f.Caller = decision.Expired // as it would be, had the attempt lasted so long
	}
}

// findTimeout finds out whether the attempt has timed out, and until when it counts as running, and ends its context. Ends
// is not 0 where the error comes from another decorator further inside which has stopped early, since its pause would not
// have ended in time. Without waiting, this one would repeat that at once, again and again. So the attempt counts as running
// until that time, but not longer than it may.
func (c *Call) findTimeout(f *failure, ends clock.Instant) {
	until := f.at
	if ends != 0 {
		until = max(until, ends)
	}
	if running := c.attempt(); running != nil {
		until = max(f.at, min(until, running.Ends()))
		f.timedOut = running.TimedOut(until)
		c.endAttempt()
		f.later = until.Since(f.at)
		if f.timedOut && (f.later > 0 || !errors.Is(f.err, attempt.ErrTimeout)) {
			f.err = &TimedOut{f.err, f.endsLater()}
		}
		return
	}
	f.later = until.Since(f.at)
}

// callerState is the state of the caller's context with that Err.
func callerState(ctx context.Context, err error) decision.Caller {
	switch {
	case err == nil:
		return decision.Alive
	case errors.Is(err, context.Canceled):
		return decision.Canceled
	}
	return decision.Expired
}
