package attempt

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A Timed is the context of one attempt: its caller's, ending at a deadline of its own. Most callees never wait for it, so
// it is no more than its parent and a number until its first Done, when it becomes a real context.WithDeadlineCause and
// leaves everything to that one from then on. Cancellation, causes and children are the standard library's alone.
//
// One that is losable ends with ErrLost as well, when its attempt has lost against another one (Lose), and need not have a
// deadline of its own.
type Timed struct {
	parent   context.Context
	deadline clock.Instant // Never when there is none
	state    atomic.Pointer[timedState]
	About    *About // the attempt. It is set before anybody has the context
}

// A timedState is what a Timed is at the moment. While it has no Context (or is nil) the Timed is pending: nobody has asked
// for its Done. With one, that is a context.WithDeadlineCause, a losing, or stands for one that has ended. A Timed goes from one state to the
// next by compare-and-swap, and never back to pending.
type timedState struct {
	context.Context
	cancel context.CancelFunc // nil of a losing
	note   *deadlineNote      // nil while there is nothing to say; it stays the same from one state to the next
}

// A deadlineNote is what there is to say about a Timed's own deadline. Most have nothing to say, so it is apart from the
// state, which a callee that waits for Done pays for.
type deadlineNote struct {
	ofCall  bool        // it is the call's and not the attempt's
	losable bool        // the attempt may lose against another one
	at      time.Time   // it, once somebody has asked for it; zero before
	over    *timedState // with at: the state that follows when the attempt ends, made ahead so that End does not allocate
}

// pendingDeadline is the first state of a Timed whose deadline is the call's and not the attempt's. Where it is the
// attempt's, which is the common case, the first state is nil and need not be stored.
var pendingDeadline = &timedState{note: &deadlineNote{ofCall: true}}

// ended is the state of a context whose attempt ended before anyone asked for its Done or its Deadline, or found it expired.
var ended = &timedState{Context: canceled, cancel: cancelNothing}

// Init makes c the context of an attempt that begins now, in a call that started at start, and returns it. There must be a
// limit; the nearer one counts, on a tie the call's.
func (c *Timed) Init(parent context.Context, l Limits, start, now clock.Instant) *Timed {
	deadline, ofCall := l.End(start, now)
	c.parent, c.deadline = parent, deadline
	if ofCall {
		c.state.Store(pendingDeadline)
	}
	return c
}

// InitFirst is Init for a call's first attempt, which begins with the call.
func (c *Timed) InitFirst(parent context.Context, about *About, now clock.Instant) *Timed {
	c.parent, c.About, c.deadline = parent, about, now.Add(about.Of.longest)
	if about.Of.ofCall {
		c.state.Store(pendingDeadline)
	}
	return c
}

// pending reports whether s is a state in which the context is not a real one yet.
func (s *timedState) pending() bool { return s == nil || s.Context == nil }

// noted returns what there is to say about the deadline; nil when that is nothing.
func (s *timedState) noted() *deadlineNote {
	if s == nil {
		return nil
	}
	return s.note
}

// cause is that of the end at the deadline.
func (s *timedState) cause() error {
	n := s.noted()
	return Cause(n != nil && n.ofCall)
}

// time returns the deadline of a state as a time.Time when that is noted; else zero.
func (s *timedState) time() (at time.Time) {
	if n := s.noted(); n != nil {
		at = n.at
	}
	return at
}

// materialise returns the context's state after making it a real context, or finding that its attempt has ended.
func (c *Timed) materialise() *timedState {
	for {
		s := c.state.Load()
		if !s.pending() {
			return s
		}
		ctx, cancel := c.realContext(s)
		next := &timedState{Context: ctx, cancel: cancel, note: s.noted()}
		if !c.state.CompareAndSwap(s, next) {
			next.end()
		}
	}
}

// end cancels a real context, or one that stands for it.
func (s *timedState) end() {
	if s.cancel != nil {
		s.cancel()
		return
	}
	s.Context.(*losing).lose(nil)
}

// withDeadlineCause is context.WithDeadlineCause, save for two things. A deadline which is the parent's too is left to
// the parent: of two timers at one instant, either may be the first. And it may come late, when both deadlines have
// passed: then the earlier one is the cause, as it would have been in time.
func withDeadlineCause(parent context.Context, d time.Time, cause error) (context.Context, context.CancelFunc) {
	if callers, ok := parent.Deadline(); ok && !d.Before(callers) {
		return context.WithCancel(parent)
	}
	if passedBefore(parent, d) {
		parent = context.WithoutCancel(parent)
	}
	return context.WithDeadlineCause(parent, d, cause)
}

// End is [Context.End].
func (c *Timed) End() {
	for {
		s := c.state.Load()
		if !s.pending() {
			s.end()
			return
		}
		over := ended
		if n := s.noted(); n != nil && n.over != nil {
			over = n.over
		}
		if c.state.CompareAndSwap(s, over) {
			return
		}
	}
}

// TimedOut is [Context.TimedOut]. It is about an attempt that runs: after End it may be wrong.
func (c *Timed) TimedOut(now clock.Instant) bool {
	return now >= c.deadline && c.state.Load().cause() == ErrTimeout && timedOut(c.parent, c.deadline, now)
}

// Ends is [Context.Ends].
func (c *Timed) Ends() clock.Instant { return c.deadline }

// Deadline is the nearest of the attempt's, the call's and the caller's, as far as there are any. It is the same each time.
func (c *Timed) Deadline() (time.Time, bool) {
	if c.deadline == clock.Never {
		return c.parent.Deadline()
	}
	own, real := c.ownDeadline()
	if callers, ok := c.parent.Deadline(); !real && ok && callers.Before(own) {
		return callers, true
	}
	return own, true
}

// ownDeadline returns the own deadline, and notes it for the next time: two conversions of an instant differ in what their
// wall clocks show. A real context has noted its own, or the caller's where that is nearer; then real is true.
func (c *Timed) ownDeadline() (at time.Time, real bool) {
	for {
		s := c.state.Load()
		if at := s.time(); !at.IsZero() {
			return at, false
		}
		if !s.pending() && !isStandIn(s.Context) {
			at, _ := s.Context.Deadline()
			return at, true
		}
		var all struct {
			next, over timedState
			note       deadlineNote
		}
		if n := s.noted(); n != nil {
			all.note = *n
		}
		all.note.at, all.note.over = c.deadline.Time(), &all.over
		all.over = timedState{Context: canceled, cancel: cancelNothing, note: &all.note}
		all.next = timedState{note: &all.note}
		if !s.pending() {
			all.next.Context, all.next.cancel = s.Context, s.cancel
		}
		if c.state.CompareAndSwap(s, &all.next) {
			return all.note.at, false
		}
	}
}

// Done makes the context a real one.
func (c *Timed) Done() <-chan struct{} { return c.materialise().Done() }

// Err asks the caller's context and the clock as long as no one waits for Done. An error is final, so the context
// becomes a real one then, with its Done closed.
func (c *Timed) Err() error {
	if c.state.Load().pending() && c.parent.Err() == nil && (c.deadline == clock.Never || clock.Now() < c.deadline) {
		return nil
	}
	return c.materialise().Err()
}

// Value returns the caller's values. Package context finds a context's cause, and links a child to it, by asking for
// the value of a private key of type *int, which only a real context can answer once this one has expired.
func (c *Timed) Value(key any) any {
	if v := answer(c, key); v != nil {
		return v
	}
	s := c.state.Load()
	if _, private := key.(*int); private && s.pending() && c.Err() != nil {
		s = c.state.Load()
	}
	switch {
	case s.pending():
		return c.parent.Value(key)
	case isStandIn(s.Context):
		if v := s.Value(key); v != nil {
			return v
		}
		return c.parent.Value(key)
	}
	return s.Value(key)
}

func (c *Timed) facts() Facts { return c.About.facts(c.deadline) }

func (c *Timed) ownKey() *Key { return c.About.Key }

// Outside is [Context.Outside].
func (c *Timed) Outside() context.Context { return c.parent }

// String keeps fmt from reading the state while other goroutines write it.
func (c *Timed) String() string {
	if c.deadline == clock.Never {
		return contextName(c.parent) + ".backoffAttempt"
	}
	at, _ := c.ownDeadline()
	return fmt.Sprintf("%s.backoffAttempt(%v)", contextName(c.parent), time.Until(at))
}
