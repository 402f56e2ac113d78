package engine

import (
	"context"
	"time"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// An EventKind tells events from each other. The numbers are those of package backoff, and so are those of an Outcome.
type EventKind int

// The events of a call.
const (
	EventAttemptStarted EventKind = iota + 1
	EventAttemptEnded
	EventPauseStarted
	EventCallEnded
	EventAttemptPanicked
	EventLateReturned
	EventFallback
)

// An Outcome is how an attempt ended.
type Outcome int

// The outcomes.
const (
	OutcomeSucceeded Outcome = iota + 1
	OutcomeRetryable
	OutcomeNotRetryable
	OutcomeRejected
	OutcomeCutShort
)

// An Event is what a Watcher is told: a backoff.Event.
type Event struct {
	Kind     EventKind
	Method   string
	Try      int
	Elapsed  time.Duration
	Err      error
	Outcome  Outcome
	Pause    time.Duration
	Next     int
	Reason   decision.Reason
	Hedge    bool
	Retried  bool
	FellBack bool

	CallerDone bool // the caller gets what the last attempt returned, since its context has ended
	Unended    int  // after a panic: how many attempts have begun whose end nobody was told of

	Panic any
	Stack string
}

// A Watcher is told what happens in calls: a backoff.Observer.
type Watcher interface {
	Watch(ctx context.Context, e Event)
}

// A Counter is a Watcher that has a shorter way to be told of the most frequent kind of call: one that succeeds at once. It is
// taken where the Counter is a method's only Watcher.
type Counter interface {
	Watcher
	Began()                             // in place of EventAttemptStarted, of the first attempt
	SucceededAtOnce(took time.Duration) // in place of EventAttemptEnded and EventCallEnded, when the first attempt has succeeded
}

// A ContextWatcher is a Watcher that puts something of its own into the contexts of calls and attempts: a
// backoff.ContextObserver.
type ContextWatcher interface {
	Watcher
	CallContext(ctx context.Context, method string) context.Context
	AttemptContext(ctx context.Context, method string, try int) context.Context
	CallAborted(ctx context.Context, method string)
}

// tellBegin tells those who are to know that an attempt began at t, be it as a hedge. It returns the attempt's context
// without limits.
func (c *Call) tellBegin(ctx context.Context, t clock.Instant, hedge bool) context.Context {
	m := c.m
	if c.tries == 0 && m.budget != nil {
		m.budget.Began()
	}
	if m.contextual {
		ctx = c.makeContexts(ctx)
	}
	if m.watchers != nil {
		c.noteBegin(t)
		if m.counter != nil && c.tries == 0 {
			m.counter.Began()
		} else {
			c.tellStarted(ctx, t, hedge)
		}
	}
	return ctx
}

// tellStarted tells the watchers of an attempt's begin at t.
func (c *Call) tellStarted(ctx context.Context, t clock.Instant, hedge bool) {
	c.tell(ctx, Event{Kind: EventAttemptStarted, Try: c.tries + 1, Elapsed: t.Since(c.start), Hedge: hedge})
}

// tellEnd tells the watchers of an attempt's end at t.
func (c *Call) tellEnd(ctx context.Context, t clock.Instant, outcome Outcome, err error) {
	h := c.hedger()
	e := Event{Kind: EventAttemptEnded, Try: c.ending(), Elapsed: t.Since(c.begun()), Err: err, Outcome: outcome, Hedge: h != nil && h.endingHedge}
	if c.runs() {
		c.state.more.begun = 0 // so that a panic from here on does not seem to be this attempt's
	}
	if own := c.contexts(); own != nil {
		own.unended = 0
	}
	c.tell(ctx, e)
}

// ending returns the number of the attempt that Retry is about.
func (c *Call) ending() int {
	if h := c.hedger(); h != nil {
		return h.ending // later ones may run already
	}
	return c.tries
}

// tellCallEnd tells the watchers of the call's end, be it after a fallback, and lets the contexts that they made go.
func (c *Call) tellCallEnd(ctx context.Context, err error, why callEnd, fellBack bool) {
	c.closeUnsent()
	if c.m.watchers != nil {
		e := Event{Kind: EventCallEnded, Try: c.tries, Elapsed: clock.Now().Since(c.start), Err: err, Retried: c.isRetried(), Reason: why.reason}
		e.CallerDone, e.FellBack = why.callerDone, fellBack
		c.start = over
		c.tell(ctx, e)
	}
	if c.contexts() != nil {
		c.dropContexts()
	}
}

// isRetried reports whether an attempt was begun because another one had failed.
func (c *Call) isRetried() bool {
	if h := c.hedger(); h != nil {
		return h.retried
	}
	return c.tries > 1
}

// tell tells the watchers, with the context that belongs to the event.
func (c *Call) tell(ctx context.Context, e Event) {
	c.m.tell(c.seenContext(ctx, e.Kind), e)
}

// tell tells the watchers one after the other, in the calling goroutine.
func (m *Method) tell(ctx context.Context, e Event) {
	e.Method = m.Name()
	for _, w := range m.watchers {
		w.Watch(ctx, e)
	}
}
