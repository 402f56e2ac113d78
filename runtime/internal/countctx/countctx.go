// Package countctx has a context for tests that knows how much hangs on it.
package countctx

import (
	"context"
	"sync"
	"sync/atomic"
)

// A Context knows how many children hang on it: package context asks it for AfterFunc, since it is not one of that
// package's own. It is safe for concurrent use.
type Context struct {
	context.Context
	Children atomic.Int64 // now
	Ever     atomic.Int64
}

// New returns one that can be cancelled, which gives children a reason to hang on it.
func New(ctx context.Context) (*Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	return &Context{Context: ctx}, cancel
}

// AfterFunc is how package context hangs a child on c.
func (c *Context) AfterFunc(f func()) func() bool {
	c.Children.Add(1)
	c.Ever.Add(1)
	stop := context.AfterFunc(c.Context, f)
	gone := sync.OnceFunc(func() { c.Children.Add(-1) }) // package context stops a child more than once
	return func() bool {
		gone()
		return stop()
	}
}

// Value hides the real context inside, to which a child would be linked directly.
func (c *Context) Value(key any) any {
	if _, private := key.(*int); private {
		return nil
	}
	return c.Context.Value(key)
}
