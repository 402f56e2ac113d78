// Package engine runs calls: attempts one after the other in the caller's goroutine ([Call]), or in goroutines of their own
// ([Async]), so that several may run at once and one that outlasts its time can be left behind. What follows a failed
// attempt is decided in package decision, for both.
//
// It knows policies as plain data and a few questions ([Policy], [Rules]), which package backoff answers.
package engine

import (
	"context"
	"math"
	"time"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A Policy is what the engine has to know of a backoff.Policy.
type Policy struct {
	Limits  decision.Limits
	Timeout time.Duration // of an attempt; 0 is without limit
	Pause   time.Duration // between attempts, where it does not vary
	Cases   []decision.Case
	Varies  bool          // the pause may be another than Pause: Rules is asked
	Recalls bool          // the pause depends on the one before
	Hedge   time.Duration // after which another attempt begins beside one that runs; 0 is never
	Abandon bool          // an attempt that is out of time is left behind
	Guard   Guard         // each attempt passes through it; nil where there is none
	Budget  Budget        // takes the place of the decorator's; nil where there is none
	Rules   Rules

	// Sentinel is the first value that Rules lists to be retried: where an attempt returns it, the Judgement is known. It is a pointer, and
	// nil where the list does not begin with one.
	Sentinel error
}

// attemptLimits are the limits of a policy's attempts.
func (p *Policy) attemptLimits() attempt.Limits {
	return attempt.Limits{Timeout: unlessForever(p.Timeout), Deadline: unlessForever(p.Limits.Deadline)}
}

// unlessForever returns a limit, or 0 for one that no program reaches: added to the present it would be no instant any more.
func unlessForever(limit time.Duration) time.Duration {
	if limit > math.MaxInt64/2 {
		return 0
	}
	return limit
}

// async reports whether attempts run in goroutines of their own.
func (p *Policy) async() bool { return p.Hedge > 0 || p.Abandon }

// Rules answers the engine's questions about a policy. It is asked by many goroutines at once when calls are made so.
type Rules interface {
	// Judge judges the error of an attempt. CallerDone says that the caller's context has ended.
	Judge(err error, callerDone bool) Judgement

	// EndsLater returns what Judge does as EndsLater, and asks no matcher.
	EndsLater(err error) clock.Instant

	// Giveup reports whether err, which would be retried, ends the call.
	Giveup(err error) bool

	// Case returns the number of the case that an error is in, from 1, and what its list says of the error; 0 where that is none.
	// CallerDone says that the caller's context has ended.
	Case(err error, callerDone bool) (int, Judgement)

	// Delay returns the pause that the policy, or its case of that number, makes as the n-th, counted from 1, since a server has asked for one, and
	// the one that a server asks for now: 0 where it asks for none, and negative where it says that there is to be no other
	// attempt. Before is what it returned as its own the last time in this call, 0 at first. A nil err is that of an attempt
	// whose results were rejected.
	Delay(inCase, n int, before time.Duration, err error) (own, asked time.Duration)

	// Stopped makes an error of a call that was stopped.
	Stopped(Stop) error
}

// A Judgement is what the policy says of an attempt's error.
type Judgement struct {
	Retryable bool // it is one to retry
	Listed    bool // an entry matches it that says more than that it is an error, and that it may have been carried out
	Undone    bool // one of these knows that nothing was done, be it that time ran out somewhere
	Permanent bool // it is marked as one that is never retried, be it that its attempt has timed out

	// Err takes the error's place, since that is nothing but a mark around it; nil when the error stays what it is.
	Err error

	// EndsLater is when the call that returned the error would have ended, had it not seen at once that it could not go on:
	// the call is one of another decorator, further inside. It is 0 for any other error.
	EndsLater clock.Instant
}

// A Stop is a call that was stopped although its last error might have been retried.
type Stop struct {
	Method   string
	Reason   decision.Reason
	Attempts int
	Elapsed  time.Duration
	Last     error         // the last error that was not the stop's own doing; nil when there was none
	Cause    error         // why it was stopped
	Caller   error         // the Err of the caller's context
	Ends     clock.Instant // when it would have ended, had it waited; 0 where that is now
}

// FromPolicy returns a backoff.Policy, which it checks and copies, as the engine knows it. Package backoff sets it when it is
// initialised: that package imports this one, and what only generated code needs is not exported there.
var FromPolicy func(p any) (Policy, error)

// OrBackground returns ctx, or the background where a caller has passed nil.
func OrBackground(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx
}
