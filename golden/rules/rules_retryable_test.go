package rules_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"syscall"
	"testing"

	"github.com/backoffgen/backoffgen/golden/rules"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Rule 3.5: which errors are retryable.

// throttled implements Throttling.
type throttled struct{}

func (throttled) Error() string   { return "throttled" }
func (throttled) Throttled() bool { return true }

// likeBusy says itself that it is ErrBusy.
type likeBusy struct{}

func (likeBusy) Error() string        { return "like busy" }
func (likeBusy) Is(target error) bool { return target == rules.ErrBusy }

// timeouts are what a policy retries that names no errors.
var timeouts = map[string]error{
	"context.DeadlineExceeded": context.DeadlineExceeded,
	"os.ErrDeadlineExceeded":   os.ErrDeadlineExceeded,
	"a wrapped one":            wrap(context.DeadlineExceeded),
	"one of an operation":      &net.OpError{Op: "read", Err: os.ErrDeadlineExceeded},
	"one of another policy":    &backoff.Error{Reason: backoff.ReasonDeadline, Cause: backoff.ErrDeadline},
}

// others are what no policy retries unless it names it.
var others = map[string]error{
	"another error":             rules.ErrFatal,
	"one that looks the same":   errors.New("busy"),
	"a cancellation":            context.Canceled,
	"what says Timeout() alone": &net.DNSError{IsTimeout: true},
}

// retries says how often each of errs is tried, by a decorator of max_tries=2.
func retries[I, D rules.Calls](t *testing.T, construct func(I, ...backoff.Option) D, want int, errs map[string]error) {
	for name, err := range errs {
		t.Run(name, func(t *testing.T) {
			each(t, all, construct, func(r *run) {
				r.invoke(r.Context(), fail(err))
				r.returned(err)
				if len(r.starts) != want {
					r.Errorf("%d attempts, want %d", len(r.starts), want)
				}
			})
		})
	}
}

func TestRule3_5_WhatErrorsNames(t *testing.T) {
	retries(t, rules.NewRetryingMatched, 2, map[string]error{
		"variable":                  rules.ErrBusy,
		"variable, wrapped":         wrap(rules.ErrBusy),
		"variable, by Is":           likeBusy{},
		"variable, joined":          errors.Join(rules.ErrFatal, rules.ErrBusy),
		"variable, of another":      io.ErrUnexpectedEOF,
		"constant":                  syscall.ECONNRESET,
		"constant, wrapped":         &net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)},
		"pointer type":              &rules.LockError{Row: 7},
		"pointer type, wrapped":     wrap(&rules.LockError{Row: 7}),
		"value type":                rules.Code(7),
		"value type, among several": fmt.Errorf("%w and %w", rules.ErrFatal, rules.Code(7)),
		"interface":                 throttled{},
		"interface, wrapped":        wrap(throttled{}),
		"function":                  errRetry,
	})
	code := rules.Code(7)
	retries(t, rules.NewRetryingMatched, 1, map[string]error{
		"another variable":             io.EOF,
		"another constant":             syscall.EPIPE,
		"a pointer to a value type":    &code,
		"what the function says no to": errNever,
	})
}

func TestRule3_5_WhatNoPolicyNames(t *testing.T) {
	t.Run("Matched", func(t *testing.T) { retries(t, rules.NewRetryingMatched, 1, others) })
	t.Run("Positional", func(t *testing.T) { retries(t, rules.NewRetryingPositional, 1, others) })
	t.Run("Unnamed", func(t *testing.T) { retries(t, rules.NewRetryingUnnamed, 1, others) })
}

// A list that is given is exact: a timeout of the callee most often means that the work was perhaps done.
func TestRule3_5_TimeoutsOfTheCallee(t *testing.T) {
	t.Run("Matched", func(t *testing.T) { retries(t, rules.NewRetryingMatched, 1, timeouts) })
	t.Run("Positional", func(t *testing.T) { retries(t, rules.NewRetryingPositional, 1, timeouts) })
	t.Run("Unnamed", func(t *testing.T) { retries(t, rules.NewRetryingUnnamed, 2, timeouts) })
}

func TestRule3_5_PositionalErrors(t *testing.T) {
	retries(t, rules.NewRetryingPositional, 2, map[string]error{
		"the first": rules.ErrBusy, "of the same list": &rules.LockError{}, "of the next list": rules.Code(1),
	})
}

func TestRule3_5_EveryErrorUnderRetry(t *testing.T) {
	t.Run("others", func(t *testing.T) {
		errs := maps.Clone(others)
		delete(errs, "a cancellation") // somebody else's, while the caller waits
		retries(t, rules.NewRetryingEvery, 2, errs)
	})
	t.Run("a cancellation", func(t *testing.T) {
		retries(t, rules.NewRetryingEvery, 1, map[string]error{"bare": context.Canceled, "wrapped": wrap(context.Canceled)})
	})
	t.Run("timeouts", func(t *testing.T) { retries(t, rules.NewRetryingEvery, 2, timeouts) })
}

func TestRule3_5_AnAttemptThatTimedOutWhateverItsError(t *testing.T) {
	for name, late := range map[string]step{
		"the context's error":         heed,
		"an error of its own":         heedWith(rules.ErrFatal),
		"a cancellation":              heedWith(context.Canceled),
		"one that never looked":       after(100*ms, rules.ErrFatal),
		"one that never looked, late": after(105*ms, rules.ErrFatal),
	} {
		t.Run(name, func(t *testing.T) {
			each(t, withContext, rules.NewRetryingTimed, func(r *run) {
				r.invoke(r.Context(), late, fail(nil))
				r.returned(nil)
				if len(r.starts) != 2 {
					r.Errorf("%d attempts, want 2", len(r.starts))
				}
			})
		})
	}
}

func TestRule3_5_WhatIsNoTimedOutAttempt(t *testing.T) {
	each(t, withContext, rules.NewRetryingTimed, func(r *run) { // by the clock, a moment too early
		r.invoke(r.Context(), after(100*ms-1, rules.ErrFatal))
		r.returned(rules.ErrFatal)
		r.took(100*ms-1, 0)
	})
	each(t, withContext, rules.NewRetryingTimed, func(r *run) { // the caller was done before
		r.invoke(r.canceledAfter(50*ms), after(110*ms, rules.ErrFatal))
		r.returned(rules.ErrFatal)
		r.took(110*ms, 0)
	})
	each(t, withContext, rules.NewRetryingTimed, func(r *run) { // the caller's deadline is the same
		r.invoke(r.deadlineAfter(100*ms), heedWith(rules.ErrFatal))
		r.returned(rules.ErrFatal)
		r.took(100*ms, 0)
		for range 20 { // whether or not the caller's timer has gone off by the time the callee returns
			r.invoke(r.deadlineAfter(100*ms), after(100*ms, rules.ErrFatal))
			r.returned(rules.ErrFatal)
			r.took(100*ms, 0)
		}
	})
	each(t, withContext, rules.NewRetryingTied, func(r *run) { // the policy's is
		r.invoke(r.Context(), heedWith(rules.ErrFatal))
		r.stopped("Tied", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 100 * ms, Last: rules.ErrFatal, Cause: backoff.ErrDeadline})
		r.matchesNot(backoff.ErrAttemptTimeout)
	})
	each(t, withoutContext, rules.NewRetryingTimed, func(r *run) { // no context, so no timeout of an attempt
		r.invoke(r.Context(), after(110*ms, rules.ErrFatal))
		r.returned(rules.ErrFatal)
		r.took(110*ms, 0)
	})
}
