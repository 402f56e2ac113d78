package engine

import (
	"context"
	"runtime/debug"
	"slices"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// overdue returns a running attempt that is to be left behind at t, since its time is up or the caller's context has
// ended, and the error that stands for what it will return; nil when there is none, which is always so without abandon.
func (h *hedger) overdue(caller context.Context, t clock.Instant) (*asyncAttempt, error) {
	if !h.m.policy.Abandon {
		return nil, nil
	}
	for _, a := range h.running {
		callerDone := !h.callerDoneAtStart && caller.Err() != nil
		switch past := t >= h.limitOf(caller, a); {
		case a.TimedOut(t):
			return a, attempt.ErrTimeout
		case callerDone, past && caller.Err() != nil:
			return a, caller.Err()
		case past:
			return a, a.cause()
		}
	}
	return nil, nil
}

// limitOf returns when a is left behind. A deadline which is the caller's too is left to the caller's context, as the
// attempt's own context leaves it.
func (h *hedger) limitOf(caller context.Context, a *asyncAttempt) clock.Instant {
	if a.limit == clock.Never || h.callerDoneAtStart {
		return a.limit
	}
	if callers, ok := caller.Deadline(); ok && !a.limit.Time().Before(callers) {
		return clock.Never
	}
	return a.limit
}

// leaveBehind goes on without a, whose goroutine may run for as long as it likes. The error stands for what it will return.
func (h *hedger) leaveBehind(a *asyncAttempt, err error) {
	a.outOfTime = err == attempt.ErrTimeout // from now on its context may be released at any moment, and cannot say
	h.take(a)
	h.value = nil // it may still be written, and is not the caller's
	h.leave(a)
	h.leftBehind++
	h.rare().replay.held = true // it may still read the arguments
}

// leave makes the call wait for a no more, at whatever moment a ends: before (then it is in ended), or after (then
// handOver finds it left).
func (h *hedger) leave(a *asyncAttempt) {
	h.mu.Lock()
	a.left = true
	returned := a.until != 0
	if i := slices.Index(h.ended, a); i >= 0 {
		h.ended = slices.Delete(h.ended, i, i+1)
		returned = true
	}
	waits := returned && h.undecided
	if waits {
		h.late = append(h.late, a)
	}
	h.mu.Unlock()
	if returned && !waits {
		go h.discardLate(a) // it has ended, and nobody wants it; in a goroutine since closing what it returned may take a while
	}
}

// decide lets go of what came too late, since it is decided what the caller gets of the attempts so far: nothing of those
// that have failed, or what keepResults has noted.
func (h *hedger) decide() {
	h.mu.Lock()
	late := h.late
	h.late, h.undecided = nil, false
	h.mu.Unlock()
	for _, a := range late {
		go h.discardLate(a)
	}
}

// discardLate lets go of the results of an attempt that the call did not wait for, while the attempt's limits hold, and
// tells watchers of it. No caller is there any more whom a panic of the attempt, of closing its results or of a watcher
// could reach: it is reported, and the program goes on.
func (h *hedger) discardLate(a *asyncAttempt) {
	defer a.End()
	e := Event{Err: a.err}
	if refused, ok := a.err.(*refusedRetry); ok {
		e.Err = refused.err
	}
	if !a.returned {
		e = Event{Panic: a.panicked.value, Stack: a.panicked.stack}
	} else if h.discard != nil {
		e.Panic, e.Stack = h.discardValue(a)
	}
	if h.m.watchers == nil {
		logPanic("backoff: an attempt that was left behind has panicked", h.m.Name(), a.try, e.Panic, e.Stack)
		return
	}
	defer func() {
		if v := recover(); v != nil {
			logWatcherPanic(h.m.Name(), a.try, v)
		}
	}()
	e.Kind, e.Try, e.Elapsed, e.Hedge = EventLateReturned, a.try, clock.Now().Since(a.begun), a.hedge
	h.m.tell(a.seen, e)
}

// discardValue lets go of an attempt's results, and returns the value and the stack of a panic in doing so.
func (h *hedger) discardValue(a *asyncAttempt) (panicked any, stack string) {
	defer func() {
		if panicked = recover(); panicked != nil {
			stack = string(debug.Stack())
		}
	}()
	h.mu.Lock()
	kept := h.kept
	h.mu.Unlock()
	if !holds(kept, a.value) {
		h.discard(discarding{h.m.closing(a), kept}, a.value)
	}
	return nil, ""
}
