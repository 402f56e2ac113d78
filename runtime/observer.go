package backoff

import (
	"context"
	"time"
)

// An Observer is told what happens in the calls of a decorator; see [WithObserver]. It is told in the caller's goroutine and
// as it happens, so a slow observer slows the calls. It must be safe for concurrent use where the decorator is used so, and
// where a policy has Hedge or Abandon: EventLateReturned comes from a goroutine of its own.
type Observer interface {
	// Observe is told of one event. It is given the caller's context, or what a [ContextObserver] has made of that.
	Observe(ctx context.Context, e Event)
}

// An ObserverFunc is a function that is an [Observer].
type ObserverFunc func(ctx context.Context, e Event)

// Observe calls f.
func (f ObserverFunc) Observe(ctx context.Context, e Event) { f(ctx, e) }

// An EventKind tells the kinds of [Event] from each other.
type EventKind int

// The kinds of events. A panic of the inner method in the caller's goroutine leaves out the end of its attempt.
const (
	// EventAttemptStarted comes before each attempt.
	EventAttemptStarted EventKind = iota + 1

	// EventAttemptEnded comes after each attempt, with its Outcome and its Err, unless it panicked.
	EventAttemptEnded

	// EventPauseStarted comes between two attempts, also where the Pause is 0. An attempt that hedge begins has none before it.
	EventPauseStarted

	// EventCallEnded comes once, with what the caller gets and the Reason. Nothing but EventLateReturned can come after it. Its
	// Reason is ReasonPanicked, and Err nil, after a panic or a runtime.Goexit; it comes when and where CallAborted would, see
	// [ContextObserver].
	EventCallEnded

	// EventAttemptPanicked comes in place of EventAttemptEnded for an attempt in a goroutine of its own (Hedge, Abandon), before
	// the panic goes on in the caller's.
	EventAttemptPanicked

	// EventLateReturned comes when an attempt has returned, or panicked, that the call did not wait for: one that was left
	// behind, or lost against another. It comes after its EventAttemptEnded, in a goroutine of its own, and as a rule after
	// EventCallEnded.
	EventLateReturned

	// EventFallback comes before EventCallEnded where a fallback has made up for a call that failed with Err.
	EventFallback
)

// String returns the kind in words, such as "attempt started".
func (k EventKind) String() string {
	switch k {
	case EventAttemptStarted:
		return "attempt started"
	case EventAttemptEnded:
		return "attempt ended"
	case EventPauseStarted:
		return "pause started"
	case EventCallEnded:
		return "call ended"
	case EventAttemptPanicked:
		return "attempt panicked"
	case EventLateReturned:
		return "late attempt returned"
	case EventFallback:
		return "fallback"
	}
	return "unknown event"
}

// An Event is what an [Observer] is told. Fields that do not belong to its Kind are zero.
type Event struct {
	Kind   EventKind
	Method string // the interface and the method, such as "Store.Fetch"
	Try    int    // the attempt, the first is 1; in EventCallEnded how many there were

	// Elapsed is the attempt's duration in EventAttemptEnded, EventAttemptPanicked and EventLateReturned, and the time since
	// the call began in the other events.
	Elapsed time.Duration

	// Err is the attempt's error in EventAttemptEnded, EventLateReturned and EventPauseStarted, what the call has failed with
	// in EventFallback, and what the caller gets in EventCallEnded.
	Err error

	Outcome Outcome       // of the attempt, in EventAttemptEnded
	Pause   time.Duration // until the next attempt, in EventPauseStarted
	Next    int           // the number of the next attempt, in EventPauseStarted
	Reason  Reason        // why the call ended, or its retrying where a fallback made up for that, in EventCallEnded and EventFallback

	Hedge    bool // the attempt began because another one took long, and not because one had failed, in the events of an attempt
	Retried  bool // an attempt began because another one had failed, in EventCallEnded
	FellBack bool // a fallback has been called, in EventCallEnded

	// CallerDone is, in EventCallEnded with ReasonCanceled or ReasonDeadline, whether the call was not stopped: the caller gets what
	// the last attempt returned, since its context ended during that attempt, which was the first, or failed with an error that is not
	// retried and tells of nothing but that end.
	CallerDone bool

	// Unended is, in EventCallEnded with ReasonPanicked, how many attempts had begun of whose end no event tells: the one in the caller's
	// goroutine that panicked or called runtime.Goexit, or those that ran in goroutines of their own then.
	Unended int

	// Panic and Stack are the value of a panic and where it came from, in EventAttemptPanicked and EventLateReturned. A nil
	// Panic in EventAttemptPanicked is a runtime.Goexit.
	Panic any
	Stack string

	// Nested is whether the call was made inside an attempt of another call that is a retry; see [Attempt]. It is not known of the end
	// after a panic where attempts have no contexts of their own, and false then.
	Nested bool
}

// NotRetried reports whether e is the end of a call that made no other attempt although the last one might have been retried:
// tries were used up, giveup said so, a deadline or a budget stood against it, and whatever else its Reason says. It is true,
// too, where the caller gets no error, since the results were rejected, or a fallback has made up for that.
func (e Event) NotRetried() bool {
	if e.Kind != EventCallEnded {
		return false
	}
	switch e.Reason {
	case "", ReasonSucceeded, ReasonNotRetryable, ReasonPanicked:
		return false
	case ReasonCanceled, ReasonDeadline:
		return e.FellBack || e.Try > 1 || !e.CallerDone // else the caller had gone during the first attempt
	}
	return true
}

// Stopped reports whether e is the end of a call that was stopped although its last error might have been retried. Its caller
// gets an [*Error] of this very call, or what map_error, or a fallback that has failed too, has put in its place; after a fallback that has made
// up for it, it is false.
func (e Event) Stopped() bool {
	if e.Kind != EventCallEnded || e.Err == nil {
		return false
	}
	switch e.Reason {
	case ReasonCanceled, ReasonDeadline:
		return !e.CallerDone
	case ReasonBudget, ReasonBeforeRetry:
		return true
	}
	return false
}

// An Outcome says how an attempt ended.
type Outcome int

// The outcomes.
const (
	// OutcomeSucceeded: the attempt had no error, and its results were not rejected.
	OutcomeSucceeded Outcome = iota + 1
	// OutcomeRetryable: it failed with an error that the policy retries, be it that another attempt follows or not.
	OutcomeRetryable
	// OutcomeNotRetryable: it failed with any other error.
	OutcomeNotRetryable
	// OutcomeRejected: it had no error, but results that retry_result rejects.
	OutcomeRejected
	// OutcomeCutShort: it failed after the caller's context or the policy's deadline had ended it, or lost against a hedge.
	OutcomeCutShort
)

// String returns the outcome in words, such as "not retryable".
func (o Outcome) String() string {
	switch o {
	case OutcomeSucceeded:
		return "succeeded"
	case OutcomeRetryable:
		return "retryable"
	case OutcomeNotRetryable:
		return "not retryable"
	case OutcomeRejected:
		return "rejected"
	case OutcomeCutShort:
		return "cut short"
	}
	return "unknown outcome"
}
