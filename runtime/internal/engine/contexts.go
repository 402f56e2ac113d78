package engine

import (
	"context"
	"runtime"
)

// contexts are those that watchers made for one call.
type contexts struct {
	aborted // what there is to tell if the call is left
	cleanup runtime.Cleanup
}

// makeContexts asks the watchers for the context of the attempt that begins, and first for the call's.
func (c *Call) makeContexts(ctx context.Context) context.Context {
	rare, m := c.rare(), c.m
	if rare.contexts == nil {
		own := &contexts{aborted: aborted{m: m, call: OrBackground(ctx), start: c.start}}
		for _, w := range m.watchers {
			if w, ok := w.(ContextWatcher); ok {
				own.call = w.CallContext(own.call, m.Name())
			}
		}
		own.cleanup = runtime.AddCleanup(rare, (*contexts).tell, own) // the call alone holds on to rare
		rare.contexts = own
	}
	own := rare.contexts
	own.attempt, own.try, own.retried, own.unended = own.call, c.tries+1, c.tries > 0, 1
	for _, w := range m.watchers {
		if w, ok := w.(ContextWatcher); ok {
			own.attempt = w.AttemptContext(own.attempt, m.Name(), c.tries+1)
		}
	}
	return own.attempt
}

// seenContext returns the context that watchers are given with an event of that kind.
func (c *Call) seenContext(ctx context.Context, kind EventKind) context.Context {
	own := c.contexts()
	if own == nil {
		return OrBackground(ctx)
	}
	switch kind {
	case EventAttemptStarted, EventAttemptEnded, EventAttemptPanicked:
		return own.attempt
	}
	return own.call
}

// dropContexts returns the contexts, since the call has ended: nobody is to be told any more that it was aborted.
func (c *Call) dropContexts() *contexts {
	rare := c.rare()
	own := rare.contexts
	own.cleanup.Stop()
	runtime.KeepAlive(rare) // Stop comes too late for what is unreachable
	return own
}
