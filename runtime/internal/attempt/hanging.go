package attempt

import (
	"context"
	"time"
)

// AfterFunc has f called when the context ends. Package context looks for this method on every context that is not one of
// its own, when a child is made of it or context.AfterFunc is given it. The function returned takes f away again, and reports
// whether that came in time, so that f will not be called.
func (c *Kept) AfterFunc(f func()) func() bool {
	c.mu.Lock()
	defer c.unlock()
	c.look()
	switch {
	case c.ended != nil:
		go f() // who asks may hold a lock that f needs, as package context does
		return func() bool { return false }
	case c.done == nil && c.kept:
		c.shares = true
		return context.AfterFunc(c.parent, f)
	case c.done == nil:
		c.open()
	}
	hook := &f
	if c.hung == nil {
		c.hung = map[*func()]struct{}{}
	}
	c.hung[hook] = struct{}{}
	if c.strong == nil && c.parent.Done() != nil {
		c.strong = context.AfterFunc(c.parent, c.check)
	}
	return func() bool { return c.takeAway(hook) }
}

// takeAway takes a function away that hangs on the context. With the last one the strong link to the parent goes; the weak
// link stays beside that one, since the garbage collector remembers each until the context is gone.
func (c *Kept) takeAway(hook *func()) bool {
	c.mu.Lock()
	defer c.unlock()
	_, there := c.hung[hook]
	delete(c.hung, hook)
	if len(c.hung) == 0 && c.strong != nil {
		c.strong()
		c.strong = nil
	}
	return there
}

// cutLinks cuts both links to the parent, since the context has ended.
func (c *Kept) cutLinks() {
	if c.weak != nil {
		c.weak()
	}
	if c.strong != nil {
		c.strong()
	}
}

// pastLimit returns a context that has ended at a limit with that cause.
func pastLimit(cause error) context.Context {
	if cause == ErrDeadline {
		return pastDeadline
	}
	return pastTimeout
}

var (
	pastTimeout  = expiredContext(ErrTimeout)
	pastDeadline = expiredContext(ErrDeadline)
)

func expiredContext(cause error) context.Context {
	ctx, cancel := context.WithDeadlineCause(context.Background(), time.Time{}, cause)
	cancel()
	return ctx
}

// canceledContext returns a context that was canceled with that cause.
func canceledContext(cause error) context.Context {
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(cause)
	return ctx
}
