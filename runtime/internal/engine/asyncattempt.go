package engine

import (
	"context"
	"io"
	"log/slog"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// An asyncAttempt is one attempt in a goroutine of its own.
//
// That goroutine (fly) writes the last four fields, hands the attempt over to its call, and does not touch it again. If the
// call does not wait for it any more by then (left), there is nobody to hand it over to, and the goroutine lets go of the
// results (discardLate), once it is decided what the caller gets. All other fields belong to the goroutine of the call.
//
// It is an [attempt.Context] itself, so that Retry ends it, and asks it whether it timed out, as it does with an attempt in
// the caller's goroutine. The context inside is the attempt's, or the caller's own when nothing ends it earlier; Background
// where that is nil.
type asyncAttempt struct {
	context.Context

	seen   context.Context // the context that watchers are given: without limits
	try    int             // its number, from 1
	begun  clock.Instant
	paused time.Duration // the pause before it; 0 of one that began beside others

	prepare func() error // is called before the inner method, which an error takes the place of; nil where there is nothing to do

	limit     clock.Instant   // when its time is up, and abandon leaves it behind; Never when there is no limit
	limits    attempt.Context // its context, which ends at the limits, or when it loses; nil where neither can be
	until     clock.Instant   // of one that has returned early: when it counts as having ended; else 0
	passage   *passage        // through the guard; nil where there is none
	retryOf   error           // the error of the attempt that it is a retry of, for a budget that wants to know; else nil
	hedge     bool            // it began because another one took long, and not because one had failed
	nilGiven  bool            // the callee gets no context, since the caller has given none
	losable   bool            // it can lose, which its context can then be told; else attempts of this call never run at the same time
	ofCall    bool            // its limit is the call's
	left      bool            // the call does not wait for it any more; guarded by the hedger's mu, and written by the call's goroutine
	outOfTime bool            // of one that was left behind: since its own time was up

	returned bool // else it panicked, or called runtime.Goexit
	value    any
	err      error
	panicked *panicked // nil where it has returned
}

// A panicked is how an attempt ended that did not return.
type panicked struct {
	value any // nil after a Goexit
	stack string
}

// given returns the context that the callee gets.
func (a *asyncAttempt) given() context.Context {
	if a.nilGiven {
		return nil
	}
	return a.Context
}

// cause returns the error with which its context ends at its limit.
func (a *asyncAttempt) cause() error { return attempt.Cause(a.ofCall) }

// fly is the goroutine of an attempt: it runs the attempt, and hands it over however it ends, be it by a panic.
func (h *hedger) fly(a *asyncAttempt, body io.ReadCloser) {
	defer h.handOver(a)
	defer func() {
		if v := recover(); v != nil || !a.returned {
			a.returned, a.panicked = false, &panicked{v, string(debug.Stack())}
		}
	}()
	if a.passage != nil {
		defer a.passage.returned()
	}
	if a.prepare != nil && !h.prepare(a, body) {
		return
	}
	if a.passage != nil {
		if a.err = a.passage.enter(a.Context, h.m.policy.Guard); a.err != nil {
			a.returned = true
			return
		}
	}
	a.value, a.err = h.runner.run(a.given(), body)
	a.returned = true
}

// handOver gives a, which has ended, to its call and wakes that. When the call does not wait for it any more, it is let go
// of here.
func (h *hedger) handOver(a *asyncAttempt) {
	h.mu.Lock()
	left, waits := a.left, h.undecided
	switch {
	case !left:
		h.ended = append(h.ended, a)
	case waits:
		h.late = append(h.late, a)
	}
	h.mu.Unlock()
	if left {
		if !waits {
			h.discardLate(a)
		}
		return
	}
	h.ring()
}

// deliver makes a, which has ended, the attempt that Retry is about, and returns what it returned. A panic of it, or a
// Goexit, goes on here: in the goroutine of the call.
func (h *hedger) deliver(ctx context.Context, a *asyncAttempt) (any, error) {
	h.take(a)
	h.value = a.value
	if kept, ok := a.limits.(*attempt.Kept); ok {
		h.state.attempt = kept // Retry asks for it, to keep it when the attempt has succeeded
	}
	if a.returned {
		return a.value, a.err
	}
	if h.m.watchers == nil {
		logPanic("backoff: an attempt has panicked in a goroutine of its own", h.m.Name(), a.try, a.panicked.value, a.panicked.stack)
	}
	h.tell(ctx, Event{Kind: EventAttemptPanicked, Try: a.try, Elapsed: clock.Now().Since(a.begun), Hedge: a.hedge, Panic: a.panicked.value, Stack: a.panicked.stack})
	if a.panicked.value == nil {
		runtime.Goexit()
	}
	panic(a.panicked.value) // the inner method's own, in the goroutine where it belongs
}

// take makes a the attempt that Retry is about, and not one of those that run. It may still run.
func (h *hedger) take(a *asyncAttempt) {
	h.running = slices.DeleteFunc(h.running, func(other *asyncAttempt) bool { return other == a })
	h.ending, h.endingHedge = a.try, a.hedge
	if own := h.contexts(); own != nil {
		own.attempt = a.seen
	}
	h.tries = h.started - 1 // Retry adds one: then it is how many have begun, those that still run among them
	h.state.more.begun, h.state.attempt = a.begun, a
	if h.hasRare() || a.passage != nil || a.retryOf != nil || a.paused != 0 {
		rare := h.rare()
		rare.letGo = 0 // that was another one with as many begun
		rare.passage, rare.retryOf, rare.paused = a.passage, a.retryOf, a.paused
	}
}

// TimedOut is that of the attempt's limits: an asyncAttempt is an attempt.Context.
func (a *asyncAttempt) TimedOut(now clock.Instant) bool {
	if a.left {
		return a.outOfTime
	}
	return a.limits != nil && a.limits.TimedOut(now)
}

// Ends returns when the attempt's time is up.
func (a *asyncAttempt) Ends() clock.Instant { return a.limit }

// End cancels the attempt's context. That of an attempt which was left behind has ended by itself, for the reason that its
// callee is to see.
func (a *asyncAttempt) End() {
	if a.limits != nil {
		a.limits.End()
	}
}

// Outside returns the context that watchers are given.
func (a *asyncAttempt) Outside() context.Context { return a.seen }

// A losable is the context of an attempt that may lose against another one.
type losable interface{ Lose() }

// logWatcherPanic writes a panic of a watcher that has no caller to reach to the default logger.
func logWatcherPanic(method string, try int, value any) {
	logPanic("backoff: an observer has panicked", method, try, value, string(debug.Stack()))
}

// logPanic writes a panic that no watcher is told of to the default logger, with the place where it happened.
func logPanic(message, method string, try int, value any, stack string) {
	if value == nil {
		return // a runtime.Goexit
	}
	slog.Error(message, "method", method, "try", try, "panic", value, "stack", stack)
}
