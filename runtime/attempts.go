package backoff

import (
	"context"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// An Attempt is what a callee can know of the attempt that it is called in; see [AttemptFrom].
type Attempt struct {
	Method string    // the interface and the method, such as "Store.Fetch"; empty for [Do] and [Run]
	Number int       // of the attempt in its call, from 1
	Last   error     // the last error of an attempt before it; nil where there is none
	Began  time.Time // the call, or its first failure under a policy that measures nothing earlier; zero where nothing is measured yet
	Nested bool      // an attempt further out, in which the call was made, is a retry
}

// AttemptFrom returns the attempt that runs under ctx, the nearest one when attempts are nested, and reports whether there is
// one: a callee can send its number along, or log it.
//
// The first attempt of a method without limits runs under its caller's own context. In it AttemptFrom tells of the call around,
// or of none: look at Method. A nil context has no attempt. What type an attempt's context has is nobody's business: it changes
// from attempt to attempt.
func AttemptFrom(ctx context.Context) (Attempt, bool) {
	f, ok := attempt.From(ctx)
	if !ok {
		return Attempt{}, false
	}
	a := Attempt{Method: f.Method, Number: f.Number, Last: f.Last, Nested: f.Nested}
	if f.Began != 0 {
		a.Began = f.Began.Time()
	}
	return a, true
}

// WithMaxTries returns a context under which each call makes at most n tries, fewer where its policy or ctx allows fewer. An n
// under 1 is 1. It is for a caller that has less patience than the policy: a batch that would rather go on, a request that is a
// retry of somebody else's. A call looks at it after a failure, and before a hedge. A nil ctx counts as the background.
func WithMaxTries(ctx context.Context, n int) context.Context {
	return attempt.WithMaxTries(engine.OrBackground(ctx), n)
}

// WithNestedOnce is the option for decorators that are called in the attempts of other decorators, where tries would multiply: a
// call that is made inside another call's retry, a second attempt or a later one, makes one attempt. In the first attempt of the call
// around, it is retried as its policy says. Google's SRE book has the reason: of three layers with three tries each, the last is
// asked 27 times.
func WithNestedOnce() Option {
	return func(o *engine.Options) { o.NestedOnce = true }
}
