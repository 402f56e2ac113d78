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
// Nothing runs for it as long as nobody waits for it: whoever asks for its Err has it look at the clock and at its parent
// (look). The first Done makes a channel (open), and somebody to close it: a timer for the limits, and a link to the
// parent. So there are three cases:
//
//   - Nobody asks for Done until the attempt has succeeded. From then on there are no limits: Done is the caller's own channel,
//     and what would hang on this context hangs on the caller's (shares).
//   - Somebody does, while the attempt runs. The channel is closed at the limits, at End or Release, and when the parent ends.
//   - Something hangs on it as well (AfterFunc): children that the callee has made, or functions given to context.AfterFunc.
//     These are called when the channel is closed.
//
// The link to the parent is strong in the last case alone. Else it is a [weakLink], so that a long-lived caller's context
// does not gather one child for each call that was ever made under it.
type Kept struct {
	parent   context.Context
	deadline clock.Instant // the nearest limit; Never when there is none, or none any more. The call's goroutine alone changes it, under mu
	cause    error         // of the end at deadline
	ends     clock.Instant // what deadline was at first
	About    *About        // the attempt. It is set before anybody has the context

	mu     sync.Mutex           // guards what follows
	kept   bool                 // the attempt has succeeded: the context ends with parent, or by Release
	shares bool                 // somebody has the parent's Done for its own, which cannot be closed here: Release does nothing
	ended  context.Context      // a context that has ended in the same way, for Err and the cause; nil while this one is alive
	done   chan struct{}        // nil as long as nobody has asked for Done while the attempt ran
	hung   map[*func()]struct{} // the functions that hang on it, to be called when it ends
	due    []func()             // those that are to be called as soon as mu is free, since they may ask this context
	timer  *time.Timer          // has it look at the clock at deadline; nil before done is made, and without limits
	weak   func() bool          // cuts the weak link to parent; nil where there was never one
	strong func() bool          // cuts the strong link to parent; nil as long as nothing hangs on this context
}

// Init makes c the context of an attempt that begins now, in a call that started at start, and returns it. Without limits
// it ends with its parent.
func (c *Kept) Init(parent context.Context, l Limits, start, now clock.Instant) *Kept {
	c.parent, c.deadline, c.cause = parent, clock.Never, ErrDeadline
	if l.Any() {
		end, ofCall := l.End(start, now)
		c.deadline, c.cause = end, Cause(ofCall)
	}
	c.ends = c.deadline
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

// Expired returns the cause of the context's end when a limit has ended it, the attempt's or the call's, and somebody has
// asked for Done: then what the callee made under it is of no use any more. Else it returns nil.
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

// Keep lets the context live on, since its attempt has succeeded: its limits are lifted, and End does nothing any more.
func (c *Kept) Keep() {
	c.mu.Lock()
	defer c.unlock()
	c.kept = true
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

// Lose cancels the context with the cause ErrLost, unless its attempt has succeeded, or it has ended by itself before.
func (c *Kept) Lose() {
	c.mu.Lock()
	defer c.unlock()
	if c.look(); !c.kept {
		c.endAs(lost)
	}
}

// Release cancels the context, since the result that lived on with it is closed.
func (c *Kept) Release() {
	c.mu.Lock()
	defer c.unlock()
	if !c.shares {
		c.endAs(canceled)
	}
}

// endAs ends the context in the way in which another one has ended, unless it has ended already. It must hold the lock.
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

// look ends the context when it is time: when its parent has ended, or its deadline has passed. It must hold the lock. A
// deadline that is no sooner than the parent's is left to the parent, as withDeadlineCause leaves it. When both have passed
// before anybody looked, the earlier one counts.
func (c *Kept) look() {
	if c.ended != nil {
		return
	}
	switch over := c.parent.Err() != nil; {
	case over && passedBefore(c.parent, c.deadline.Time()):
		c.endAs(pastLimit(c.cause))
	case over:
		c.endAs(c.parent)
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

// unlock frees mu, and then calls the functions that were to be called at the context's end.
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

// open makes the context's own Done, while its attempt runs, and what will close it. It must hold the lock.
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
	if v := answer(c, key); v != nil {
		return v
	}
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

func (c *Kept) facts() Facts { return c.About.facts(c.ends) }

func (c *Kept) ownKey() *Key { return c.About.Key }

// Outside is [Context.Outside].
func (c *Kept) Outside() context.Context { return c.parent }

// String keeps fmt from reading the fields while other goroutines write them.
func (c *Kept) String() string { return contextName(c.parent) + ".backoffResult" }
