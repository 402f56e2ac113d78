package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// An alarm counts calls that have failed although something was tried again.
type alarm struct{ failed map[backoff.Reason]int }

func (a alarm) Observe(_ context.Context, e backoff.Event) {
	if e.Kind == backoff.EventCallEnded && e.Err != nil {
		a.failed[e.Reason]++
	}
}

// brokenStore is always busy.
type brokenStore struct{}

func (brokenStore) Save(context.Context) error { return errBusy }

func ExampleObserver() {
	a := alarm{map[backoff.Reason]int{}}
	store := NewRetryingStore(brokenStore{}, backoff.WithObserver(a))
	fmt.Println(store.Save(context.Background()), a.failed)
	// Output: busy map[max_tries:1]
}

func ExampleObserverFunc() {
	pauses := backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
		if e.Kind == backoff.EventPauseStarted {
			fmt.Printf("after attempt %d: %v, next in %v\n", e.Try, e.Err, e.Pause)
		}
	})
	store := NewRetryingStore(&flakyStore{}, backoff.WithObserver(pauses))
	fmt.Println(store.Save(context.Background()))
	// Output:
	// after attempt 1: busy, next in 0s
	// <nil>
}

func ExampleObserverFunc_Observe() {
	o := backoff.ObserverFunc(func(_ context.Context, e backoff.Event) { fmt.Println(e.Kind, e.Method) })
	o.Observe(context.Background(), backoff.Event{Kind: backoff.EventAttemptStarted, Method: "Store.Save"})
	// Output: attempt started Store.Save
}

// The life of a call whose second attempt succeeds.
func ExampleEvent() {
	store := NewRetryingStore(&flakyStore{}, backoff.WithObserver(backoff.ObserverFunc(
		func(_ context.Context, e backoff.Event) { fmt.Println(e.Kind, e.Try, e.Err) })))
	if err := store.Save(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// attempt started 1 <nil>
	// attempt ended 1 busy
	// pause started 1 busy
	// attempt started 2 <nil>
	// attempt ended 2 <nil>
	// call ended 2 <nil>
}

func ExampleEvent_Stopped() {
	stop := &backoff.Error{Method: "Store.Save", Reason: backoff.ReasonDeadline, Last: errBusy, Cause: backoff.ErrDeadline}
	for _, e := range []backoff.Event{
		{Kind: backoff.EventCallEnded, Method: "Store.Save", Reason: backoff.ReasonDeadline, Err: stop},
		{Kind: backoff.EventCallEnded, Method: "Store.Save", Reason: backoff.ReasonDeadline, Err: errBusy}, // which map_error has taken out of it
		{Kind: backoff.EventCallEnded, Method: "Store.Save", Reason: backoff.ReasonDeadline, Err: errBusy, CallerDone: true},
		{Kind: backoff.EventCallEnded, Method: "Store.Save", Reason: backoff.ReasonMaxTries, Err: errBusy},
	} {
		fmt.Println(e.Reason, e.Stopped())
	}
	// Output:
	// deadline true
	// deadline true
	// deadline false
	// max_tries false
}

func ExampleEvent_NotRetried() {
	for _, e := range []backoff.Event{
		{Kind: backoff.EventCallEnded, Try: 3, Reason: backoff.ReasonMaxTries, Err: errBusy},
		{Kind: backoff.EventCallEnded, Try: 1, Reason: backoff.ReasonNotRetryable, Err: errBusy},
		{Kind: backoff.EventCallEnded, Try: 2, Reason: backoff.ReasonSucceeded},
		{Kind: backoff.EventCallEnded, Try: 1, Reason: backoff.ReasonPanicked},
	} {
		fmt.Println(e.Reason, e.NotRetried())
	}
	// Output:
	// max_tries true
	// not_retryable false
	// succeeded false
	// panicked false
}

func ExampleEventKind() {
	describe := func(e backoff.Event) string {
		switch e.Kind {
		case backoff.EventAttemptStarted:
			return fmt.Sprintf("attempt %d begins", e.Try)
		case backoff.EventAttemptEnded:
			return fmt.Sprintf("attempt %d took %v", e.Try, e.Elapsed)
		case backoff.EventAttemptPanicked, backoff.EventLateReturned: // of attempts in goroutines of their own
			return fmt.Sprintf("attempt %d: %v", e.Try, e.Panic)
		case backoff.EventPauseStarted:
			return fmt.Sprintf("the next attempt is in %v", e.Pause)
		case backoff.EventFallback:
			return fmt.Sprintf("a fallback has made up for %v", e.Err)
		case backoff.EventCallEnded:
			return fmt.Sprintf("over: %s", e.Reason)
		}
		return "" // a kind that a later version may have
	}
	fmt.Println(describe(backoff.Event{Kind: backoff.EventPauseStarted, Pause: time.Second}))
	// Output: the next attempt is in 1s
}

func ExampleEventKind_String() {
	fmt.Println(backoff.EventAttemptEnded)
	// Output: attempt ended
}

func ExampleOutcome() {
	isHealthy := func(o backoff.Outcome) bool {
		switch o {
		case backoff.OutcomeSucceeded, backoff.OutcomeNotRetryable: // the service has answered
			return true
		case backoff.OutcomeRetryable, backoff.OutcomeRejected, backoff.OutcomeCutShort:
		}
		return false
	}
	store := NewRetryingStore(&flakyStore{}, backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
		if e.Kind == backoff.EventAttemptEnded {
			fmt.Println(e.Outcome, isHealthy(e.Outcome))
		}
	})))
	if err := store.Save(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// retryable false
	// succeeded true
}

func ExampleOutcome_String() {
	fmt.Println(backoff.OutcomeNotRetryable)
	// Output: not retryable
}

// Every end of a call has a reason, also where its caller gets no *backoff.Error.
func Example_reasons() {
	isFault := func(r backoff.Reason) bool { // of the service
		switch r {
		case backoff.ReasonSucceeded, backoff.ReasonCanceled, backoff.ReasonNotRetryable, backoff.ReasonNotIdempotent, backoff.ReasonNotReplayable, backoff.ReasonGaveUp:
			return false
		}
		return true // ReasonMaxTries, ReasonRetryFor, ReasonHint, ReasonDeadline, ReasonBudget, …
	}
	store := NewRetryingStore(brokenStore{}, backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
		if e.Kind == backoff.EventCallEnded {
			fmt.Println(e.Reason == backoff.ReasonMaxTries, isFault(e.Reason))
		}
	})))
	fmt.Println(errors.Is(store.Save(context.Background()), errBusy))
	// Output:
	// true true
	// true
}
