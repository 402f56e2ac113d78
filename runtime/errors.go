package backoff

import (
	"fmt"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// ErrAttemptTimeout is the cause of an attempt's context that reached the policy's AttemptTimeout, and is matched by the
// error of such an attempt. It matches [context.DeadlineExceeded].
var ErrAttemptTimeout = attempt.ErrTimeout

// ErrDeadline is the cause of an attempt's context that reached the policy's Deadline, and the Cause of the [Error] that
// ends such a call. It matches [context.DeadlineExceeded].
var ErrDeadline = attempt.ErrDeadline

// ErrHedgeLost is the cause of the context of an attempt that was still running when another one of the same call ended
// it, most often with success; see [Policy].Hedge.
var ErrHedgeLost = attempt.ErrLost

// ErrBudget is the Cause of the [Error] of a call whose retry the budget refused.
var ErrBudget = engine.ErrBudget

// ErrRejected is what a fallback is given for a call whose last attempt had no error, but results that retry_result
// rejected.
var ErrRejected = engine.ErrRejected

// A Reason says why a call ended. It is one of the constants.
type Reason string

// The reasons. After the first five the caller gets what the last attempt returned; after Canceled, Deadline and Budget an
// [*Error], unless it was the first attempt that the caller's context ended: then what that returned.
const (
	ReasonSucceeded     Reason = Reason(decision.Succeeded)       // an attempt succeeded
	ReasonNotRetryable  Reason = Reason(decision.NotRetryable)    // the error is not one to retry
	ReasonMaxTries      Reason = Reason(decision.MaxTriesReached) // there were as many attempts as may be
	ReasonGaveUp        Reason = Reason(decision.GaveUp)          // giveup said so
	ReasonNotReplayable Reason = Reason(decision.NotReplayable)   // what an attempt consumed cannot be had again
	ReasonCanceled      Reason = Reason(decision.CallCanceled)    // the caller's context was canceled
	ReasonDeadline      Reason = Reason(decision.PastDeadline)    // the policy's deadline or the caller's passed, or would have within the pause
	ReasonBudget        Reason = Reason(decision.Budget)          // the budget refused a retry
)

// An Error is what a call that was stopped returns. A call whose retrying ended by itself (the error is not retryable,
// tries are used up, giveup said so) returns the last attempt's error instead, unwrapped.
//
// It unwraps to Last, Cause, and the Err of the caller's context when that is set.
type Error struct {
	Method   string        // the interface and the method, such as "Store.Fetch"; empty for [Do] and [Run]
	Reason   Reason        // why the call was stopped
	Attempts int           // how many attempts were made
	Elapsed  time.Duration // since the call began; since its first failure under a policy that measures nothing earlier
	Last     error         // the last error that was not the stop's own doing; nil when there was none
	Cause    error         // ErrDeadline, ErrBudget, or the cause of the caller's context

	caller error         // the caller's ctx.Err()
	ends   clock.Instant // when the call would have ended had it waited in vain; 0 where it did not end early
}

// Timeout reports whether a deadline stopped the call, the policy's or the caller's, or its last attempt timed out: so
// os.IsTimeout and whoever asks for a net.Error learn what errors.Is says of [context.DeadlineExceeded].
func (e *Error) Timeout() bool { return e.Reason == ReasonDeadline || engine.IsTimeout(e) }

// Temporary is Timeout: net.Error has both, and an error without it would not be one.
func (e *Error) Temporary() bool { return e.Timeout() }

// Error returns all there is to know in one line.
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
