package backoff

import "context"

// A ContextObserver is an [Observer] that puts something of its own into the contexts of the calls that it watches: a
// tracer's spans, so that what the callee does belongs to the attempt that it did it for. [WithObserver] takes one like
// any other.
//
// All observers of a method with a ContextObserver are given its contexts in place of the caller's: the call's with
// EventPauseStarted and EventCallEnded, and the attempt's with the events of an attempt. So a logger finds the span, too. Of
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

	// CallAborted takes the place of EventCallEnded where a call was left in the middle of an attempt, by a panic or a
	// runtime.Goexit of the inner method: its reason is ReasonPanicked. It is given the attempt's context. Others that ran beside
	// it end with EventLateReturned.
	//
	// It comes at once where the annotated policy sets limits, or a hedge. Elsewhere nothing stands by for a panic, since that
	// would cost every call: it comes when the garbage collector finds the call gone, from a goroutine of the runtime's
	// own, and not at all when the program ends before.
	CallAborted(ctx context.Context, method string)
}
