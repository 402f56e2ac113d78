package engine

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// An aborted is a call that was left in the middle by a panic or a runtime.Goexit, and what watchers are told of it.
type aborted struct {
	m       *Method
	call    context.Context // the watchers' contexts of the call and of the last attempt that began
	attempt context.Context
	try     int           // the number of that attempt
	retried bool          // an attempt was begun because another one had failed
	unended int           // how many attempts have begun whose end nobody was told of
	start   clock.Instant // of the call
}

// aborted returns the call, of which watchers have not been told that it is over, as one that is left now; false when there is
// nothing to tell, since nothing has begun.
func (c *Call) aborted() (aborted, bool) {
	if c.start == 0 {
		return aborted{}, false
	}
	a := aborted{m: c.m, try: max(c.tries, 1), start: c.start}
	if c.runs() {
		a.try = c.tries + 1
	}
	unended := 0
	if c.runs() || c.tries == 0 {
		unended = 1
	}
	a.attempt = context.Background()
	if running := c.attempt(); running != nil {
		a.attempt = running.Outside()
	}
	a.call = a.attempt
	if c.contexts() != nil {
		a = c.dropContexts().aborted
	}
	a.retried, a.unended = a.try > 1, unended
	if h := c.hedger(); h != nil {
		a.try, a.retried, a.unended = h.started, h.retried, h.lost
	}
	return a, true
}

// tell tells the watchers that the call was left. The panic that may have left it is to reach its caller: another one of a
// watcher's is logged.
func (a *aborted) tell() {
	defer func() {
		if v := recover(); v != nil {
			logWatcherPanic(a.m.Name(), a.try, v)
		}
	}()
	for _, w := range a.m.watchers {
		if w, ok := w.(ContextWatcher); ok {
			w.CallAborted(a.attempt, a.m.Name())
			continue
		}
		w.Watch(a.call, Event{Kind: EventCallEnded, Method: a.m.Name(), Try: a.try, Elapsed: clock.Now().Since(a.start), Retried: a.retried, Reason: decision.Panicked, Unended: a.unended})
	}
}
