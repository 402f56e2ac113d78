package backoff

import (
	"context"
	"sync"
	"time"
)

// A resultContext is the context of an attempt whose result may outlive the call: a stream, rows, a response's body. While
// the attempt runs it ends at the attempt's limits as an attemptContext does. Once the attempt has succeeded it ends with
// its caller's context alone, or when it is released. Its Deadline is the caller's from the start, since a callee may send
// it on, as gRPC does.
//
// It costs no more than an attemptContext until the callee asks for its Done. When no one has until the attempt succeeds,
// its Done is the caller's own from then on. Otherwise it hangs on the caller's context as a [weakLink].
//
// It is safe for concurrent use, like every context.
type resultContext struct {
	parent   context.Context
	deadline instant // of the attempt
	cause    error   // of the end at deadline

	mu     sync.Mutex
	kept   bool               // the attempt has succeeded
	lent   bool               // its Done was the parent's: there is nothing to release
	ended  context.Context    // one that has ended as this one has; nil while it is alive
	gate   *gate              // ends real; nil before the first Done
	real   context.Context    // what Done belongs to, and what children hang on
	cancel context.CancelFunc // of real
	timer  *time.Timer        // looks at the clock at deadline
	unlink func() bool        // cuts off what hangs on parent; nil when nothing does
}

func newResultContext(parent context.Context, p *Policy, start, now instant) *resultContext {
	return new(resultContext).init(parent, p, start, now)
}

func (c *resultContext) init(parent context.Context, p *Policy, start, now instant) *resultContext {
	c.parent, c.deadline, c.cause = parent, never, ErrDeadline
	if p.limits() {
		c.deadline, c.cause = p.limit(start, now)
	}
	return c
}

func (c *resultContext) timedOut(now instant) bool {
	return now >= c.deadline && c.cause == ErrAttemptTimeout && cameFirst(c, c.parent, c.deadline)
}

// keep lifts the attempt's limits, for good: end does nothing any more.
func (c *resultContext) keep() {
	c.lift()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept = true
}

// lift lifts the attempt's limits.
func (c *resultContext) lift() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.deadline = never
	if c.timer != nil {
		c.timer.Stop()
	}
}

// end cancels the context, unless its attempt has succeeded.
func (c *resultContext) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.kept {
		c.finish(ended)
	}
}

// lose cancels the context with a cause, unless its attempt has succeeded.
func (c *resultContext) lose(cause error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.kept {
		c.finish(canceledContext(cause))
	}
}

// release cancels the context: its result is closed.
func (c *resultContext) release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.lent {
		c.finish(ended)
	}
}

// finish ends the context as another one has ended, unless it has already.
func (c *resultContext) finish(as context.Context) {
	if c.ended != nil {
		return
	}
	c.ended = as
	if c.real == nil {
		return
	}
	c.gate.shut(as)
	c.cancel() // lets go of what is left
	if c.timer != nil {
		c.timer.Stop()
	}
	if c.unlink != nil {
		c.unlink()
	}
}

// look ends the context when it is time. A deadline which is the parent's too is left to the parent, as withDeadlineCause
// leaves it.
func (c *resultContext) look() {
	gone := c.parent.Err() != nil
	switch {
	case gone && (c.kept || !passedBefore(c.parent, c.deadline.time())):
		c.finish(c.parent)
	case gone:
		c.finish(endAt(c.cause))
	case !c.kept && now() >= c.deadline:
		end := c.deadline.time()
		if callers, ok := c.parent.Deadline(); !ok || end.Before(callers) {
			c.finish(endAt(c.cause))
		}
	}
}

// check is look for those that do not hold the lock.
func (c *resultContext) check() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
}

// Deadline is the caller's.
func (c *resultContext) Deadline() (time.Time, bool) { return c.parent.Deadline() }

// Done is closed when the context ends.
func (c *resultContext) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	switch {
	case c.real != nil:
		return c.real.Done()
	case c.ended != nil:
		return c.ended.Done()
	case c.kept:
		c.lent = true
		return c.parent.Done()
	}
	c.gate = &gate{Context: context.WithoutCancel(c.parent)}
	c.real, c.cancel = context.WithCancel(c.gate)
	if c.deadline != never {
		c.timer = time.AfterFunc(time.Until(c.deadline.time()), c.check)
	}
	done := c.real.Done()
	if c.parent.Done() != nil {
		c.unlink = weakLink(c.parent, c, done)
	}
	return done
}

// Err is DeadlineExceeded at the attempt's limits, or the error of the caller's context; Canceled when the result is
// closed or the attempt failed.
func (c *resultContext) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.look(); c.ended != nil {
		return c.ended.Err()
	}
	return nil
}

// Value returns the caller's values. For keys of type *int see attemptContext.
func (c *resultContext) Value(key any) any {
	if _, private := key.(*int); !private {
		return c.parent.Value(key)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	switch {
	case c.real != nil:
		return c.real.Value(key)
	case c.ended != nil:
		if v := c.ended.Value(key); v != nil {
			return v
		}
	}
	return c.parent.Value(key)
}

// String keeps fmt from reading the fields behind the back of the other goroutines.
func (c *resultContext) String() string { return contextName(c.parent) + ".backoffResult" }
