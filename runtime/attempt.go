package backoff

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// A limited context is one that a running attempt has under a policy with limits.
type limited interface {
	context.Context

	// timedOut reports whether the attempt's own deadline, and not the policy's or the caller's, was the first to pass,
	// which the clock says: an attempt that ended at the instant now may have outrun its timer. It must be asked before end.
	timedOut(now instant) bool

	// end cancels the context: its attempt is over.
	end()
}

// An attemptContext is the context of one attempt: its caller's, ending at a deadline of its own. Most callees never
// wait for it, so it is no more than its parent and a number until its first Done, when it becomes a real
// context.WithDeadlineCause and leaves everything to that one from then on. Cancellation, causes and children are the
// standard library's alone.
//
// It is safe for concurrent use, like every context.
type attemptContext struct {
	parent   context.Context
	deadline instant
	state    atomic.Pointer[attemptState]
}

// An attemptState is what has become of an attemptContext: nothing yet (nil, or pendingDeadline), a real context, or
// ended.
type attemptState struct {
	context.Context
	cancel context.CancelFunc
}

var (
	// pendingDeadline marks a context that no one has asked for anything yet, and whose deadline is the policy's and not
	// the attempt's. The attempt's is the common case, and needs no store: nil.
	pendingDeadline = new(attemptState)

	// ended is the state of a context whose attempt ended before anyone asked for its Done or found it expired.
	ended = func() *attemptState {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		return &attemptState{Context: ctx, cancel: cancel}
	}()
)

// newAttemptContext returns the context of an attempt that begins now, under a policy whose call started at start.
// One of the policy's AttemptTimeout and Deadline must be set; the nearer one counts, on a tie the Deadline.
func newAttemptContext(parent context.Context, p *Policy, start, now instant) *attemptContext {
	return new(attemptContext).init(parent, p, start, now)
}

func (c *attemptContext) init(parent context.Context, p *Policy, start, now instant) *attemptContext {
	deadline, cause := p.limit(start, now)
	c.parent, c.deadline = parent, deadline
	if cause == ErrDeadline {
		c.state.Store(pendingDeadline)
	}
	return c
}

// limit returns when an attempt that begins now has to end, in a call that started at start, and the cause then.
func (p *Policy) limit(start, now instant) (instant, error) {
	deadline, cause := now.add(p.AttemptTimeout), ErrAttemptTimeout
	if p.Deadline > 0 {
		if d := start.add(p.Deadline); p.AttemptTimeout == 0 || d <= deadline {
			deadline, cause = d, ErrDeadline
		}
	}
	return deadline, cause
}

// pending reports whether s is a state in which the context is not a real one yet.
func (s *attemptState) pending() bool { return s == nil || s == pendingDeadline }

// materialise returns the context's state after making it a real context, or finding that its attempt has ended.
func (c *attemptContext) materialise() *attemptState {
	for {
		s := c.state.Load()
		if !s.pending() {
			return s
		}
		cause := ErrAttemptTimeout
		if s == pendingDeadline {
			cause = ErrDeadline
		}
		ctx, cancel := withDeadlineCause(c.parent, c.deadline.time(), cause)
		if c.state.CompareAndSwap(s, &attemptState{ctx, cancel}) {
			continue
		}
		cancel()
	}
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

// passedBefore reports whether parent has ended at its deadline, and that was after d.
func passedBefore(parent context.Context, d time.Time) bool {
	if parent.Err() != context.DeadlineExceeded {
		return false
	}
	callers, ok := parent.Deadline()
	return ok && d.Before(callers) && time.Until(callers) <= 0
}

func (c *attemptContext) end() {
	for {
		s := c.state.Load()
		if !s.pending() {
			s.cancel()
			return
		}
		if c.state.CompareAndSwap(s, ended) {
			return
		}
	}
}

func (c *attemptContext) timedOut(now instant) bool {
	if now < c.deadline || c.state.Load() == pendingDeadline {
		return false
	}
	return cameFirst(c, c.parent, c.deadline)
}

// cameFirst reports whether an attempt's own deadline, which has passed, did so before its caller's context was done.
func cameFirst(attempt, parent context.Context, deadline instant) bool {
	callers, ok := parent.Deadline()
	if ok && !deadline.time().Before(callers) {
		return false
	}
	return attempt.Err() == nil || context.Cause(attempt) == ErrAttemptTimeout
}

// Deadline is the nearest of the attempt's, the policy's and the caller's.
func (c *attemptContext) Deadline() (time.Time, bool) {
	own := c.deadline.time()
	if callers, ok := c.parent.Deadline(); ok && callers.Before(own) {
		return callers, true
	}
	return own, true
}

// Done makes the context a real one.
func (c *attemptContext) Done() <-chan struct{} { return c.materialise().Done() }

// Err asks the caller's context and the clock as long as no one waits for Done. An error is final, so the context
// becomes a real one then, with its Done closed.
func (c *attemptContext) Err() error {
	if c.state.Load().pending() && c.parent.Err() == nil && now() < c.deadline {
		return nil
	}
	return c.materialise().Err()
}

// Value returns the caller's values. Package context finds a context's cause, and links a child to it, by asking for
// the value of a private key of type *int, which only a real context can answer once this one has expired.
func (c *attemptContext) Value(key any) any {
	s := c.state.Load()
	if _, private := key.(*int); private && s.pending() && c.Err() != nil {
		s = c.state.Load()
	}
	switch {
	case s.pending():
		return c.parent.Value(key)
	case s == ended:
		if v := s.Value(key); v != nil {
			return v
		}
		return c.parent.Value(key)
	}
	return s.Value(key)
}

// String keeps fmt from reading the state behind the back of the other goroutines.
func (c *attemptContext) String() string {
	return fmt.Sprintf("%s.backoffAttempt(%v)", contextName(c.parent), time.Until(c.deadline.time()))
}

// contextName is how package context names a parent: by its String, or by its type, since its fields may be guarded.
func contextName(ctx context.Context) string {
	if s, ok := ctx.(fmt.Stringer); ok {
		return s.String()
	}
	return fmt.Sprintf("%T", ctx)
}
