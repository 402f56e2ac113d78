package engine

import (
	"context"
	"time"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A failure is a failed attempt, and what is known of it while it is decided what follows. The part that the decision needs
// is the one inside.
type failure struct {
	decision.Failure
	err       error         // what the attempt returned, wrapped when it timed out; nil where its results were rejected
	callerErr error         // the Err of the caller's context
	at        clock.Instant // when it ended, or what has been asked since then was answered
	later     time.Duration // how much longer than in truth the attempt counts as having lasted, see findTimeout
	cut       bool          // the call's deadline or the caller's context had ended before it did
	timedOut  bool          // its own limit had, and neither of these
	inCase    int           // the number of the policy's case that it has ended in, from 1; 0 where that is none
}

// fail decides what follows a failed attempt: another one after a pause, or the end of the call, which is over then. It
// asks what the decision asks for. A nil err is that of an attempt whose results were rejected.
func (c *Call) fail(ctx context.Context, err error) (pause time.Duration, again bool) {
	f := failure{err: err}
	c.examine(ctx, &f)
	p, limits := &c.m.policy, c.limits(ctx)
	verdict := limits.Decide(&f.Failure)
	if verdict.Step == decision.AskGiveup {
		f.GaveUp = decision.No
		if c.askGiveup(&f) {
			f.GaveUp = decision.Yes
		}
		verdict = limits.Decide(&f.Failure)
	}
	if verdict.Step == decision.AskPause {
		f.Paused = true
		f.Pause, f.Asked = c.delay(&f)
		if h := c.hedger(); h != nil {
			h.noteHint(&f)
		}
		if p.Limits.Timed() || f.CallerEnds != decision.Never || f.Beside || f.later > 0 {
			f.refresh(ctx) // somebody is to know
		}
		if h := c.hedger(); h != nil {
			h.noteDue(&f)
		}
		verdict = limits.Decide(&f.Failure)
	}
	switch verdict.Step {
	case decision.Next:
		c.notePause(f.later + f.Pause)
		c.noteFailed(f.err)
		if f.Beside {
			c.hedger().follow(ctx, &f)
			return 0, true
		}
		if again = c.isGranted(ctx, &f); again {
			if h := c.hedger(); h != nil {
				h.decide()
			}
			return f.later + f.Pause, true
		}
		return 0, false // the budget, which has refused it, need not be told that it failed
	case decision.Wait:
		if f.Retryable {
			c.noteFailed(f.err)
		}
		c.hedger().awaitRest(verdict.Reason)
		again = true
	case decision.Return:
		c.finish(ctx, f.err, verdict.Reason)
	case decision.Stop:
		c.stop(ctx, verdict, c.endsLater(ctx, &f))
	}
	if c.m.budget != nil && f.isForBudget() {
		c.m.tellBudgetFailed(f.err)
	}
	return 0, again
}

// isForBudget reports whether the failure is one that a budget hears of: what its caller cut short says nothing about the callee.
func (f *failure) isForBudget() bool { return f.Retryable && !(f.cut && f.callerErr != nil) }

// until returns when the attempt counts as having ended.
func (f *failure) until() clock.Instant { return f.at.Add(f.later) }

// endsLater is until where that is not now; else 0.
func (f *failure) endsLater() clock.Instant {
	if f.later == 0 {
		return 0
	}
	return f.until()
}

// refresh takes note of the time that an answer has taken: giveup and pause_from are a user's functions.
func (f *failure) refresh(ctx context.Context) {
	if f.callerErr == nil && ctx.Err() != nil {
		f.CallerEnds = decision.Never // it is looked at again after the pause, which will not last
	}
	t := clock.Now() // where it counts as having lasted longer, all of that is later
	f.Elapsed += t.Since(f.at)
	f.at = t
}

// outcome names the outcome of the failed attempt.
func (f *failure) outcome() Outcome {
	switch {
	case f.err == nil:
		return OutcomeRejected
	case f.cut:
		return OutcomeCutShort
	case f.Retryable:
		return OutcomeRetryable
	}
	return OutcomeNotRetryable
}

// delay returns the pause after f, and what of it a server asked for; negative where that said never.
func (c *Call) delay(f *failure) (pause, asked time.Duration) {
	p := &c.m.policy
	if len(p.Cases) > 0 {
		return c.delayOf(f)
	}
	own := p.Pause
	if p.Varies {
		before, n := time.Duration(0), c.tries
		if c.hasRare() {
			before, n = c.state.more.rare.before, max(1, n-c.state.more.rare.uncounted)
		}
		if own, asked = p.Rules.Delay(0, n, before, f.err); p.Recalls {
			c.rare().before = own
		}
	}
	asked = c.askPause(f, asked)
	if asked > 0 && asked >= own {
		c.rare().uncounted = c.tries // pauses grow from the first again
	}
	return max(own, asked), asked
}

// isGranted asks the budget for another attempt. It stops the call when the budget refuses.
func (c *Call) isGranted(ctx context.Context, f *failure) bool {
	if !c.grants(f) {
		c.stopWith(ctx, decision.Budget, ErrBudget, f.endsLater())
		return false
	}
	if c.m.watchers != nil {
		c.tellPause(ctx, f)
	}
	return true
}

// tellPause tells the watchers of the pause after f. It is apart since an event is large, and a caller parks with the stack
// that was needed before.
func (c *Call) tellPause(ctx context.Context, f *failure) {
	c.tell(ctx, Event{Kind: EventPauseStarted, Try: c.ending(), Elapsed: clock.Now().Since(c.start), Err: f.err, Pause: f.later + f.Pause, Next: c.tries + 1})
}

// resume reports whether the next attempt may begin, now that the pause after err is over, and ends the call when not.
func (c *Call) resume(ctx context.Context, err error) bool {
	verdict := c.m.policy.Limits.AfterPause(c.elapsed(), callerState(ctx, ctx.Err()))
	if verdict.Step == decision.Next && c.hasRare() {
		if q := &c.state.more.rare.questions; q.BeforeRetry != nil && c.hedger() == nil { // else that is part of the attempt
			if !c.beforeRetry(ctx, q.BeforeRetry) {
				return false
			}
			verdict = c.m.policy.Limits.AfterPreparing(c.elapsed(), callerState(ctx, ctx.Err()))
		}
		if verdict.Step == decision.Next && !c.state.more.rare.refused && !c.state.more.rare.replay.rewind() {
			verdict = decision.Verdict{Step: decision.Return, Reason: decision.NotReplayable}
		}
	}
	if verdict.Step == decision.Next {
		if !c.hasOthers() { // else none begins now
			c.goesOn()
		}
		return c.goOn()
	}
	c.endUnready(ctx, verdict, err)
	return false
}

// endUnready ends the call since the attempt after the one that failed with err may not begin any more. Of one whose results were
// rejected that is nil, or ErrRejected.
func (c *Call) endUnready(ctx context.Context, verdict decision.Verdict, err error) {
	if verdict.Step == decision.Stop {
		c.stop(ctx, verdict, 0)
		return
	}
	if orRejected(err) == ErrRejected {
		c.err = ErrRejected // the results have been let go of
	}
	c.finish(ctx, c.err, verdict.Reason) // with what was found out about it
}

// elapsed returns how long the call has taken, where a limit asks for that.
func (c *Call) elapsed() time.Duration {
	if !c.m.policy.Limits.Timed() {
		return 0
	}
	return clock.Now().Since(c.start)
}
