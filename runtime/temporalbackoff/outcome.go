package temporalbackoff

import (
	"context"
	"errors"
	"fmt"
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// isOutcome reports whether an error is what an activity ended with, and not about the way there.
func isOutcome(err error) bool {
	for _, is := range []func(error) bool{is[*temporal.ApplicationError], is[*temporal.TimeoutError], is[*temporal.CanceledError], is[*temporal.TerminatedError], is[*temporal.PanicError]} {
		if is(err) {
			return true
		}
	}
	return false
}

func is[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}

// outcome returns what the caller gets for the error that an activity ended with. Ask says how far it has come, where that error does
// not; nil where nobody can be asked.
func (m *Method) outcome(err error, elapsed time.Duration, ask func() (attempts int, last error)) error {
	timeout, isTimeout := errors.AsType[*temporal.TimeoutError](err)
	_, isCanceled := errors.AsType[*temporal.CanceledError](err)
	isDeadline := isTimeout && (timeout.TimeoutType() == enums.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE || timeout.TimeoutType() == enums.TIMEOUT_TYPE_SCHEDULE_TO_START)
	if !isDeadline && !isCanceled {
		return m.failed(err)
	}
	if w, ok := detail(err); ok && isCanceled {
		decoded := m.of.codec.decode(m.name, w, err)
		if stop, ok := decoded.(*backoff.Error); ok {
			stop.Cause = errors.Join(stop.Cause, err) // by which a workflow knows that it is cancelled
		}
		return decoded
	}
	stop := &backoff.Error{Method: m.name, Reason: backoff.ReasonDeadline, Elapsed: elapsed, Cause: backoff.ErrDeadline}
	if isCanceled {
		stop.Reason, stop.Cause = backoff.ReasonCanceled, errors.Join(context.Canceled, err)
	}
	if ask != nil {
		stop.Attempts, stop.Last = ask()
	}
	if stop.Last == nil && isTimeout {
		if cause := errors.Unwrap(timeout); cause != nil {
			stop.Last = m.failed(cause)
		}
	}
	return stop
}

// failed returns the error of an attempt, as far as it has been told.
func (m *Method) failed(err error) error {
	if w, ok := detail(err); ok {
		return m.of.codec.decode(m.name, w, err)
	}
	if timeout, ok := errors.AsType[*temporal.TimeoutError](err); ok && timeout.TimeoutType() != enums.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE {
		return fmt.Errorf("%w: %w", backoff.ErrAttemptTimeout, err) // its worker died, or said nothing in time
	}
	return err
}

// detail returns what the activity has said of its error.
func detail(err error) (*wireError, bool) {
	var w wireError
	if app, ok := errors.AsType[*temporal.ApplicationError](err); ok && app.HasDetails() && app.Details(&w) == nil && w.Text != "" {
		return &w, true
	}
	if canceled, ok := errors.AsType[*temporal.CanceledError](err); ok && canceled.HasDetails() && canceled.Details(&w) == nil && w.Text != "" {
		return &w, true
	}
	return nil, false
}
