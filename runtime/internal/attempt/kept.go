package attempt

import (
	"context"
	"sync"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A Kept is the context of an attempt whose result may outlive the call: a stream, rows, a response's body. While the
// attempt runs it ends at the attempt's limits as a [Timed] does. Once the attempt has succeeded it ends with its caller's
// context alone, or when it is released. Its Deadline is the caller's from the start, since a callee may send it on, as gRPC
// does.
//
// When no one has asked for its Done until the attempt succeeds, its Done is the caller's own from then on. Otherwise it
// waits for the caller's context to end: strongly while something hangs on it, such as the callee's own children or
// functions given to context.AfterFunc, and by a [weakLink] alone else, so that a long-lived caller's context does not gather
// one child for each call that was ever made under it.
type Kept struct {
	parent   context.Context
	deadline clock.Instant // of the attempt
	cause    error         // of the end at deadline

	mu     sync.Mutex
	kept   bool                 // the attempt has succeeded
	shares bool                 // its Done was the parent's: there is nothing to release
	ended  context.Context      // one that has ended as this one has; nil while it is alive
	done   chan struct{}        // nil before the first Done
	hung   map[*func()]struct{} // what hangs on it, called at its end
	due    []func()             // what is to be called as soon as mu is free
	timer  *time.Timer          // looks at the clock at deadline
	weak   func() bool          // cuts the weak link to parent; nil where there is none
	strong func() bool          // cuts the strong one; nil where there is none
}

// Init makes c the context of an attempt that begins now, in a call that started at start, and returns it. Without limits
// it ends with its parent.
func (c *Kept) Init(parent context.Context, l Limits, start, now clock.Instant) *Kept {
	c.parent, c.deadline, c.cause = parent, clock.Never, ErrDeadline
	if l.Any() {
		c.deadline, c.cause = l.End(start, now)
	}
	return c
}

// TimedOut is [Context.TimedOut].
func (c *Kept) TimedOut(now clock.Instant) bool {
	return c.cause == ErrTimeout && timedOut(c.parent, c.deadline, now)
}

// Ends is [Context.Ends].
func (c *Kept) Ends() clock.Instant {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.deadline
}

// Expired returns the cause of the context's end when that is the attempt's or the call's limit and somebody saw it: what
// hangs on the context is of no use any more. Else it returns nil.
func (c *Kept) Expired() error {
	c.mu.Lock()
	defer c.unlock()
	if c.done == nil && c.ended == nil {
		return nil
	}
	c.look()
	if c.ended == nil || c.ended != pastLimit(c.cause) {
		return nil
	}
	return c.cause
}

// Keep lifts the attempt's limits for good, since it has succeeded: End does nothing any more.
func (c *Kept) Keep() {
	c.Lift()
	c.mu.Lock()
	defer c.unlock()
	c.kept = true
}

// Lift lifts the attempt's limits.
func (c *Kept) Lift() {
	c.mu.Lock()
	defer c.unlock()
	c.deadline = clock.Never
	if c.timer != nil {
		c.timer.Stop()
	}
}

// End cancels the context, unless its attempt has succeeded.
func (c *Kept) End() {
	c.mu.Lock()
	defer c.unlock()
	if !c.kept {
		c.endAs(canceled)
	}
}

// Lose cancels the context with a cause, unless its attempt has succeeded.
func (c *Kept) Lose(cause error) {
	c.mu.Lock()
	defer c.unlock()
	if !c.kept {
		c.endAs(canceledContext(cause))
	}
}

// Release cancels the context: its result is closed.
func (c *Kept) Release() {
	c.mu.Lock()
	defer c.unlock()
	if !c.shares {
		c.endAs(canceled)
	}
}

// endAs ends the context as another one has ended, unless it has already.
func (c *Kept) endAs(other context.Context) {
	if c.ended != nil {
		return
	}
	c.ended = other
	for f := range c.hung {
		c.due = append(c.due, *f)
	}
	c.hung = nil
	if c.done == nil {
		return
	}
	close(c.done)
	if c.timer != nil {
		c.timer.Stop()
	}
	c.cutLinks()
}

// look ends the context when it is time. A deadline which is the parent's too is left to the parent, as withDeadlineCause
// leaves it.
func (c *Kept) look() {
	if c.ended != nil {
		return
	}
	over := c.parent.Err() != nil
	switch {
	case over && (c.kept || !passedBefore(c.parent, c.deadline.Time())):
		c.endAs(c.parent)
	case over:
		c.endAs(pastLimit(c.cause))
	case !c.kept && clock.Now() >= c.deadline:
		end := c.deadline.Time()
		if callers, ok := c.parent.Deadline(); !ok || end.Before(callers) {
			c.endAs(pastLimit(c.cause))
		}
	}
}

// check is look for those that do not hold the lock.
func (c *Kept) check() {
	c.mu.Lock()
	defer c.unlock()
	c.look()
}

// unlock frees mu, and calls what was to be called then: it may ask the context.
func (c *Kept) unlock() {
	due := c.due
	c.due = nil
	c.mu.Unlock()
	for _, f := range due {
		f()
	}
}

// Deadline is the caller's.
func (c *Kept) Deadline() (time.Time, bool) { return c.parent.Deadline() }

// Done is closed when the context ends.
func (c *Kept) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.unlock()
	c.look()
	switch {
	case c.done != nil:
		return c.done
	case c.ended != nil:
		return canceled.Done() // closed, which the one of a caller's own type need not be
	case c.kept:
		c.shares = true
		return c.parent.Done()
	}
	return c.open()
}

// open makes the context's own Done, while its attempt runs.
func (c *Kept) open() <-chan struct{} {
	c.done = make(chan struct{})
	if c.deadline != clock.Never {
		c.timer = time.AfterFunc(time.Until(c.deadline.Time()), c.check)
	}
	if c.parent.Done() != nil {
		c.weak = weakLink(c.parent, c, c.done)
	}
	return c.done
}

// Err is DeadlineExceeded at the attempt's limits, or the error of the caller's context; Canceled when the result is
// closed or the attempt failed.
func (c *Kept) Err() error {
	c.mu.Lock()
	defer c.unlock()
	if c.look(); c.ended != nil {
		return c.ended.Err()
	}
	return nil
}

// Value returns the caller's values. For keys of type *int see [Timed.Value]: here they tell the cause.
func (c *Kept) Value(key any) any {
	if _, private := key.(*int); private {
		c.mu.Lock()
		defer c.unlock()
		if c.look(); c.ended != nil {
			if v := c.ended.Value(key); v != nil {
				return v
			}
		}
	}
	return c.parent.Value(key)
}

// String keeps fmt from reading the fields while other goroutines write them.
func (c *Kept) String() string { return contextName(c.parent) + ".backoffResult" }
