package attempt

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A Plain is the context of an attempt without limits: its caller's, which knows the attempt. Each retry makes one, and what it costs is
// its size, so that it holds no more than what differs from call to call.
type Plain struct {
	context.Context
	Nth   *Nth
	Last  error         // of an attempt before it; nil for the first
	Began clock.Instant // the call, or its first failure where nothing measured before
}

// A Keyed is a [Plain] whose call has an idempotency key.
type Keyed struct {
	Plain
	Key *Key
}

// An Nth is what the attempts of a method have in common that have the same number.
type Nth struct {
	of     *Subject
	number int
}

// Nth returns what the attempts of that number have in common.
func (s *Subject) Nth(number int) *Nth { return &Nth{s, number} }

// Numbered are the first attempts of a method. Few calls make more, so that these are made once for all calls.
type Numbered struct {
	of   Subject
	nths [8]Nth
}

// Number returns the method's first attempts.
func (s Subject) Number() *Numbered {
	n := &Numbered{of: s}
	for i := range n.nths {
		n.nths[i] = Nth{&n.of, i + 1}
	}
	return n
}

// Has reports whether the attempt of that number is one of them. A nil Numbered has none.
func (n *Numbered) Has(number int) bool { return n != nil && number <= len(n.nths) }

// Nth returns what the attempts of that number have in common, which it must have.
func (n *Numbered) Nth(number int) *Nth { return &n.nths[number-1] }

// NewPlain returns the context of an attempt of a number that no Numbered has. What is known of it is a part of it: a retry makes one
// allocation.
func NewPlain(ctx context.Context, of *Subject, number int, last error, began clock.Instant) *Plain {
	c := &struct {
		Plain
		own Nth
	}{Plain{ctx, nil, last, began}, Nth{of, number}}
	c.Nth = &c.own
	return &c.Plain
}

func (c *Plain) facts() Facts {
	return Facts{Method: c.Nth.of.Method, Number: c.Nth.number, Last: c.Last, Began: c.Began}
}

func (c *Plain) ownKey() *Key { return nil }

// Outside is that of [Context].
func (c *Plain) Outside() context.Context { return c.Context }

// Value returns the caller's values, and answers for the attempt.
func (c *Plain) Value(key any) any {
	if v := answer(c, key); v != nil {
		return v
	}
	return c.Context.Value(key)
}

func (c *Keyed) ownKey() *Key { return c.Key }

// Value is that of [Plain], with the key.
func (c *Keyed) Value(key any) any {
	if v := answer(c, key); v != nil {
		return v
	}
	return c.Context.Value(key)
}

// String names the context as package context does.
func (c *Plain) String() string { return contextName(c.Context) + ".backoffAttempt" }
