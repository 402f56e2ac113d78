package idempotent_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/idempotent"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A desk answers with its errors one after the other, then without one; hang stands for no answer.
type desk struct {
	errs  []error
	mu    sync.Mutex // hedged attempts run beside each other
	calls int
}

var errHang = errors.New("hang")

func (d *desk) Book(ctx context.Context, _ string) error {
	d.mu.Lock()
	d.calls++
	n := d.calls
	d.mu.Unlock()
	if n > len(d.errs) {
		return nil
	}
	err := d.errs[n-1]
	if err == errHang {
		<-ctx.Done()
		return ctx.Err()
	}
	return err
}

func (d *desk) Try(ctx context.Context, guest string) error    { return d.Book(ctx, guest) }
func (d *desk) Cancel(ctx context.Context, guest string) error { return d.Book(ctx, guest) }

func (d *desk) Reserve(ctx context.Context, guest string) (int, error) {
	if err := d.Book(ctx, guest); err != errNoSeat {
		return d.calls, err
	}
	return 0, nil
}

var errNoSeat = errors.New("no seat")

// lastReason returns an option that notes why calls end.
func lastReason(reason *backoff.Reason) backoff.Option {
	return backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
		if e.Kind == backoff.EventCallEnded {
			*reason = e.Reason
		}
	}))
}

// What may have been carried out ends the call; what the list says left nothing done is retried.
func TestRule3_13_WhatMayHaveBeenCarriedOutIsNotDoneAgain(t *testing.T) {
	refused := fmt.Errorf("desk 5: %w", &idempotent.RefusedError{Why: "closed"})
	readTimeout := fmt.Errorf("read: %w", os.ErrDeadlineExceeded)
	busyAndLate := fmt.Errorf("%w: %w", idempotent.ErrBusy, context.DeadlineExceeded)
	for _, test := range []struct {
		name   string
		errs   []error
		calls  int
		reason backoff.Reason
	}{
		{"a listed value", []error{idempotent.ErrBusy}, 2, backoff.ReasonSucceeded},
		{"a listed value, wrapped", []error{fmt.Errorf("x: %w", idempotent.ErrBusy)}, 2, backoff.ReasonSucceeded},
		{"a listed type", []error{refused, refused}, 3, backoff.ReasonSucceeded},
		{"tries used up", []error{refused, refused, refused}, 3, backoff.ReasonMaxTries},
		{"an attempt that timed out", []error{errHang}, 1, backoff.ReasonNotIdempotent},
		{"the last try that timed out", []error{refused, refused, errHang}, 3, backoff.ReasonNotIdempotent},
		{"a timeout of the callee", []error{readTimeout}, 1, backoff.ReasonNotRetryable},
		{"a timeout that says more", []error{busyAndLate}, 1, backoff.ReasonNotIdempotent},
		{"an error that is not listed", []error{idempotent.ErrLost}, 1, backoff.ReasonNotRetryable},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var reason backoff.Reason
				d := &desk{errs: test.errs}
				err := idempotent.NewRetryingDesk(d, lastReason(&reason)).Book(t.Context(), "Ada")
				if d.calls != test.calls || reason != test.reason {
					t.Errorf("%d attempts, ended by %s with %v; want %d and %s", d.calls, reason, err, test.calls, test.reason)
				}
				if want := test.errs[len(test.errs)-1]; reason != backoff.ReasonSucceeded && want != errHang && err != want {
					t.Errorf("the caller got %v, want the attempt's own error", err)
				}
			})
		})
	}
}

// The caller of an attempt that timed out gets what the attempt returned, as after any last attempt.
func TestRule3_13_ATimeoutIsReturned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, call := range map[string]func(idempotent.Desk) error{
			"in the caller's goroutine": func(d idempotent.Desk) error { return d.Book(t.Context(), "Ada") },
			"left behind":               func(d idempotent.Desk) error { return d.Try(t.Context(), "Ada") },
		} {
			d := &desk{errs: []error{errHang}}
			start := time.Now()
			err := call(idempotent.NewRetryingDesk(d))
			if !errors.Is(err, backoff.ErrAttemptTimeout) || d.calls != 1 || time.Since(start) != 100*time.Millisecond {
				t.Errorf("%s: %v after %d attempts and %v", name, err, d.calls, time.Since(start))
			}
			if _, stopped := errors.AsType[*backoff.Error](err); stopped {
				t.Errorf("%s: the call was stopped: %v", name, err)
			}
		}
		synctest.Wait()
	})
}

// A retry_result is the user's word that nothing was done; retry's own list of every error is not.
func TestRule3_13_ResultsAreTheUsersWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{errs: []error{errNoSeat, errNoSeat}}
		if seat, err := idempotent.NewRetryingDesk(d).Reserve(t.Context(), "Ada"); seat != 3 || err != nil {
			t.Errorf("seat %d, %v", seat, err)
		}
		var reason backoff.Reason
		d = &desk{errs: []error{idempotent.ErrLost}}
		if _, err := idempotent.NewRetryingDesk(d, lastReason(&reason)).Reserve(t.Context(), "Ada"); err != idempotent.ErrLost || d.calls != 1 || reason != backoff.ReasonNotIdempotent {
			t.Errorf("%v after %d attempts, ended by %s", err, d.calls, reason)
		}
	})
}

// The policies of such a method may change, and it is still not carried out twice.
func TestRule3_13_OtherPoliciesDoNotChangeIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policies := idempotent.DefaultDeskPolicies()
		policies.Book.Errors = []backoff.Matcher{backoff.Any, backoff.Is(idempotent.ErrBusy)}
		policies.Try = policies.Book
		policies.Try.Abandon = true
		d := &desk{errs: []error{idempotent.ErrLost}}
		changed, err := idempotent.NewRetryingDesk(d).WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		if err := changed.Book(t.Context(), "Ada"); err != idempotent.ErrLost || d.calls != 1 {
			t.Errorf("%v after %d attempts", err, d.calls)
		}
		d.calls, d.errs = 0, []error{idempotent.ErrBusy, errHang}
		if err := changed.Try(t.Context(), "Ada"); !errors.Is(err, backoff.ErrAttemptTimeout) || d.calls != 2 {
			t.Errorf("left behind: %v after %d attempts", err, d.calls)
		}
		synctest.Wait()

		policies.Try.Hedge = time.Millisecond
		const want = "Desk.Try: backoff: the policy has Hedge, and the method is annotated with idempotent=no: both of two attempts could be carried out"
		if _, err := changed.WithPolicies(policies); err == nil || err.Error() != want {
			t.Errorf("a hedge: %v, want %s", err, want)
		}
	})
}

// A case says that nothing was done as the list does: by every entry but error.
func TestRule3_13_TheEntryErrorOfACaseSaysNothing(t *testing.T) {
	notMade := fmt.Errorf("dial: %w", os.ErrDeadlineExceeded)
	class := backoff.MatchClass(func(err error) bool { return err == notMade })
	for _, test := range []struct {
		name  string
		entry backoff.Matcher
		err   error
		calls int
	}{
		{"error", backoff.Any, idempotent.ErrLost, 1},
		{"error, and in the list", backoff.Any, idempotent.ErrBusy, 2},
		{"a value", backoff.Is(idempotent.ErrLost), idempotent.ErrLost, 2},
		{"a value, of a timeout", backoff.Is(os.ErrDeadlineExceeded), notMade, 1},
		{"a class, of a timeout", class, notMade, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			policies := idempotent.DefaultDeskPolicies()
			policies.Book.Cases = []backoff.Case{{Errors: []backoff.Matcher{test.entry}}}
			d := &desk{errs: []error{test.err}}
			changed, err := idempotent.NewRetryingDesk(d).WithPolicies(policies)
			if err != nil {
				t.Fatal(err)
			}
			if err := changed.Book(t.Context(), "Ada"); d.calls != test.calls || test.calls == 1 && err != test.err {
				t.Errorf("%v after %d attempts, want %d", err, d.calls, test.calls)
			}
		})
	}
}

// What may be carried out twice is retried, and hedged, as its policy says.
func TestRule3_13_YesIsRetriedAsThePolicySays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{errs: []error{errHang, idempotent.ErrLost}}
		start := time.Now()
		err, took := idempotent.NewRetryingDesk(d).Cancel(t.Context(), "Ada"), time.Since(start)
		synctest.Wait() // for the attempts that have lost
		if err != nil || d.calls != 3 || took != 80*time.Millisecond {
			t.Errorf("%v after %d attempts and %v", err, d.calls, took)
		}
	})
}
