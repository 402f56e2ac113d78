package backoff

import (
	"context"
	"sync/atomic"
	"time"
)

// A gate is the parent of a resultContext's real context. It has the caller's values, and no end of its own: shut ends its
// one child, with the error and the cause of another context. No constructor of package context can do this: a deadline
// of theirs cannot be lifted, and what is cancelled before a deadline says Canceled, to the callee's own children too.
type gate struct {
	context.Context // has the values
	as              atomic.Pointer[context.Context]
	cancel          func() // cancels the child with the error and the cause that the gate has then
}

// neverDone is the Done of a gate, which asks for nothing but not being nil.
var neverDone = make(chan struct{})

// shut ends the child as another context has ended.
func (g *gate) shut(as context.Context) {
	g.as.Store(&as)
	g.cancel()
}

func (g *gate) Done() <-chan struct{} { return neverDone }

func (g *gate) Err() error {
	if as := g.as.Load(); as != nil {
		return (*as).Err()
	}
	return nil
}

// Value gives the cause away, once there is one: package context asks for it as for a value.
func (g *gate) Value(key any) any {
	if as := g.as.Load(); as != nil {
		if _, private := key.(*int); private {
			if v := (*as).Value(key); v != nil {
				return v
			}
		}
	}
	return g.Context.Value(key)
}

// AfterFunc is how package context hangs a child on a context that is none of its own.
func (g *gate) AfterFunc(cancel func()) func() bool {
	g.cancel = cancel
	return func() bool { return true }
}

// endAt returns a context that has ended at a deadline with that cause.
func endAt(cause error) context.Context {
	if cause == ErrDeadline {
		return pastDeadline
	}
	return pastAttempt
}

var (
	pastAttempt  = expiredContext(ErrAttemptTimeout)
	pastDeadline = expiredContext(ErrDeadline)
)

// canceledContext returns a context that was canceled with that cause.
func canceledContext(cause error) context.Context {
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(cause)
	return ctx
}

func expiredContext(cause error) context.Context {
	ctx, cancel := context.WithDeadlineCause(context.Background(), time.Time{}, cause)
	cancel()
	return ctx
}
