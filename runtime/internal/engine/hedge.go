package engine

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// hedge begins the attempt that is due at t, unless there is a reason against it. After the budget has refused one, no
// other is due until an attempt fails.
func (h *hedger) hedge(ctx context.Context, t clock.Instant) {
	m, granted := h.m, h.granted
	h.due = 0
	caller := OrBackground(ctx)
	limits := h.limits(caller)
	if (granted || h.isIdempotent()) && limits.AnyLeft(h.started) && limits.MayHedge(t.Since(h.start), h.started-h.apart(), callerState(caller, caller.Err())) &&
		(granted || m.budget == nil || m.mayHedge()) {
		if !granted {
			h.rare().uncounted++
		}
		h.goesOn()
		h.launch(ctx, !granted)
	}
}

// follow notes when the next attempt is due after f, one that has failed while others run: when the pause after f is over or
// when it is time to hedge, whichever comes first, but not before the time that a server asked for.
func (h *hedger) follow(ctx context.Context, f *failure) {
	if !h.grants(f) {
		h.due = 0
		return
	}
	if next := f.until().Add(f.Pause); h.due == 0 || next < h.due {
		h.due = next
	}
	h.granted = true
	if h.m.watchers != nil {
		t := clock.Now()
		h.tell(ctx, Event{Kind: EventPauseStarted, Try: h.ending, Elapsed: t.Since(h.start), Err: f.err, Pause: max(0, h.due.Since(t)), Next: h.started + 1})
	}
}

// isDue reports whether an attempt is due that follows another one that has failed.
func (h *hedger) isDue() bool { return h.granted && h.due != 0 }

// noteDue shortens the pause after f, where an attempt that follows another one is due before: it stands for both.
func (h *hedger) noteDue(f *failure) {
	if h.isDue() {
		f.Pause = min(f.Pause, max(0, h.due.Since(max(f.until(), clock.Now()))))
	}
}

// noteHint lets no attempt begin before a server allows it: neither what follows the one that has failed, which another one's
// hint may delay, nor a hedge.
func (h *hedger) noteHint(f *failure) {
	if h.refused {
		f.Asked = -1
	}
	if f.Asked > 0 {
		h.notBefore = h.notTooSoon(f.until().Add(f.Asked))
	}
	f.Pause = max(f.Pause, h.notTooSoon(f.until()).Since(f.until()))
	if h.due != 0 {
		h.due = h.notTooSoon(h.due)
	}
}

// awaitRest goes on with the attempts that run: none follows the one that has just failed.
func (h *hedger) awaitRest(why decision.Reason) {
	switch why {
	case decision.GaveUp:
		h.gaveUp = true
		h.due = 0
	case decision.Hint:
		h.refused = true
		h.due = 0
	case decision.MaxTriesReached:
		h.usedUp = true
		h.due = 0
	}
}

// keepResults notes what the caller gets: attempts that the call does not wait for may return the very same things, and
// must not close them.
func (h *hedger) keepResults() {
	if h.discard == nil || len(h.running)+h.leftBehind == 0 {
		return
	}
	c := collector{results: []any{h.value}} // the whole too: of a response, the caller may change what is in it
	h.discard(&c, h.value)
	h.mu.Lock()
	h.kept = append(h.kept, c.results...)
	h.mu.Unlock()
}

// loseOthers ends the attempts that still run, since the call is over, and tells the watchers when all are cancelled.
func (h *hedger) loseOthers() {
	lost, causes := h.loseRunning()
	for i, a := range lost {
		h.m.tell(a.seen, Event{Kind: EventAttemptEnded, Try: a.try, Elapsed: clock.Now().Since(a.begun), Err: causes[i], Outcome: OutcomeCutShort, Hedge: a.hedge})
	}
}

// loseRunning cancels all attempts that still run, and returns them, and the cause with which the context of each has ended.
func (h *hedger) loseRunning() (lost []*asyncAttempt, causes []error) {
	lost, h.running = h.running, nil
	for _, a := range lost {
		causes = append(causes, h.lose(a))
	}
	return lost, causes
}

// lose cancels a, and goes on without it. It returns the cause with which its context has ended: that it lost, or its limit
// where that came before, be it at this very instant.
func (h *hedger) lose(a *asyncAttempt) error {
	if a.losable && clock.Now() < a.limit {
		a.limits.(losable).Lose()
	}
	h.leave(a)
	ctx := a.Context
	if ctx.Err() == nil && a.seen.Err() != nil {
		ctx = a.seen // whose end it has yet to hear of
	}
	cause := context.Cause(ctx)
	switch {
	case cause != nil:
	case clock.Now() >= a.limit:
		cause = a.cause()
	default:
		cause = attempt.ErrLost
	}
	if a.passage != nil {
		outcome := cause
		if outcome != attempt.ErrLost { // which says enough
			outcome = outcomeUnder(ctx.Err(), cause)
		}
		a.passage.ended(outcome)
	}
	return cause
}
