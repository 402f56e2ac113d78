package engine

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// An attempt of a call whose inner call saw that it could not go on has returned early: it counts as running until that call
// would have ended, had it waited. For calls with one attempt at a time this is a part of the pause. Here others may begin
// meanwhile, or run, so it is kept among those that run for as long.

// early returns until when a, which has returned, counts as running; 0 where that makes no difference.
func (h *hedger) early(a *asyncAttempt) clock.Instant {
	if a.err == nil { // as of one that has panicked
		return 0
	}
	ends := h.m.policy.Rules.EndsLater(a.err)
	until := min(ends, a.limit)
	if ends == 0 || until <= clock.Now() {
		return 0
	}
	p, callerDone, timedOut := &h.m.policy, a.seen.Err() != nil, a.TimedOut(until)
	judged := p.Rules.Judge(a.err, callerDone)
	p.judgeInCase(&judged, a.err, callerDone)
	if judged.Permanent || !judged.Retryable && !timedOut || h.isUnsafe(&judged, a.err, timedOut) {
		return 0
	}
	return until
}

// firstEarly returns the attempt that has returned early and is the first to end at t; nil when there is none. When nothing
// can happen before its end, that is at once.
func (h *hedger) firstEarly(caller context.Context, t clock.Instant) *asyncAttempt {
	var first *asyncAttempt
	waits := false // for an attempt that runs
	for _, a := range h.running {
		switch {
		case a.until == 0:
			waits = true
		case first == nil || a.until < first.until:
			first = a
		}
	}
	if first == nil || first.until <= t || caller.Err() != nil {
		return first
	}
	if waits || h.due != 0 && h.due < first.until {
		return nil
	}
	return first
}
