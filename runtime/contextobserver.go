package backoff

import (
	"context"
	"runtime"
)

// A ContextObserver is an [Observer] that puts something of its own into the contexts of the calls that it watches: a
// tracer's spans, so that what the callee does belongs to the attempt that it did it for. [WithObserver] takes one like
// any other.
//
// All observers of a method with a ContextObserver are given its contexts in place of the caller's: the call's with
// PauseStarted and CallEnded, and the attempt's with the events of an attempt. So a logger finds the span, too. Of
// several, each is given what the one before it returned.
//
// What the methods return must come from what they are given, and add no more than values to it: when a context ends is
// the caller's and the policy's to say.
type ContextObserver interface {
	Observer

	// CallContext is asked once for each call, when it begins. It is given the caller's context, or Background where
	// there is none.
	CallContext(ctx context.Context, method string) context.Context

	// AttemptContext is asked before each attempt; the first is try 1. It is given the call's context, and what it
	// returns is the parent of the context that the inner method gets. A method that takes no context gets none, but its
	// observers do.
	AttemptContext(ctx context.Context, method string, try int) context.Context

	// CallAborted takes the place of CallEnded where a call was left in the middle of an attempt, by a panic or a
	// runtime.Goexit of the inner method. It is given the attempt's context. Others that ran beside it end with
	// LateReturned.
	//
	// It comes at once where the annotated policy sets limits, or a hedge. Elsewhere nothing stands by for a panic, since that
	// would cost every call: it comes when the garbage collector finds the call gone, from a goroutine of the runtime's
	// own, and not at all when the program ends before.
	CallAborted(ctx context.Context, method string)
}

// contexts are those that ContextObservers made for one call.
type contexts struct {
	m       *Method
	call    context.Context
	attempt context.Context // of the last attempt that began
	try     int             // the number of that attempt
	cleanup runtime.Cleanup
}

// observed asks the ContextObservers for the context of the attempt that begins, and first for the call's.
func (c *Call) observed(ctx context.Context) context.Context {
	kept, m := c.consumed(), c.m
	if kept.contexts == nil {
		own := &contexts{m: m, call: orBackground(ctx)}
		for _, o := range m.observers {
			if o, ok := o.(ContextObserver); ok {
				own.call = o.CallContext(own.call, m.name)
			}
		}
		own.attempt = own.call
		own.cleanup = runtime.AddCleanup(kept, (*contexts).abort, own) // the call alone holds on to kept
		kept.contexts = own
	}
	own := kept.contexts
	own.attempt, own.try = own.call, c.tries+1
	for _, o := range m.observers {
		if o, ok := o.(ContextObserver); ok {
			own.attempt = o.AttemptContext(own.attempt, m.name, own.try)
		}
	}
	return own.attempt
}

// seen returns the context that observers are given with an event of that kind.
func (c *Call) seen(ctx context.Context, kind EventKind) context.Context {
	own := c.contexts()
	if own == nil {
		return orBackground(ctx)
	}
	switch kind {
	case AttemptStarted, AttemptEnded, AttemptPanicked:
		return own.attempt
	}
	return own.call
}

// contexts returns those that ContextObservers made for the call; nil when they made none.
func (c *Call) contexts() *contexts {
	if r := c.replay(); r != nil {
		return r.contexts
	}
	return nil
}

// forget lets the contexts go, since the call has ended, and returns them.
func (c *Call) forget() *contexts {
	kept := c.replay()
	own := kept.contexts
	own.cleanup.Stop()
	kept.contexts = nil
	runtime.KeepAlive(kept) // Stop comes too late for what is unreachable
	return own
}

// aborting reports whether the call is being left in the middle of an attempt.
func (c *Call) aborting() bool {
	own := c.contexts()
	return own != nil && own.try > c.tries
}

func (own *contexts) abort() {
	for _, o := range own.m.observers {
		if o, ok := o.(ContextObserver); ok {
			o.CallAborted(own.attempt, own.m.name)
		}
	}
}
