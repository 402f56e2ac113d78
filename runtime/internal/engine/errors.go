package engine

import (
	"context"
	"errors"
	"os"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
)

// A timedOutError is the error of an attempt that timed out: whatever came back from it, and the reason.
type timedOutError struct{ err error }

func (e *timedOutError) Error() string   { return attempt.ErrTimeout.Error() + ": " + e.err.Error() }
func (e *timedOutError) Unwrap() []error { return []error{attempt.ErrTimeout, e.err} }
func (e *timedOutError) Timeout() bool   { return true }
func (e *timedOutError) Temporary() bool { return true }

// TimedOut returns the error of an attempt that timed out and returned err.
func TimedOut(err error) error { return &timedOutError{err} }

// IsTimeout reports whether err tells of a deadline that passed, that of a context or that of an I/O operation.
func IsTimeout(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// isEcho reports whether err tells of nothing else than that a context has ended: by being cancelled where canceled is true,
// else by a deadline. All branches of its tree have to: an error that also tells of another reason is more than an echo.
func isEcho(err error, canceled bool) bool {
	switch x := err.(type) {
	case interface{ Unwrap() []error }:
		echoes := false
		for _, err := range x.Unwrap() {
			if err == nil {
				continue
			}
			if !isEcho(err, canceled) {
				return false
			}
			echoes = true
		}
		if echoes {
			return true
		}
	case interface{ Unwrap() error }:
		if inner := x.Unwrap(); inner != nil {
			return isEcho(inner, canceled)
		}
	}
	if canceled {
		return errors.Is(err, context.Canceled)
	}
	return IsTimeout(err)
}
