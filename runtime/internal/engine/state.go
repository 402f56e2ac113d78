package engine

import (
	"time"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A callState is what only some calls need. It is apart since a call begins with zeroing itself, and one that succeeds at
// once has little else to do.
type callState struct {
	begun   clock.Instant   // of the running attempt, for watchers; zero while that is the first, which begins with the call, or none runs
	attempt attempt.Context // the running attempt's; nil without limits
	rare    *rareState      // nil until it is needed
}

// A rareState is what few calls need.
type rareState struct {
	replay     replay          // what attempts consume
	before     time.Duration   // the last pause that the policy itself made
	uncounted  int             // how many attempts began up to the last pause that a server asked for, or as hedges: pauses grow with the number of the others
	lines      []line          // what is counted for the policy and for each of its cases; nil where it has none
	idempotent answer          // whether the call may be carried out twice, where its method is asked
	resultCase int             // the number of the case that the results of the attempt at hand are in; 0 where that is none
	apart      int             // how many attempts have ended in cases with a max_tries of their own
	key        *attempt.Key    // of the call; nil unless it has one, and an attempt has begun
	hedger     *hedger         // the call itself, when its attempts run in goroutines of their own
	contexts   *contexts       // nil unless watchers have made any
	rejected   rejection       // what was decided about results that were rejected
	letGo      int             // the number of the attempt whose results the generated method lets go of, between Reject or Expired and Retry
	letting    bool            // it is doing so: Discard and DiscardBody are for these results, and not what is left of them later
	passage    *passage        // the running attempt's; nil without a guard, and once that is told
	refused    bool            // the last attempt never came to its callee
	retryOf    error           // the error of the attempt that the running one is a retry of, for a budget that wants to know; else nil
	resumption *Resumption     // nil unless the call may go on in another process
	fallback   decision.Reason // why the call has failed, when a fallback is to make up for it
	asks                       // what the generated method has to say about failures
}

// over is the start of a call whose end watchers have been told of: nothing more is measured.
const over = clock.Never

// withState returns a new T, and makes the call's state with the first one, so that both are one allocation. A callee may
// keep a T that is its context for as long as it likes: no later attempt gets it again.
func withState[T any](c *Call) *T {
	if c.state != nil {
		return new(T)
	}
	both := new(struct {
		first T
		state callState
	})
	c.state = &both.state
	return &both.first
}

// rare returns the call's rare state to write to.
func (c *Call) rare() *rareState {
	if c.state == nil || c.state.rare == nil {
		r := withState[rareState](c)
		c.state.rare = r
	}
	return c.state.rare
}

// hasRare reports whether there is a rare state.
func (c *Call) hasRare() bool { return c.state != nil && c.state.rare != nil }

// begun returns when the running attempt began, where that is measured.
func (c *Call) begun() clock.Instant {
	if c.state == nil || c.state.begun == 0 {
		return c.start
	}
	return c.state.begun
}

// noteBegin notes that the running attempt began at t, unless that is known from the call's own start.
func (c *Call) noteBegin(t clock.Instant) {
	switch {
	case c.state != nil:
		c.state.begun = t
	case c.tries > 0:
		c.state = &callState{begun: t}
	}
}

// attempt returns the running attempt's context; nil without limits.
func (c *Call) attempt() attempt.Context {
	if c.state == nil {
		return nil
	}
	return c.state.attempt
}

// hedger returns the call itself when its attempts run in goroutines of their own; else nil.
func (c *Call) hedger() *hedger {
	if c.hasRare() {
		return c.state.rare.hedger
	}
	return nil
}

// contexts returns those that watchers made for the call; nil when they made none.
func (c *Call) contexts() *contexts {
	if c.hasRare() {
		return c.state.rare.contexts
	}
	return nil
}
