package engine

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A hedger is a call whose attempts run in goroutines of their own, because it hedges or because it may leave an attempt
// behind. Most often one runs at a time; more when it hedges.
//
// The goroutine of the call makes all decisions. It begins attempts (launch), sleeps until there is something to do
// (wait), and hands out attempts as they end (next), so that Retry can treat each as it does in a call without goroutines.
// The goroutine of an attempt does no more than run it and hand it over ([asyncAttempt]).
//
// An attempt that is running ends in one of three ways: it returns, and next hands it out (deliver); it has used up its
// time under abandon, and next hands out an error in its place (leaveBehind); or another one ends the call before (lose).
// After the last two it has left the call, and lets go of its results itself when it returns (discardLate).
type hedger struct {
	Call
	runner  runner               // runs attempts; nil when they run in the caller's goroutine
	discard func(Discarder, any) // lets go of results; nil when they need no closing
	wake    chan struct{}        // has room for one: an attempt has ended, or it is time to look
	timer   *time.Timer          // wakes the call; nil as long as there was nothing to wait for but an attempt

	// These belong to the goroutine of the call.
	started           int             // how many attempts have begun
	running           []*asyncAttempt // those that the call waits for, the oldest first
	leftBehind        int             // how many attempts were left behind
	lost              int             // how many attempts ran when a panic ended the call
	ending            int             // the number of the attempt that Retry is about
	value             any             // what that returned
	due               clock.Instant   // when the next attempt begins although others run; zero when none does
	retryOf           error           // the error of the attempt that the next one to begin is a retry of, for a budget that wants to know; else nil
	notBefore         clock.Instant   // a server asked for no attempt before this; zero when none has
	pause             time.Duration   // before the next attempt, when that follows one that has failed; else 0
	retried           bool            // an attempt began because another one had failed
	endingHedge       bool            // the attempt that Retry is about began as a hedge
	granted           bool            // the budget has agreed to the attempt that is due, since it follows one that failed
	gaveUp            bool            // giveup has said that no other attempt begins
	refused           bool            // a server has said so, or has asked for more time than the policy grants
	usedUp            bool            // the tries are, of the policy or of one of its cases
	callerDoneAtStart bool            // the caller's context had ended before the call began: attempts run all the same, and are not left behind for it

	mu        sync.Mutex      // guards what follows, and asyncAttempt.left
	ended     []*asyncAttempt // those that have returned and that next has not handed out, in the order of their ends
	kept      []any           // what the caller gets, and late attempts must not close
	undecided bool            // the caller may still get the results of attempts, and results have to be closed
	late      []*asyncAttempt // those that have returned too late meanwhile: what they brought may be the same

	// Most calls need one of each, and get it with the call.
	firstState   callState
	firstMore    moreState
	firstAttempt asyncAttempt
	firstRunning [1]*asyncAttempt
	firstEnd     [1]*asyncAttempt
}

// A runner runs attempts of a call.
type runner interface {
	run(ctx context.Context, body io.ReadCloser) (any, error)
}

// init begins a call of m, whose attempts r runs.
func (h *hedger) init(m *Method, r runner) {
	h.m = m
	if !m.policy.async() {
		return
	}
	h.runner = r
	h.wake = make(chan struct{}, 1)
	h.running, h.ended = h.firstRunning[:0], h.firstEnd[:0]
	h.state, h.firstState.more, h.firstMore.hedger = &h.firstState, &h.firstMore, h
}

// hasOthers reports whether other attempts run beside the one that has ended.
func (c *Call) hasOthers() bool {
	h := c.hedger()
	return h != nil && len(h.running) > 0
}

// next is [Async.Next]: it begins an attempt if none is running, and returns what the next attempt to end has returned. In
// between it begins those that are due.
func (h *hedger) next(ctx context.Context) (any, error) {
	caller := OrBackground(ctx)
	if len(h.running) == 0 {
		h.launch(ctx, false)
	}
	for {
		for a := h.firstEnded(); a != nil; a = h.firstEnded() {
			if h.dropUnready(caller, a) {
				continue
			}
			if a.until = h.early(a); a.until == 0 {
				return h.deliver(ctx, a)
			}
		}
		t := clock.Now()
		if a := h.firstEarly(caller, t); a != nil {
			return h.deliver(ctx, a)
		}
		if a, err := h.overdue(caller, t); a != nil {
			if a.limits != nil && (t >= a.limit || caller.Done() != nil) {
				<-a.limits.Done() // at this instant, by its own timer: the callee is to see why, whatever the caller does next
			}
			if a := h.firstEnded(); a != nil {
				return h.deliver(ctx, a)
			}
			h.leaveBehind(a, err)
			return nil, err
		}
		if h.due != 0 && t >= h.due {
			h.hedge(ctx, t)
			continue
		}
		h.wait(caller, t)
	}
}

// launch begins an attempt, be it as a hedge or after another one has failed, and notes when a hedge is due beside it.
func (h *hedger) launch(ctx context.Context, hedge bool) {
	caller, p := OrBackground(ctx), &h.m.policy
	if h.started == 0 {
		h.callerDoneAtStart = caller.Err() != nil
	}
	h.tries = h.started // the calls below number the attempt after it
	t := h.measureBegin()
	seen := h.tellBegin(ctx, t, hedge)
	h.retried = h.retried || h.started > 0 && !hedge
	h.started++
	a := h.newAttempt(seen, t)
	a.retryOf, h.retryOf, a.hedge = h.retryOf, nil, hedge
	a.paused, h.pause = h.pause, 0
	if h.hasRare() && h.state.more.rare.failed != nil { // a hedge before that makes up for nothing
		a.prepare = h.preparing(a, h.state.more.rare.failed)
	}
	h.due, h.granted = 0, false
	if p.Hedge > 0 && !h.consumesAny() && p.Limits.TriesLeft(h.started-h.apart()) {
		h.due = h.notTooSoon(t.Add(p.Hedge))
	}
	h.running = append(h.running, a)
	if h.discard != nil {
		h.mu.Lock()
		h.undecided = true
		h.mu.Unlock()
	}
	go h.fly(a, h.Body())
}

// notTooSoon returns t, or when a server allows the next attempt where that is later.
func (h *hedger) notTooSoon(t clock.Instant) clock.Instant {
	if h.notBefore == 0 { // nothing was measured
		return t
	}
	return max(t, h.notBefore)
}

// newAttempt returns an attempt that begins at t. Its context is made of the one that watchers have seen: with the
// policy's limits, and such that it can be cancelled alone where it may lose against another attempt.
func (h *hedger) newAttempt(seen context.Context, t clock.Instant) *asyncAttempt {
	p, limits := &h.m.policy, h.m.policy.attemptLimits()
	parent := OrBackground(seen)
	a := &h.firstAttempt
	if h.started > 1 {
		a = new(asyncAttempt)
	}
	*a = asyncAttempt{Context: parent, seen: parent, try: h.started, begun: t, limit: clock.Never}
	switch {
	case h.m.keeps() && (h.m.limited || p.Hedge > 0):
		a.limits, a.losable = h.keptContext(parent, t), true
	case p.Hedge > 0:
		a.limits, a.losable = h.losableContext(parent, t), true
	case h.m.limited:
		a.limits = h.timedContext(parent, t)
	default:
		if known := h.plainContext(seen, h.started); known != nil {
			a.Context = known
		}
	}
	if a.limits != nil {
		a.Context = a.limits
	}
	a.nilGiven = seen == nil && a.Context == parent
	if p.Guard != nil {
		a.passage = new(passage)
	}
	if h.m.limited {
		a.limit, a.ofCall = limits.End(h.start, t)
	}
	return a
}

// firstEnded returns an attempt that has ended, and forgets it; nil when none has.
func (h *hedger) firstEnded() *asyncAttempt {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.ended) == 0 {
		return nil
	}
	a := h.ended[0]
	h.ended = h.ended[1:]
	return a
}

// wait sleeps until there may be something to do: an attempt has ended, another one is due, or one is to be left behind.
func (h *hedger) wait(caller context.Context, t clock.Instant) {
	at := clock.Never
	if h.due != 0 {
		at = h.due
	}
	var done <-chan struct{}
	for _, a := range h.running {
		switch {
		case a.until != 0:
			at = min(at, a.until)
		case h.m.policy.Abandon:
			at = min(at, h.limitOf(caller, a))
		default:
			continue // it heeds its context itself
		}
		if !h.callerDoneAtStart {
			done = caller.Done()
		}
	}
	switch {
	case at == clock.Never:
	case h.timer == nil:
		h.timer = time.AfterFunc(at.Since(t), h.ring)
	default:
		h.timer.Reset(at.Since(t))
	}
	select {
	case <-h.wake:
	case <-done:
	}
	if at != clock.Never {
		h.timer.Stop()
	}
}

// ring wakes the call. That it may have nothing to do does no harm.
func (h *hedger) ring() {
	select {
	case h.wake <- struct{}{}:
	default: // it will wake already
	}
}

// End ends what the call still holds, which is nothing unless it ends by a panic: then all attempts that run lose.
func (h *hedger) End() {
	lost, _ := h.loseRunning()
	h.lost = len(lost)
	h.decide()
	h.Call.End()
}
