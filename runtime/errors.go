package backoff

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// The errors that this package makes. They are compared with [errors.Is], and are never to be assigned to.
var (
	// ErrAttemptTimeout is the cause of the context of an attempt that reached the policy's AttemptTimeout, and the error of
	// such an attempt matches it. It matches [context.DeadlineExceeded] itself.
	ErrAttemptTimeout = attempt.ErrTimeout

	// ErrDeadline is the cause of the context of an attempt that reached the policy's Deadline, and the Cause of the [*Error]
	// that ends such a call. It matches [context.DeadlineExceeded] itself.
	ErrDeadline = attempt.ErrDeadline

	// ErrHedgeLost is the cause of the context of an attempt that still ran when another one ended their call, most often
	// with success; see [Policy].Hedge.
	ErrHedgeLost = attempt.ErrLost

	// ErrBudget is the Cause of the [*Error] of a call whose retry the budget refused; see [WithBudget].
	ErrBudget = engine.ErrBudget

	// ErrLimit is the error of an attempt that a limit has refused, since as many as it allows are running; see [NewLimit].
	ErrLimit = errors.New("backoff: too many attempts at the same time")

	// ErrRejected is what a fallback is given for a call whose last attempt had no error, but results that retry_result
	// rejected.
	ErrRejected = engine.ErrRejected
)

// A Reason says why a call ended. It is one of the constants, and its text is fit for a log or a metric.
type Reason string

// The reasons. After the first eight the caller gets what the last attempt returned. After ReasonBudget and ReasonBeforeRetry it gets
// an [*Error], and so it does after ReasonCanceled and ReasonDeadline, unless its own context ended during the first attempt, or during a later one
// that failed with an error which is not retried and tells of nothing but that end: then it gets what that attempt returned (see
// [Event].CallerDone).
const (
	// ReasonSucceeded: an attempt succeeded.
	ReasonSucceeded Reason = Reason(decision.Succeeded)
	// ReasonNotRetryable: the last attempt failed with an error that the policy does not retry.
	ReasonNotRetryable Reason = Reason(decision.NotRetryable)
	// ReasonMaxTries: there were as many attempts as the policy allows.
	ReasonMaxTries Reason = Reason(decision.MaxTriesReached)
	// ReasonGaveUp: the policy's Giveup returned true.
	ReasonGaveUp Reason = Reason(decision.GaveUp)
	// ReasonNotIdempotent: the attempt may have been carried out, and its method, annotated with idempotent=no, must not be
	// carried out twice.
	ReasonNotIdempotent Reason = Reason(decision.NotIdempotent)
	// ReasonNotReplayable: an argument that an attempt consumed, such as a reader, cannot be had again.
	ReasonNotReplayable Reason = Reason(decision.NotReplayable)
	// ReasonHint: the server said not to try again, or asked for a longer pause than the policy's MaxHint.
	ReasonHint Reason = Reason(decision.Hint)
	// ReasonRetryFor: the next attempt would have begun later than the policy's RetryFor allows.
	ReasonRetryFor Reason = Reason(decision.RetryFor)
	// ReasonCanceled: the caller's context was canceled.
	ReasonCanceled Reason = Reason(decision.CallCanceled)
	// ReasonDeadline: the policy's deadline or the caller's has passed, or would have before the end of the pause.
	ReasonDeadline Reason = Reason(decision.PastDeadline)
	// ReasonBudget: the budget refused a retry.
	ReasonBudget Reason = Reason(decision.Budget)
	// ReasonPanicked: an attempt, or a function or an observer of the policy's, panicked or called runtime.Goexit. Nothing is
	// retried then, and the panic passes through to the caller.
	ReasonPanicked Reason = Reason(decision.Panicked)
	// ReasonBeforeRetry: before_retry returned an error, which is the [Error]'s Cause.
	ReasonBeforeRetry Reason = Reason(decision.BeforeRetry)
)

// An Error is what a call returns that was stopped: by a deadline, by the end of its caller's context, by a budget, or by
// before_retry. A call whose retrying ended by itself (the error is not one to retry, tries are used up, giveup or the server said so) returns the last
// attempt's own error instead.
//
// It unwraps to Last, Cause, and the Err of the caller's context when that is set, so that [errors.Is] finds all three. It is
// found by errors.AsType[*backoff.Error](err), and not changed once a call has returned it.
type Error struct {
	Method   string        // the interface and the method, such as "Store.Fetch"; empty for [Do] and [Run]
	Reason   Reason        // why the call was stopped
	Attempts int           // how many attempts were made
	Elapsed  time.Duration // since the call began; since its first failure under a policy that measures nothing earlier
	Last     error         // the last error that was not the stop's own doing; nil when there was none
	Cause    error         // ErrDeadline, ErrBudget, the cause of the caller's context, or the error of before_retry

	caller error         // the caller's ctx.Err()
	ends   clock.Instant // when the call would have ended had it waited in vain; 0 where it did not end early
}

// Timeout reports whether a deadline stopped the call, the policy's or the caller's, or its last attempt timed out: so
// os.IsTimeout and whoever asks for a net.Error learn what errors.Is says of [context.DeadlineExceeded].
func (e *Error) Timeout() bool { return e.Reason == ReasonDeadline || engine.IsTimeout(e) }

// Temporary is Timeout: net.Error has both, and an error without it would not be one.
func (e *Error) Temporary() bool { return e.Timeout() }

// Error returns all there is to know in one line: the method, the number of attempts and how long they took, the cause, and
// the last error.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Method != "" {
		b.WriteString(e.Method + ": ")
	}
	plural := "s"
	if e.Attempts == 1 {
		plural = ""
	}
	fmt.Fprintf(&b, "stopped after %d attempt%s in %v: ", e.Attempts, plural, e.Elapsed)
	if e.Cause != nil {
		b.WriteString(e.Cause.Error())
	} else {
		b.WriteString(string(e.Reason))
	}
	if e.Last != nil {
		b.WriteString("; last error: " + e.Last.Error())
	}
	return b.String()
}

// Unwrap returns Last, Cause and the Err of the caller's context, those that there are.
func (e *Error) Unwrap() []error {
	var errs []error
	for _, err := range []error{e.Last, e.Cause, e.caller} {
		if err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}
