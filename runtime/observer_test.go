package backoff_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// sameErrors compares errors by ==, and an Error or a timed-out attempt's error, which are new each time, by its text.
var sameErrors = cmp.Comparer(func(a, b error) bool {
	if a != nil && b != nil && a != b {
		return a.Error() == b.Error() && errors.Is(a, context.DeadlineExceeded) == errors.Is(b, context.DeadlineExceeded)
	}
	return a == b
})

// observe returns the events of a call of Fetch, without their method, which is checked.
func observe(t *testing.T, ctx context.Context, p Policy, steps ...step) []Event {
	t.Helper()
	var events []Event
	o := ObserverFunc(func(got context.Context, e Event) {
		if got != ctx {
			t.Errorf("%v comes with another context than the caller's", e.Kind)
		}
		if e.Method != "Store.Fetch" {
			t.Errorf("%v is of %q", e.Kind, e.Method)
		}
		e.Method = ""
		events = append(events, e)
	})
	n := 0
	s := newRetryingStore(storeFunc(func(ctx context.Context) (int, error) {
		n++
		return n, steps[min(n, len(steps))-1](ctx)
	}), p, WithObserver(nil), WithObserver(o), nil)
	if _, err := s.Fetch(ctx); len(events) > 0 && err != events[len(events)-1].Err {
		t.Errorf("the caller got %v and the observer %v", err, events[len(events)-1].Err)
	}
	return events
}

func TestObserverEvents(t *testing.T) {
	p := with(func(p *Policy) { p.Pause = 5 * ms })
	limits := with(func(p *Policy) { p.AttemptTimeout, p.Deadline = 10*ms, 15*ms })
	timedOut := &engine.TimedOut{Err: context.DeadlineExceeded}
	for _, test := range []struct {
		name   string
		policy Policy
		cancel time.Duration // of the caller
		steps  []step
		want   []Event
	}{
		{"success", p, time.Hour, []step{after(ms, nil)}, []Event{
			{Kind: EventAttemptStarted, Try: 1},
			{Kind: EventAttemptEnded, Try: 1, Elapsed: ms, Outcome: OutcomeSucceeded},
			{Kind: EventCallEnded, Try: 1, Elapsed: ms, Reason: ReasonSucceeded},
		}},
		{"success of the second", p, time.Hour, []step{after(ms, errBusy), after(2*ms, nil)}, []Event{
			{Kind: EventAttemptStarted, Try: 1},
			{Kind: EventAttemptEnded, Try: 1, Elapsed: ms, Err: errBusy, Outcome: OutcomeRetryable},
			{Kind: EventPauseStarted, Try: 1, Elapsed: ms, Err: errBusy, Pause: 5 * ms, Next: 2},
			{Kind: EventAttemptStarted, Try: 2, Elapsed: 6 * ms},
			{Kind: EventAttemptEnded, Try: 2, Elapsed: 2 * ms, Outcome: OutcomeSucceeded},
			{Kind: EventCallEnded, Try: 2, Retried: true, Elapsed: 8 * ms, Reason: ReasonSucceeded},
		}},
		{"not retryable", p, time.Hour, []step{fail(errFatal)}, []Event{
			{Kind: EventAttemptStarted, Try: 1},
			{Kind: EventAttemptEnded, Try: 1, Err: errFatal, Outcome: OutcomeNotRetryable},
			{Kind: EventCallEnded, Try: 1, Err: errFatal, Reason: ReasonNotRetryable},
		}},
		{"tries used up, without a pause", with(func(p *Policy) { p.MaxTries = 2 }), time.Hour, []step{fail(errBusy)}, []Event{
			{Kind: EventAttemptStarted, Try: 1},
			{Kind: EventAttemptEnded, Try: 1, Err: errBusy, Outcome: OutcomeRetryable},
			{Kind: EventPauseStarted, Try: 1, Err: errBusy, Next: 2},
			{Kind: EventAttemptStarted, Try: 2},
			{Kind: EventAttemptEnded, Try: 2, Err: errBusy, Outcome: OutcomeRetryable},
			{Kind: EventCallEnded, Try: 2, Retried: true, Err: errBusy, Reason: ReasonMaxTries},
		}},
		{"a timeout, then the deadline", limits, time.Hour, []step{heed}, []Event{
			{Kind: EventAttemptStarted, Try: 1},
			{Kind: EventAttemptEnded, Try: 1, Elapsed: 10 * ms, Err: timedOut, Outcome: OutcomeRetryable},
			{Kind: EventPauseStarted, Try: 1, Elapsed: 10 * ms, Err: timedOut, Next: 2},
			{Kind: EventAttemptStarted, Try: 2, Elapsed: 10 * ms},
			{Kind: EventAttemptEnded, Try: 2, Elapsed: 5 * ms, Err: context.DeadlineExceeded, Outcome: OutcomeCutShort},
			{Kind: EventCallEnded, Try: 2, Retried: true, Elapsed: 15 * ms, Reason: ReasonDeadline, Err: &Error{
				Method: "Store.Fetch", Reason: ReasonDeadline, Attempts: 2, Elapsed: 15 * ms, Last: timedOut, Cause: ErrDeadline,
			}},
		}},
		{"cancelled in the first attempt", p, 3 * ms, []step{heed}, []Event{
			{Kind: EventAttemptStarted, Try: 1},
			{Kind: EventAttemptEnded, Try: 1, Elapsed: 3 * ms, Err: context.Canceled, Outcome: OutcomeCutShort},
			{Kind: EventCallEnded, Try: 1, Elapsed: 3 * ms, Err: context.Canceled, Reason: ReasonCanceled, CallerDone: true},
		}},
		{"cancelled in the pause", p, 3 * ms, []step{fail(errBusy)}, []Event{
			{Kind: EventAttemptStarted, Try: 1},
			{Kind: EventAttemptEnded, Try: 1, Err: errBusy, Outcome: OutcomeRetryable},
			{Kind: EventPauseStarted, Try: 1, Err: errBusy, Pause: 5 * ms, Next: 2},
			{Kind: EventCallEnded, Try: 1, Elapsed: 3 * ms, Reason: ReasonCanceled, Err: &Error{
				Method: "Store.Fetch", Reason: ReasonCanceled, Attempts: 1, Elapsed: 3 * ms, Last: errBusy, Cause: errCause,
			}},
		}},
		{"the pause does not fit", with(func(p *Policy) { p.Pause, p.Deadline = ms, ms }), time.Hour, []step{fail(errBusy)}, []Event{
			{Kind: EventAttemptStarted, Try: 1},
			{Kind: EventAttemptEnded, Try: 1, Err: errBusy, Outcome: OutcomeRetryable},
			{Kind: EventCallEnded, Try: 1, Reason: ReasonDeadline, Err: &Error{
				Method: "Store.Fetch", Reason: ReasonDeadline, Attempts: 1, Last: errBusy, Cause: ErrDeadline,
			}},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := &run{t: t}
				got := observe(t, r.cancelAfter(test.cancel), test.policy, test.steps...)
				if diff := cmp.Diff(test.want, got, sameErrors, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("events (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestObserverOfANilContextGetsBackground(t *testing.T) {
	var none context.Context
	o := ObserverFunc(func(ctx context.Context, e Event) {
		if ctx != context.Background() {
			t.Errorf("%v comes with %v", e.Kind, ctx)
		}
	})
	if _, err := newRetryingStore(succeed, Policy{Deadline: time.Second}, WithObserver(o)).Fetch(none); err != nil {
		t.Error(err)
	}
}

func TestObserversAreToldInTheirOrder(t *testing.T) {
	var told []string
	name := func(name string) Option {
		return WithObserver(ObserverFunc(func(_ context.Context, e Event) { told = append(told, name+": "+e.Kind.String()) }))
	}
	if _, err := newRetryingStore(succeed, busyPolicy, name("a"), name("b")).Load(); err != nil {
		t.Error(err)
	}
	want := []string{
		"a: attempt started", "b: attempt started", "a: attempt ended", "b: attempt ended", "a: call ended", "b: call ended",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestEventTexts(t *testing.T) {
	got := []string{EventPauseStarted.String(), EventKind(0).String(), OutcomeSucceeded.String(), OutcomeRetryable.String(), OutcomeNotRetryable.String(), OutcomeCutShort.String(), Outcome(9).String()}
	want := []string{"pause started", "unknown event", "succeeded", "retryable", "not retryable", "cut short", "unknown outcome"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
