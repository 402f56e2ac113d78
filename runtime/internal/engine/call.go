package engine

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A Call is one call of a decorator's method: its attempts, one after the other. It is a value on the stack of that
// method, for one goroutine. Generated code uses it in this form:
//
//	call := r.fetch.Call()
//	defer call.End() // where attempts have limits
//	for {
//		user, err := r.inner.Fetch(call.Attempt(ctx), id)
//		if !call.Retry(ctx, err) {
//			return user, call.Err()
//		}
//	}
type Call struct {
	m     *Method
	err   error         // what the caller gets once the call is over; before that, the last error that is more than an echo of a limit
	tries int           // attempts ended
	start clock.Instant // of the call, or of its first failure when nothing is measured before
	state *callState    // nil until it is needed
}

// Call begins a call.
func (m *Method) Call() Call { return Call{m: m} }

// Attempt begins an attempt, and returns the context to run it under: for the first attempt ctx itself where the policy sets no
// limits.
func (c *Call) Attempt(ctx context.Context) context.Context {
	if !c.m.special {
		return ctx
	}
	return c.begin(ctx)
}

func (c *Call) begin(ctx context.Context) context.Context {
	m := c.m
	if m.plain {
		return c.plainContext(ctx, c.tries+1)
	}
	t := clock.Instant(0)
	if m.timed {
		t = c.measureBegin()
	}
	if m.watched {
		ctx = c.tellBegin(ctx, t, false)
	}
	if !m.limited {
		return c.plainContext(ctx, c.tries+1)
	}
	var running attempt.Context
	if m.keeps() {
		running = c.keptContext(OrBackground(ctx), t)
	} else {
		running = c.timedContext(OrBackground(ctx), t)
	}
	c.state.attempt = running
	return running
}

// measureBegin measures when an attempt begins.
func (c *Call) measureBegin() clock.Instant {
	t := clock.Now()
	if c.tries == 0 {
		c.start = t
	}
	return t
}

// Retry ends the attempt, which returned err, and reports whether another one is to begin: then the pause has passed. When
// there is none, the call is over.
func (c *Call) Retry(ctx context.Context, err error) bool {
	if err == nil && !c.m.special { // after a failure it is: there is no error to forget
		return false
	}
	return c.ended(ctx, err)
}

// Err returns what the caller of the method gets, after Retry has reported false.
func (c *Call) Err() error { return c.err }

// End releases what the running attempt holds, if one is running: it is there for a panic of the inner method, or of
// anything else that the call asks or tells.
func (c *Call) End() {
	if c.inGuard() {
		c.leaveGuard(errPanicked)
	}
	if c.m.watchers == nil || c.start == over {
		c.endAttempt()
		return
	}
	left, ok := c.aborted()
	c.endAttempt()
	if ok {
		left.tell()
	}
}

// ended is Retry where there is something to do.
func (c *Call) ended(ctx context.Context, err error) bool {
	if err == nil && !c.m.watched && !c.hasMore() { // the short way of a success: it is under limits, and that is all
		c.letGo()
		c.err = nil
		return false
	}
	ctx = OrBackground(ctx)
	if err != nil && c.m.plain { // the short way of a failure
		switch c.repeat(ctx, err) {
		case courseOver:
			return false
		case courseAgain:
			return true
		case coursePause:
			if c.m.policy.Pause > 0 || ctx.Err() != nil {
				c.keepTimer(clock.Sleep(ctx, c.m.policy.Pause, c.timer())) // from here, see below
				return c.resume(ctx, err)
			}
			return true
		}
	}
	if c.hasRare() {
		c.state.more.rare.letting = false
	}
	switch {
	case err == errLetGo:
		return c.afterRejection(ctx)
	case err == nil && c.hasRare() && c.state.more.rare.rejected.over:
		return false // Reject has told everybody
	}
	c.tries++
	if err == nil {
		c.succeed(ctx)
		return false
	}
	if refused, ok := err.(*refusedRetry); ok {
		c.stopRefused(ctx, refused)
		return false
	}
	pause, again := c.fail(ctx, err)
	if !again || c.leaves(pause, err) {
		return false
	}
	c.keepTimer(clock.Sleep(ctx, pause, c.timer())) // from here, and not from where it is decided: what a caller parks in is its stack
	return c.resume(ctx, err)
}

// goOn is true: there is another attempt. From now on attempts have contexts that know them, so there is work to do at their
// begin.
func (c *Call) goOn() bool {
	if c.m.again != nil {
		c.m = c.m.again
	}
	return true
}

// succeed ends the call with an attempt's success.
func (c *Call) succeed(ctx context.Context) {
	c.letGo()
	if c.inGuard() {
		c.leaveGuard(nil)
	}
	c.err = nil
	if !c.m.watched {
		return
	}
	if c.m.budget != nil {
		c.tellBudgetSucceeded()
	}
	if c.m.counter != nil && c.tries == 1 {
		c.m.counter.SucceededAtOnce(clock.Now().Since(c.start))
		c.start = over
		return
	}
	if c.m.watchers != nil {
		c.tellEnd(ctx, clock.Now(), OutcomeSucceeded, nil)
	}
	c.finish(ctx, nil, decision.Succeeded)
}

// letGo lets go of the context of an attempt whose results the caller gets: it ends, or it lives on with them.
func (c *Call) letGo() {
	if kept, ok := c.attempt().(*attempt.Kept); ok {
		kept.Keep()
		return
	}
	c.endAttempt()
}

// endAttempt ends the attempt's context, if there still is one: an attempt whose results were rejected keeps it until they
// are closed.
func (c *Call) endAttempt() {
	if c.state != nil && c.state.attempt != nil {
		c.state.attempt.End()
		c.state.attempt = nil
	}
}
