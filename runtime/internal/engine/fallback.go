package engine

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A callEnd is why a call ends, or its retrying where a fallback is to make up for that.
type callEnd struct {
	reason     decision.Reason
	callerDone bool // so it ends for the caller, with what the last attempt returned: it is not stopped
}

// finish ends the call with what its last attempt returned.
func (c *Call) finish(ctx context.Context, err error, reason decision.Reason) {
	c.end(ctx, err, callEnd{reason, reason == decision.CallCanceled || reason == decision.PastDeadline})
}

// end ends the call with err for its caller. Where a fallback makes up for err, the call goes on until that has.
func (c *Call) end(ctx context.Context, err error, why callEnd) {
	if err != ErrRejected || !c.fallsBack(ctx) || !c.isRejected() { // else a fallback is told of rejected results, as of those that the caller would get
		err = c.mapError(err)
	}
	c.err = err
	if h := c.hedger(); h != nil {
		h.keepResults()
		h.loseOthers()
		h.decide()
	}
	failed := err != nil || why.reason != decision.Succeeded // rejected results come without an error
	if failed && c.fallsBack(ctx) {
		if err == nil {
			c.err = ErrRejected
		}
		c.rare().fallback = why
		return
	}
	c.tellCallEnd(ctx, err, why, false)
}

// fallsBack reports whether a fallback makes up for a failure: the method has one, and its caller is still there.
func (c *Call) fallsBack(ctx context.Context) bool {
	return c.m.traits&HasFallback != 0 && ctx.Err() == nil
}

// isRejected reports whether what the last attempt returned has been rejected, and let go of.
func (c *Call) isRejected() bool { return c.hasRare() && c.state.more.rare.letGo == c.tries }

// mapError returns what takes the place of the error that the call ends with, if it ends with one.
func (c *Call) mapError(err error) error {
	if err == nil || !c.hasRare() || c.state.more.rare.questions.MapError == nil {
		return err
	}
	if mapped := c.state.more.rare.questions.MapError(err); mapped != nil {
		return mapped
	}
	return err
}

// Failed reports whether the call is over with an error that is not the caller's own doing, so that a fallback has to make
// up for it. What it makes is then given to FellBack.
func (c *Call) Failed() bool { return c.hasRare() && c.state.more.rare.fallback.reason != "" }

// FellBack ends the call with what a fallback has made of its error: err, which may be nil.
func (c *Call) FellBack(ctx context.Context, err error) {
	c.tell(ctx, Event{Kind: EventFallback, Try: c.tries, Elapsed: clock.Now().Since(c.start), Err: c.err, Reason: c.state.more.rare.fallback.reason})
	c.err = err
	c.tellCallEnd(ctx, err, c.state.more.rare.fallback, true)
}
