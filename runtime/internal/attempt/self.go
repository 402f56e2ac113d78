package attempt

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A question is the type of the keys under which contexts answer for attempts. No other package can make one.
type question uint8

// The questions.
const (
	askAttempt question = iota + 1 // which attempt is this the context of? The answer is a knowing
	askKey                         // what is the idempotency key? The answer is a *Key
	askTries                       // how many tries may a call make? The answer is a *bounded
)

// Facts are what is known of an attempt.
type Facts struct {
	Method string
	Number int           // from 1
	Last   error         // of an attempt before it; nil for the first
	Began  clock.Instant // the call, or its first failure where nothing measured before
	Nested bool          // an attempt further out is a retry
}

// An About says what is known of an attempt. Its context has one rather than the facts, since most are never asked for.
type About interface {
	Facts(ends clock.Instant) Facts // ends is that of the attempt's limits; Nested is left out
	Key() *Key                      // of the attempt's call; nil when it has none
}

// A knowing is a context that knows the attempt that it was made for.
type knowing interface {
	facts() Facts             // without Nested
	outside() context.Context // the context that it was made of
}

// answer returns what a context that knows about an attempt has to say to a question; nil when that is nothing, or key is
// another one.
func answer(c knowing, about About, key any) any {
	q, asked := key.(question)
	if !asked || about == nil {
		return nil
	}
	switch q {
	case askAttempt:
		return c
	case askKey:
		if k := about.Key(); k != nil {
			return k
		}
	}
	return nil
}

// find returns the nearest attempt around what runs under ctx; nil when there is none.
func find(ctx context.Context) knowing {
	if ctx == nil {
		return nil
	}
	c, _ := ctx.Value(askAttempt).(knowing)
	return c
}

// Outside returns the context that an attempt's was made of.
func Outside(c Context) context.Context {
	if c, ok := c.(knowing); ok {
		return c.outside()
	}
	return c
}

// From returns what is known of the attempt that runs under ctx, the nearest one.
func From(ctx context.Context) (Facts, bool) {
	c := find(ctx)
	if c == nil {
		return Facts{}, false
	}
	f := c.facts()
	f.Nested = IsRetry(c.outside())
	return f, true
}

// IsRetry reports whether an attempt that ctx runs under, the nearest or one further out, is a retry.
func IsRetry(ctx context.Context) bool {
	for c := find(ctx); c != nil; c = find(c.outside()) {
		if c.facts().Number > 1 {
			return true
		}
	}
	return false
}

// A Plain is the context of an attempt without limits: its caller's, which knows the attempt. What is known, an A, is a part of it:
// each retry makes one, and should pay for no more.
type Plain[A any, P interface {
	*A
	About
}] struct {
	context.Context
	Self A
}

func (c *Plain[A, P]) facts() Facts             { return P(&c.Self).Facts(0) }
func (c *Plain[A, P]) outside() context.Context { return c.Context }

// Value returns the caller's values, and answers for the attempt.
func (c *Plain[A, P]) Value(key any) any {
	if v := answer(c, P(&c.Self), key); v != nil {
		return v
	}
	return c.Context.Value(key)
}

// String names the context as package context does.
func (c *Plain[A, P]) String() string { return contextName(c.Context) + ".backoffAttempt" }

// A bounded is a context whose calls may make no more tries than this.
type bounded struct {
	context.Context
	tries int
}

// WithMaxTries returns a context under which calls make at most n tries, and no more than ctx allows.
func WithMaxTries(ctx context.Context, n int) context.Context {
	n = max(n, 1)
	if outer := MaxTries(ctx); outer > 0 {
		n = min(n, outer)
	}
	return &bounded{ctx, n}
}

// MaxTries returns how many tries a call under ctx may make; 0 is any number.
func MaxTries(ctx context.Context) int {
	if b, ok := ctx.Value(askTries).(*bounded); ok {
		return b.tries
	}
	return 0
}

func (c *bounded) Value(key any) any {
	if key == any(askTries) {
		return c
	}
	return c.Context.Value(key)
}

// String names the context as package context does.
func (c *bounded) String() string { return contextName(c.Context) + ".backoffMaxTries" }
