// Package attempt has the contexts of attempts: [Timed], which ends at an attempt's limits, and [Kept], which may live on
// with the attempt's result. It knows nothing of policies. Both are safe for concurrent use, like every context.
package attempt

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A Context is one that a running attempt has under limits: a [Timed] or a [Kept].
type Context interface {
	context.Context

	// TimedOut reports whether the attempt's own deadline was over at the instant now, and came before those of its call
	// and its caller. The clock says so, and not who looked at the context when: an attempt that ends may have outrun its
	// timer. Of a caller that has been cancelled by then only one who watched could tell whether that was before, so the
	// attempt counts as cancelled; nor could anybody else of one whose context has ended at a deadline that it does not tell of,
	// as that of a [Kept] does.
	TimedOut(now clock.Instant) bool

	// Ends returns when the attempt's time is up, by its own limit or its call's.
	Ends() clock.Instant

	// End cancels the context: its attempt is over.
	End()

	// Outside returns the context that it was made of.
	Outside() context.Context
}

// timedOut is [Context.TimedOut] for an attempt's own deadline, of which the call's is known to be later.
func timedOut(parent context.Context, deadline, now clock.Instant) bool {
	if now < deadline {
		return false
	}
	callers, ok := parent.Deadline()
	if ok && !deadline.Time().Before(callers) {
		return false
	}
	switch err := parent.Err(); {
	case err == nil:
		return true
	case errors.Is(err, context.Canceled):
		return false
	}
	return ok && time.Until(callers) <= 0 // else that was a deadline which it does not tell of
}

// passedBefore reports whether parent has ended at its deadline, and that was after d.
func passedBefore(parent context.Context, d time.Time) bool {
	if parent.Err() != context.DeadlineExceeded {
		return false
	}
	callers, ok := parent.Deadline()
	return ok && d.Before(callers) && time.Until(callers) <= 0 && !endedUntold(parent, d)
}

// endedUntold reports whether parent, which has ended, has come to that by d at a limit of an attempt around of which it does not tell, as
// that of a [Kept] does not.
func endedUntold(parent context.Context, d time.Time) bool {
	if cause := context.Cause(parent); cause != ErrTimeout && cause != ErrDeadline {
		return false
	}
	for c := find(parent); c != nil; c = find(c.Outside()) {
		if k, ok := c.(*Kept); ok && !k.Ends().Time().After(d) {
			return true
		}
	}
	return false
}

// canceled is a context that has ended as that of an attempt does when the attempt is over.
var canceled, cancelNothing = func() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx, cancel
}()

// lost is a context that has ended as that of an attempt does when another one has ended the call.
var lost = canceledContext(ErrLost)

// isStandIn reports whether a context stands for one that has ended before it was made.
func isStandIn(ctx context.Context) bool { return ctx == canceled || ctx == lost }

// contextName is how package context names a parent: by its String, or by its type, since its fields may be guarded.
func contextName(ctx context.Context) string {
	if s, ok := ctx.(fmt.Stringer); ok {
		return s.String()
	}
	return fmt.Sprintf("%T", ctx)
}
