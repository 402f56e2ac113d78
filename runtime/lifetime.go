package backoff

import (
	"context"
	"io"
	"runtime"
	"sync"
	"time"
	"weak"
)

// A resultContext is the context of an attempt whose result may outlive the call: a stream, rows, a response's body. While
// the attempt runs it ends at the attempt's limits as an attemptContext does. Once the attempt has succeeded it ends with
// its caller's context alone, or when it is released. Its Deadline is the caller's from the start, since a callee may send
// it on, as gRPC does.
//
// A long-lived caller's context must not gather one child for each call that was ever made under it. So the link from the
// caller's context is a weak one: it goes when the result is closed, where that can be seen, and otherwise when the
// garbage collector finds that the result and all else that held the context have gone.
//
// It is safe for concurrent use, like every context.
type resultContext struct {
	parent   context.Context
	deadline instant // of the attempt
	cause    error   // of the end at deadline

	mu     sync.Mutex
	kept   bool                    // the attempt has succeeded
	err    error                   // final once it is set
	why    error                   // the cause of err
	real   context.Context         // what Done belongs to, and what children hang on; nil before the first Done
	cancel context.CancelCauseFunc // of real
	timer  *time.Timer             // ends real at deadline
	unlink func() bool             // cuts real off from parent
}

func newResultContext(parent context.Context, p *Policy, start, now instant) *resultContext {
	deadline, cause := p.limit(start, now)
	return &resultContext{parent: parent, deadline: deadline, cause: cause}
}

func (c *resultContext) timedOut(now instant) bool {
	return now >= c.deadline && c.cause == ErrAttemptTimeout && cameFirst(c, c.parent, c.deadline)
}

// keep lifts the attempt's limits.
func (c *resultContext) keep() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept = true
	if c.timer != nil {
		c.timer.Stop()
	}
}

// end cancels the context, unless its attempt has succeeded.
func (c *resultContext) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.kept {
		c.finish(context.Canceled, context.Canceled)
	}
}

// release cancels the context: its result is closed.
func (c *resultContext) release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.finish(context.Canceled, context.Canceled)
}

// finish ends the context, once.
func (c *resultContext) finish(err, why error) {
	if c.err != nil {
		return
	}
	c.err, c.why = err, why
	if c.real == nil {
		return
	}
	c.cancel(why)
	if c.timer != nil {
		c.timer.Stop()
	}
	if c.unlink != nil {
		c.unlink()
	}
}

// look ends the context when it is time.
func (c *resultContext) look() {
	if err := c.parent.Err(); err != nil && (c.kept || !passedBefore(c.parent, c.deadline.time())) {
		c.finish(err, context.Cause(c.parent))
	} else if err != nil || !c.kept && now() >= c.deadline {
		c.finish(context.DeadlineExceeded, c.cause)
	}
}

// check is look for those that do not hold the lock.
func (c *resultContext) check() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
}

// materialise makes real, under the lock.
func (c *resultContext) materialise() context.Context {
	if c.real != nil {
		return c.real
	}
	c.real, c.cancel = context.WithCancelCause(context.WithoutCancel(c.parent))
	if c.look(); c.err != nil {
		c.cancel(c.why)
		return c.real
	}
	if !c.kept {
		c.timer = time.AfterFunc(time.Until(c.deadline.time()), c.check)
	}
	if c.parent.Done() != nil {
		link := weak.Make(c)
		c.unlink = context.AfterFunc(c.parent, func() {
			if c := link.Value(); c != nil {
				c.check()
			}
		})
		runtime.AddCleanup(c, func(unlink func() bool) { unlink() }, c.unlink)
	}
	return c.real
}

// Deadline is the caller's.
func (c *resultContext) Deadline() (time.Time, bool) { return c.parent.Deadline() }

// Done is closed when the context ends.
func (c *resultContext) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.materialise().Done()
}

// Err is DeadlineExceeded at the attempt's limits, or the error of the caller's context; Canceled when the result is
// closed or the attempt failed.
func (c *resultContext) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	return c.err
}

// Value returns the caller's values. For keys of type *int see attemptContext.
func (c *resultContext) Value(key any) any {
	if _, private := key.(*int); !private {
		return c.parent.Value(key)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.look(); c.err != nil {
		c.materialise()
	}
	if c.real != nil {
		return c.real.Value(key)
	}
	return c.parent.Value(key)
}

// String keeps fmt from reading the fields behind the back of the other goroutines.
func (c *resultContext) String() string { return contextName(c.parent) + ".backoffResult" }

// ReleaseOnClose returns body, which is or belongs to a result of the call, in such a way that closing it releases the
// context of the attempt that it came from. A body that can be written to, as after 101 Switching Protocols, stays so.
func (c *Call) ReleaseOnClose(body io.ReadCloser) io.ReadCloser {
	kept, ok := c.attempt.(*resultContext)
	if !ok || body == nil {
		return body
	}
	releasing := &releasingBody{body, kept}
	if w, ok := body.(io.Writer); ok {
		return struct {
			*releasingBody
			io.Writer
		}{releasing, w}
	}
	return releasing
}

// A releasingBody releases the context of the attempt that it came from when it is closed.
type releasingBody struct {
	io.ReadCloser
	attempt *resultContext
}

func (b *releasingBody) Close() error {
	defer b.attempt.release()
	return b.ReadCloser.Close()
}
