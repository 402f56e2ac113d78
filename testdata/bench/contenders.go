package bench

import "context"

// A method is one of Store's.
type method = func(ctx context.Context, id string) (*User, error)

// A contender makes a Store around another one.
type contender struct {
	name string
	wrap func(inner Store) Store
}

// The contenders that the targets name.
const (
	direct    = "direct"
	byHand    = "hand"
	generated = "backoffgen"
)

func contenders() []contender {
	return []contender{
		{direct, func(inner Store) Store { return inner }},
		{byHand, func(inner Store) Store { return hand{inner} }},
		{generated, func(inner Store) Store { return NewRetryingStore(inner) }},
		{"cenkalti", func(inner Store) Store { return cenkalti{inner} }},
		{"avast", func(inner Store) Store { return avast{inner} }},
		{"avast-reused", newAvastReused},
		{"failsafe", newFailsafe},
		{"sethvargo", func(inner Store) Store { return sethvargo{inner} }},
	}
}

// A scenario is a row of the table: the method whose policy counts, and how the callee behaves.
type scenario struct {
	name   string
	call   func(s Store, ctx context.Context) (*User, error)
	callee func() callee
	fails  bool    // the callee fails first, so that a direct call means nothing
	allocs float64 // a call of the generated decorator
}

func scenarios() []scenario {
	plain := func(s Store, ctx context.Context) (*User, error) { return s.Plain(ctx, "7") }
	get := func(s Store, ctx context.Context) (*User, error) { return s.Get(ctx, "7") }
	fetch := func(s Store, ctx context.Context) (*User, error) { return s.Fetch(ctx, "7") }
	poll := func(s Store, ctx context.Context) (*User, error) { return s.Poll(ctx, "7") }
	return []scenario{
		{name: "plain", call: plain, callee: succeeds},
		{name: "success", call: get, callee: succeeds},
		{name: "limits", call: fetch, callee: succeeds, allocs: 1},
		{name: "limits-done", call: fetch, callee: selects, allocs: 7},
		{name: "limits-derived", call: fetch, callee: derives, allocs: 9},
		{name: "failures", call: get, callee: failsTwice, fails: true},
		{name: "failures-limits", call: fetch, callee: failsTwice, fails: true, allocs: 3},
		{name: "failures-pause", call: poll, callee: failsTwice, fails: true, allocs: 4},
	}
}
