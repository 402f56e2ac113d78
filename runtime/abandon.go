package backoff

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
)

// overdue returns an attempt that the call waits for no longer at t, and what it has ended with; nil when there is none.
func (r *race) overdue(caller context.Context, t instant) (*flight, error) {
	if !r.m.policy.Abandon {
		return nil, nil
	}
	for _, f := range r.running {
		gone := !r.heedless && caller.Err() != nil
		switch past := t >= r.limit(caller, f); {
		case (past || gone) && f.timedOut(t):
			return f, ErrAttemptTimeout
		case gone, past && caller.Err() != nil:
			return f, caller.Err()
		case past:
			return f, f.cause
		}
	}
	return nil, nil
}

// limit returns when f is left behind. A deadline which is the caller's too is left to the caller's context, as
// withDeadlineCause leaves it.
func (r *race) limit(caller context.Context, f *flight) instant {
	if f.limit == never || r.heedless {
		return f.limit
	}
	if callers, ok := caller.Deadline(); ok && !f.limit.time().Before(callers) {
		return never
	}
	return f.limit
}

// leaveBehind goes on without f, which may go on itself for as long as it likes.
func (r *race) leaveBehind(f *flight) {
	r.take(f)
	r.leave(f)
	r.replay().held = true
}

// drop lets go of what an attempt brought that the call did not wait for.
func (r *race) drop(f *flight) {
	defer func() {
		if v := recover(); v != nil { // of Close
			r.latePanic(f, v, string(debug.Stack()))
		}
	}()
	defer f.release() // after closing: a body is drained for that
	if !f.returned {
		if f.panicked != nil {
			r.latePanic(f, f.panicked, f.stack)
		} else {
			r.returnedLate(f, Event{})
		}
		return
	}
	if r.discard != nil {
		r.discard(f.value)
	}
	r.returnedLate(f, Event{Err: f.err})
}

// latePanic tells of a panic that has no caller to reach any more. It is the observers' business, or else the log's: it
// is not lost, nor does it end a program that it would not have ended in time.
func (r *race) latePanic(f *flight, v any, stack string) {
	if len(r.m.observers) == 0 {
		slog.Error("backoff: an attempt that was left behind has panicked", "method", r.m.name, "try", f.try, "panic", fmt.Sprint(v), "stack", stack)
		return
	}
	r.returnedLate(f, Event{Panic: v, Stack: stack})
}

func (r *race) returnedLate(f *flight, e Event) {
	if r.m.observers == nil {
		return
	}
	e.Kind, e.Try, e.Elapsed = LateReturned, f.try, now().since(f.begun)
	r.m.tell(f.seen, e)
}
