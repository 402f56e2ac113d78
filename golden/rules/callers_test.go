package rules_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// errNotExist is an error of a file system.
var errNotExist error = &fs.PathError{Op: "open", Path: "file", Err: fs.ErrNotExist}

// wrap makes an error that unwraps to err, and is another one.
func wrap(err error) error { return fmt.Errorf("inner: %w", err) }

// errCause is the cause of a caller's cancellation.
var errCause = errors.New("the caller has left")

// canceledAfter is a caller's context that is cancelled after d, with errCause.
func (r *run) canceledAfter(d time.Duration) context.Context {
	ctx, cancel := context.WithCancelCause(r.Context())
	r.Cleanup(func() { cancel(nil) })
	if d == 0 {
		cancel(errCause)
	} else {
		r.Cleanup(stopper(time.AfterFunc(d, func() { cancel(errCause) })))
	}
	return ctx
}

// deadlineAfter is a caller's context with a deadline.
func (r *run) deadlineAfter(d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(r.Context(), d)
	r.Cleanup(cancel)
	return ctx
}

func stopper(timer *time.Timer) func() { return func() { timer.Stop() } }
