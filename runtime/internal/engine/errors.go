package engine

import (
	"context"
	"errors"
	"os"
	"reflect"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A TimedOut is the error of an attempt that timed out: whatever came back from it, and the reason.
type TimedOut struct {
	Err  error
	Ends clock.Instant // when the attempt counts as having ended; 0 where it has
}

func (e *TimedOut) Error() string   { return attempt.ErrTimeout.Error() + ": " + e.Err.Error() }
func (e *TimedOut) Unwrap() []error { return []error{attempt.ErrTimeout, e.Err} }
func (e *TimedOut) Timeout() bool   { return true }
func (e *TimedOut) Temporary() bool { return true }

// IsTimeout reports whether err tells of a deadline that passed, that of a context or that of an I/O operation.
func IsTimeout(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// isEcho reports whether err tells of nothing else than that a context has ended: with that cause, by being cancelled where
// canceled is true, else by a deadline. All branches of its tree have to: an error that also tells of another reason is more
// than an echo.
func isEcho(err, cause error, canceled bool) bool {
	if cause != nil && isItself(err, cause) {
		return true
	}
	switch x := err.(type) {
	case interface{ Unwrap() []error }:
		echoes := false
		for _, err := range x.Unwrap() {
			if err == nil {
				continue
			}
			if !isEcho(err, cause, canceled) {
				return false
			}
			echoes = true
		}
		if echoes {
			return true
		}
	case interface{ Unwrap() error }:
		if inner := x.Unwrap(); inner != nil {
			return isEcho(inner, cause, canceled)
		}
	}
	if canceled {
		return errors.Is(err, context.Canceled)
	}
	return IsTimeout(err)
}

// isItself reports whether two errors are the same value, of types that cannot be compared too: they are not.
func isItself(a, b error) bool {
	return reflect.TypeOf(a) == reflect.TypeOf(b) && reflect.ValueOf(a).Comparable() && a == b
}
