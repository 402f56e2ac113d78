package attempt

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// The first states of a Timed that is losable.
var (
	pendingLosable         = &timedState{note: &deadlineNote{losable: true}}
	pendingLosableDeadline = &timedState{note: &deadlineNote{losable: true, ofCall: true}}
)

// InitLosable is Init for a context that is losable, and may be without limits.
func (c *Timed) InitLosable(parent context.Context, l Limits, start, now clock.Instant) *Timed {
	first := pendingLosable
	c.parent, c.deadline = parent, clock.Never
	if l.Any() {
		var ofCall bool
		if c.deadline, ofCall = l.End(start, now); ofCall {
			first = pendingLosableDeadline
		}
	}
	c.state.Store(first)
	return c
}

// Lose ends the context with the cause ErrLost, unless it has ended by itself before, or its parent has: package context may tell it
// so by a goroutine, which has yet to run. It must be losable.
func (c *Timed) Lose() {
	if c.Err() != nil || c.parent.Err() != nil {
		return
	}
	for {
		s := c.state.Load()
		if !s.pending() {
			if l, ok := s.Context.(*losing); ok {
				l.lose(ErrLost)
			}
			return
		}
		c.state.CompareAndSwap(s, &timedState{Context: lost, cancel: cancelNothing, note: s.noted()}) // the next turn sees whether it came first
	}
}

// realContext returns the context that c becomes, and what cancels it, which is nil of a losing.
func (c *Timed) realContext(s *timedState) (context.Context, context.CancelFunc) {
	at := s.time()
	if at.IsZero() {
		at = c.deadline.Time()
	}
	if n := s.noted(); n == nil || !n.losable {
		return withDeadlineCause(c.parent, at, s.cause())
	}
	ctx, lose := context.WithCancelCause(c.parent)
	if c.deadline != clock.Never {
		ctx, _ = withDeadlineCause(ctx, at, s.cause()) // lose cancels it too
	}
	return &losing{ctx, lose}, nil
}

// A losing is a real context that lose ends with a cause.
type losing struct {
	context.Context
	lose context.CancelCauseFunc
}
