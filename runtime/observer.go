package backoff

import (
	"context"
	"time"
)

// An Observer is told what happens in the calls of a decorator, in the caller's goroutine and as it happens: a slow
// observer slows the calls. It must be safe for concurrent use where the decorator is used so, and where a policy has Hedge or
// Abandon: LateReturned comes in a goroutine of its own.
type Observer interface {
	// Observe is given the caller's context, or what a [ContextObserver] has made of it.
	Observe(ctx context.Context, e Event)
}

// An ObserverFunc is a function as an [Observer].
type ObserverFunc func(ctx context.Context, e Event)

// Observe calls f.
func (f ObserverFunc) Observe(ctx context.Context, e Event) { f(ctx, e) }

// WithObserver tells o of every call of the decorator's annotated methods. The option may be given several times.
func WithObserver(o Observer) Option {
	return func(d *Decorator) {
		if o != nil {
			d.observers = append(d.observers, o)
		}
	}
}

// A binder is an observer of this package that prefers one value for each method to looking the method up each time.
type binder interface {
	bind(method string) Observer
}

// An EventKind tells the events of a call from each other.
type EventKind int

// The events of a call in their order. AttemptStarted and AttemptEnded come once for each attempt, PauseStarted between
// two attempts (also for a pause of 0), CallEnded once. A panic of the inner method cuts them short; see
// [ContextObserver].
const (
	AttemptStarted EventKind = iota + 1
	AttemptEnded
	PauseStarted
	CallEnded

	// AttemptPanicked comes in place of AttemptEnded for an attempt in a goroutine of its own (Hedge, Abandon), before
	// the panic goes on in the caller's.
	AttemptPanicked

	// LateReturned comes when an attempt has returned, or panicked, that the call did not wait for: one that was left
	// behind, or lost against another. It comes after its AttemptEnded, in a goroutine of its own, and as a rule after
	// CallEnded.
	LateReturned
)

// String returns the kind in words, such as "attempt started".
func (k EventKind) String() string {
	switch k {
	case AttemptStarted:
		return "attempt started"
	case AttemptEnded:
		return "attempt ended"
	case PauseStarted:
		return "pause started"
	case CallEnded:
		return "call ended"
	case AttemptPanicked:
		return "attempt panicked"
	case LateReturned:
		return "late attempt returned"
	}
	return "unknown event"
}

// An Event is what an [Observer] is told.
type Event struct {
	Kind   EventKind
	Method string // the interface and the method, such as "Store.Fetch"
	Try    int    // the attempt, the first is 1; in CallEnded how many there were

	// Elapsed is the attempt's duration in AttemptEnded, AttemptPanicked and LateReturned, and the time since the call began in the other events.
	Elapsed time.Duration

	// Err is the attempt's error in AttemptEnded, LateReturned and PauseStarted, and what the caller gets in CallEnded.
	Err error

	Outcome Outcome       // of the attempt, in AttemptEnded
	Pause   time.Duration // until the next attempt, in PauseStarted
	Reason  Reason        // why the call was stopped, in CallEnded; empty when it was not

	// Panic and Stack are the value of a panic and where it came from, in AttemptPanicked and LateReturned. A nil Panic in
	// AttemptPanicked is a runtime.Goexit.
	Panic any
	Stack string
}

// An Outcome is how an attempt ended.
type Outcome int

// The outcomes.
const (
	Succeeded    Outcome = iota + 1
	Retryable            // with an error of those that are retried, whether or not it is
	NotRetryable         // with another error
	Rejected             // without an error, but with results that retry_result retries
	CutShort             // with an error, after the caller's context or the policy's deadline ended it
)

// String returns the outcome in words, such as "not retryable".
func (o Outcome) String() string {
	switch o {
	case Succeeded:
		return "succeeded"
	case Retryable:
		return "retryable"
	case NotRetryable:
		return "not retryable"
	case Rejected:
		return "rejected"
	case CutShort:
		return "cut short"
	}
	return "unknown outcome"
}
