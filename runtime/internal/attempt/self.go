package attempt

import (
	"context"
	"sync/atomic"
	"time"

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

// A Subject is what attempts are made of: a method under a policy.
type Subject struct {
	Method  string
	longest time.Duration // of a first attempt; 0 without limits
	ofCall  bool          // that is the call's deadline, and not the attempt's
}

// SubjectOf returns the method of that name under limits.
func SubjectOf(method string, l Limits) Subject {
	longest, ofCall := l.End(0, 0)
	return Subject{Method: method, longest: time.Duration(longest), ofCall: ofCall}
}

// An About is what is known of an attempt. That of a call's first attempt can be the same for all calls of a method: see [Subject.First].
type About struct {
	Of     *Subject
	Number int
	Last   error
	Began  clock.Instant // 0 for a first attempt that began as long before its limits as an attempt may take: with its call
	Key    *Key          // of the attempt's call; nil when it has none
}

// First returns what is known of each first attempt under limits.
func (s Subject) First() *About {
	first := new(struct {
		About
		of Subject
	})
	first.of, first.About = s, About{Of: &first.of, Number: 1}
	return &first.About
}

// facts are those of an attempt whose limits end then, but for Nested.
func (a *About) facts(ends clock.Instant) Facts {
	f := Facts{Method: a.Of.Method, Number: a.Number, Last: a.Last, Began: a.Began}
	if f.Began == 0 {
		f.Began = ends.Add(-a.Of.longest)
	}
	return f
}

// A knowing is a context that knows the attempt that it was made for.
type knowing interface {
	facts() Facts             // without Nested
	ownKey() *Key             // of the attempt's call; nil when it has none
	Outside() context.Context // the context that it was made of
}

// answer returns what a context that knows about an attempt has to say to a question; nil when that is nothing, or key is
// another one.
func answer(c knowing, key any) any {
	switch q, _ := key.(question); q {
	case askAttempt:
		return c
	case askKey:
		if own := c.ownKey(); own != nil {
			return own
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

// From returns what is known of the attempt that runs under ctx, the nearest one.
func From(ctx context.Context) (Facts, bool) {
	c := find(ctx)
	if c == nil {
		return Facts{}, false
	}
	f := c.facts()
	f.Nested = IsRetry(c.Outside())
	return f, true
}

// IsRetry reports whether an attempt that ctx runs under, the nearest or one further out, is a retry.
func IsRetry(ctx context.Context) bool {
	for c := find(ctx); c != nil; c = find(c.Outside()) {
		if c.facts().Number > 1 {
			return true
		}
	}
	return false
}

// A bounded is a context whose calls may make no more tries than this.
type bounded struct {
	context.Context
	tries int
}

// anyBounded says that there has been a bounded context in this program: before, no context need be asked, which goes through all that
// it is made of.
var anyBounded atomic.Bool

// WithMaxTries returns a context under which calls make at most n tries, and no more than ctx allows.
func WithMaxTries(ctx context.Context, n int) context.Context {
	n = max(n, 1)
	if outer := MaxTries(ctx); outer > 0 {
		n = min(n, outer)
	}
	anyBounded.Store(true)
	return &bounded{ctx, n}
}

// MaxTries returns how many tries a call under ctx may make; 0 is any number.
func MaxTries(ctx context.Context) int {
	if !anyBounded.Load() {
		return 0
	}
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
