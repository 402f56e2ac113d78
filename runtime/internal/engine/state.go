package engine

import (
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A callState is what only some calls need. It is apart since a call begins with zeroing itself, and one that succeeds at
// once has little else to do.
type callState struct {
	attempt attempt.Context // the running attempt's; nil without limits
	more    *moreState      // nil until it is needed
}

// A moreState is what calls need that do not succeed at once, and are watched or not so simple.
type moreState struct {
	begun  clock.Instant // of the running attempt, for watchers; zero while that is the first, which begins with the call, or none runs
	rare   *rareState    // nil until it is needed
	timer  *time.Timer   // of the last pause; nil when that needed none
	hedger *hedger       // the call itself, when its attempts run in goroutines of their own
}

// A rareState is what few calls need.
type rareState struct {
	replay     replay        // what attempts consume
	before     time.Duration // the last pause that the policy itself made
	uncounted  int           // how many attempts began up to the last pause that a server asked for, or as hedges: pauses grow with the number of the others
	lines      []line        // what is counted for the policy and for each of its cases; nil where it has none
	idempotent answer        // whether the call may be carried out twice, where its method is asked
	resultCase int           // the number of the case that the results of the attempt at hand are in; 0 where that is none
	apart      int           // how many attempts have ended in cases with a max_tries of their own
	key        *attempt.Key  // of the call; nil unless it has one, and an attempt has begun
	contexts   *contexts     // nil unless watchers have made any
	rejected   rejection     // what was decided about results that were rejected
	letGo      int           // the number of the attempt whose results the generated method lets go of, between Reject or Expired and Retry
	letting    bool          // it is doing so: Discard and DiscardBody are for these results, and not what is left of them later
	passage    *passage      // the running attempt's; nil without a guard, and once that is told
	refused    bool          // the last attempt never came to its callee
	retryOf    error         // the error of the attempt that the running one is a retry of, for a budget that wants to know; else nil
	resumption *Resumption   // nil unless the call may go on in another process
	fallback   callEnd       // why the call has failed, when a fallback is to make up for it
	asks                     // what the generated method has to say about failures
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

// more returns the part of the call's state that calls need which do not succeed at once.
func (c *Call) more() *moreState {
	if !c.hasMore() {
		more := withState[moreState](c)
		c.state.more = more
	}
	return c.state.more
}

// rare returns the call's rare state to write to.
func (c *Call) rare() *rareState {
	if c.hasRare() {
		return c.state.more.rare
	}
	if c.hasMore() {
		c.state.more.rare = new(rareState)
		return c.state.more.rare
	}
	both := withState[struct {
		rare rareState
		more moreState
	}](c)
	both.more.rare = &both.rare
	c.state.more = &both.more
	return &both.rare
}

// hasMore reports whether there is more state than the running attempt's context.
func (c *Call) hasMore() bool { return c.state != nil && c.state.more != nil }

// hasRare reports whether there is a rare state.
func (c *Call) hasRare() bool { return c.hasMore() && c.state.more.rare != nil }

// begun returns when the running attempt began, where that is measured.
func (c *Call) begun() clock.Instant {
	if c.runs() {
		return c.state.more.begun
	}
	return c.start
}

// runs reports whether an attempt runs that is measured, and is not a first one that began with the call.
func (c *Call) runs() bool { return c.hasMore() && c.state.more.begun != 0 }

// noteBegin notes that the running attempt began at t, unless that is known from the call's own start.
func (c *Call) noteBegin(t clock.Instant) {
	if c.tries > 0 {
		c.more().begun = t
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
	if c.hasMore() {
		return c.state.more.hedger
	}
	return nil
}

// contexts returns those that watchers made for the call; nil when they made none.
func (c *Call) contexts() *contexts {
	if c.hasRare() {
		return c.state.more.rare.contexts
	}
	return nil
}

// timer returns the timer of the call's last pause, for the next one; nil where there is none.
func (c *Call) timer() *time.Timer {
	if !c.hasMore() {
		return nil
	}
	return c.state.more.timer
}

// keepTimer keeps the timer of a pause for the next one.
func (c *Call) keepTimer(t *time.Timer) {
	if t != nil {
		c.more().timer = t
	}
}
