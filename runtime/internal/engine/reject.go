package engine

import (
	"context"
	"errors"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// ErrRejected stands for the error of an attempt that had none, but whose results were rejected: a fallback is given it.
var ErrRejected = errors.New("backoff: the results were rejected")

// errLetGo is what Reject sets for results that are to be let go of, so that Retry knows that everything is decided.
var errLetGo = errors.New("backoff: rejected results are let go of")

// A rejection is what Reject has decided about results. Retry carries it out: the generated method closes the results in
// between, while the context that they came with is still alive.
type rejection struct {
	over  bool          // the caller gets them all the same
	again bool          // another attempt follows
	next  clock.Instant // and when
}

// Reject ends an attempt that had no error, but whose results are rejected. It reports whether they are to be let go of,
// before err, which it sets then, is given to Retry: the attempt's limits hold until that. When it reports false, the call
// is over, and its caller gets them all the same.
func (c *Call) Reject(ctx context.Context, err *error) bool {
	ctx = OrBackground(ctx)
	c.tries++
	pause, again := c.fail(ctx, nil)
	r := rejection{again: again, over: !again && c.err == nil}
	if again {
		r.next = clock.Now().Add(pause)
	}
	c.rare().rejected = r
	if r.over {
		c.letGo()
		return false
	}
	*err = errLetGo
	c.state.more.rare.letGo, c.state.more.rare.letting = c.tries, true
	return true
}

// afterRejection is Retry after Reject: rejected results have been let go of.
func (c *Call) afterRejection(ctx context.Context) bool {
	r := c.state.more.rare.rejected
	c.endAttempt()
	if !r.again {
		return false
	}
	pause := max(0, r.next.Since(clock.Now()))
	if c.leaves(pause, nil) {
		return false
	}
	c.keepTimer(clock.Sleep(ctx, pause, c.timer()))
	return c.resume(ctx, nil)
}

// Expired reports whether the result of an attempt without an error is of no use, since it lives on with a context that
// has ended at the attempt's limits before the attempt returned. It is to be let go of then, and err is set.
func (c *Call) Expired(err *error) bool {
	kept, ok := c.attempt().(*attempt.Kept)
	if !ok {
		return false
	}
	if *err = kept.Expired(); *err == nil {
		return false
	}
	c.rare().letGo, c.rare().letting = c.tries+1, true // Retry counts it
	return true
}
