package attempt

import (
	"context"
	"errors"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// The causes with which the context of an attempt ends. Package backoff shows them to its users.
var (
	ErrTimeout  error = &limitError{"backoff: attempt timeout exceeded"}
	ErrDeadline error = &limitError{"backoff: deadline exceeded"}
	ErrLost           = errors.New("backoff: another attempt has ended the call")
)

// A limitError looks to its readers as context.DeadlineExceeded does.
type limitError struct{ text string }

func (e *limitError) Error() string        { return e.text }
func (e *limitError) Is(target error) bool { return target == context.DeadlineExceeded }
func (e *limitError) Timeout() bool        { return true }
func (e *limitError) Temporary() bool      { return true }

// Limits are how long an attempt and its whole call may run; 0 is without limit.
type Limits struct {
	Timeout  time.Duration // of the attempt
	Deadline time.Duration // of the call
}

// Any reports whether there is a limit.
func (l Limits) Any() bool { return l.Timeout|l.Deadline > 0 }

// Longest returns how long an attempt may run at most. There must be a limit.
func (l Limits) Longest() time.Duration {
	longest, _ := l.End(0, 0)
	return time.Duration(longest)
}

// End returns when an attempt that begins now has to end, in a call that started at start, and whether that is the call's deadline,
// which it is where both limits come at the same instant, too. Without a limit it returns now.
func (l Limits) End(start, now clock.Instant) (end clock.Instant, ofCall bool) {
	end = now.Add(l.Timeout)
	if l.Deadline > 0 {
		if d := start.Add(l.Deadline); l.Timeout == 0 || d <= end {
			return d, true
		}
	}
	return end, false
}

// Cause returns the cause of an attempt's end at its limit: ErrDeadline where that is the call's, or else ErrTimeout.
func Cause(ofCall bool) error {
	if ofCall {
		return ErrDeadline
	}
	return ErrTimeout
}
