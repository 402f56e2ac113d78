package backoff

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// ErrAttemptTimeout is the cause of an attempt's context that reached the policy's AttemptTimeout, and is matched by the
// error of such an attempt. It matches [context.DeadlineExceeded].
var ErrAttemptTimeout error = &limitError{"backoff: attempt timeout exceeded"}

// ErrDeadline is the cause of an attempt's context that reached the policy's Deadline, and the Cause of the [Error] that
// ends such a call. It matches [context.DeadlineExceeded].
var ErrDeadline error = &limitError{"backoff: deadline exceeded"}

// A limitError looks to its readers as context.DeadlineExceeded does.
type limitError struct{ text string }

func (e *limitError) Error() string        { return e.text }
func (e *limitError) Is(target error) bool { return target == context.DeadlineExceeded }
func (e *limitError) Timeout() bool        { return true }
func (e *limitError) Temporary() bool      { return true }

// A timedOutError is the error of an attempt that timed out: whatever came back from it, and the reason.
type timedOutError struct{ err error }

func (e *timedOutError) Error() string   { return ErrAttemptTimeout.Error() + ": " + e.err.Error() }
func (e *timedOutError) Unwrap() []error { return []error{ErrAttemptTimeout, e.err} }
func (e *timedOutError) Timeout() bool   { return true }
func (e *timedOutError) Temporary() bool { return true }

// isTimeout reports whether err tells of a deadline that passed, the caller's of a context or that of an I/O operation.
func isTimeout(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// A Reason says why a call was stopped although its last error might have been retried.
type Reason string

// The reasons.
const (
	Canceled Reason = "canceled" // the caller's context was canceled
	Deadline Reason = "deadline" // the policy's deadline or the caller's passed, or would have within the pause
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
	Cause    error         // ErrDeadline, or the cause of the caller's context

	caller error // the caller's ctx.Err()
}

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
