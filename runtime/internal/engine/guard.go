package engine

import (
	"context"
	"errors"
	"sync"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
)

// A Guard lets attempts through to their callee, or refuses them: a backoff.Guard.
type Guard interface {
	Enter(ctx context.Context) (Pass, error)
}

// A Pass is told of an attempt that a Guard has let through: a backoff.Pass.
type Pass interface {
	Ended(err error)
	Returned()
}

// errPanicked is the outcome of an attempt that panicked, or called runtime.Goexit.
var errPanicked = errors.New("backoff: the attempt has panicked")

// A passage is the way of one attempt through the guard. The attempt's goroutine enters and returns, the call's finds out
// how the attempt has ended, in whatever order.
type passage struct {
	mu      sync.Mutex
	pass    Pass  // nil until the guard has given one
	reached bool  // the attempt has been let through to its callee
	over    bool  // it is known how the attempt has ended
	outcome error // and how; nil is with success
}

// enter asks the guard. An attempt that the call does not wait for any more by the time that it is let through is not made.
func (p *passage) enter(ctx context.Context, g Guard) error {
	pass, err := g.Enter(ctx)
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.pass, p.reached = pass, !p.over
	reached, outcome := p.reached, p.outcome
	p.mu.Unlock()
	if reached {
		return nil
	}
	if pass != nil {
		pass.Ended(outcome)
	}
	return outcome
}

// ended tells the pass how the attempt has ended, which is known once.
func (p *passage) ended(outcome error) {
	p.mu.Lock()
	p.over, p.outcome = true, outcome
	pass := p.pass
	p.mu.Unlock()
	if pass != nil {
		pass.Ended(outcome)
	}
}

// returned tells the pass that the callee has returned.
func (p *passage) returned() {
	p.mu.Lock()
	pass := p.pass
	p.mu.Unlock()
	if pass != nil {
		pass.Returned()
	}
}

// wasReached reports whether the attempt has been let through. It is asked when that cannot change any more.
func (p *passage) wasReached() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.reached
}

// Enter asks the policy's guard whether the attempt that Attempt has begun, and whose context is ctx, may be made. An error is
// the attempt's: its callee is not called. The method must have one of the traits HasGuard and TakesGuard.
func (c *Call) Enter(ctx context.Context) error {
	if c.m.policy.Guard == nil {
		return nil
	}
	return c.enter(OrBackground(ctx))
}

func (c *Call) enter(ctx context.Context) error {
	p := new(passage)
	c.rare().passage = p
	if limits := c.m.policy.attemptLimits(); !c.m.limited && limits.Any() { // of a method without a context: it can wait no longer
		at, ofCall := limits.End(c.start, c.begun())
		bounded, cancel := context.WithDeadlineCause(ctx, at.Time(), attempt.Cause(ofCall))
		defer cancel()
		ctx = bounded
	}
	return p.enter(ctx, c.m.policy.Guard)
}

// inGuard reports whether there is a guard that has not been told yet how the attempt that Retry is about has ended.
func (c *Call) inGuard() bool { return c.hasRare() && c.state.more.rare.passage != nil }

// leaveGuard tells the guard, which has not been told yet, how the attempt that Retry is about has ended, and reports whether its
// callee was never called.
func (c *Call) leaveGuard(outcome error) (refused bool) {
	rare := c.state.more.rare
	p := rare.passage
	rare.passage = nil
	if c.hedger() == nil {
		p.returned() // else the attempt's goroutine tells
	}
	p.ended(outcome)
	rare.refused = !p.wasReached()
	if r := &rare.replay; rare.refused {
		r.held = false // an attempt that was left behind before its callee was called uses nothing, and after any other there is none
	} else {
		r.reached = true
	}
	return rare.refused
}

// examineGuard tells the guard of a failed attempt, and finds out whether that was made at all: if not, nothing was carried out.
func (c *Call) examineGuard(f *failure) {
	f.Refused = c.leaveGuard(outcomeUnder(f.callerErr, orRejected(f.err)))
	f.Unsafe = f.Unsafe && !f.Refused
}

// outcomeUnder is the outcome of an attempt that has failed with err, as the guard is told it, when that is the Err of its
// caller's context. What has been cancelled matches context.Canceled whatever the callee has made of that: it says nothing of
// the callee.
func outcomeUnder(ctxErr, err error) error {
	if !errors.Is(ctxErr, context.Canceled) || errors.Is(err, context.Canceled) {
		return err
	}
	return errors.Join(err, ctxErr)
}

// closeUnsent closes the body of a request whose last attempt the guard has refused, as the callee would have done.
func (c *Call) closeUnsent() {
	if c.hasRare() && c.state.more.rare.refused && c.state.more.rare.replay.body != nil {
		_ = c.state.more.rare.replay.body.Close()
	}
}
