package bench

import (
	"context"
	"slices"
)

// A method is one of Store's.
type method = func(ctx context.Context, id string) (*User, error)

// A contender makes a Store around another one.
type contender struct {
	name string
	wrap func(inner Store) Store
}

// The contenders that the targets name.
const (
	direct     = "direct"
	byHand     = "hand"
	byHandBare = "hand-bare" // differs from hand in Get alone
	generated  = "backoffgen"
)

func contenders() []contender {
	return []contender{
		{direct, func(inner Store) Store { return inner }},
		{byHand, func(inner Store) Store { return &hand{inner} }},
		{byHandBare, func(inner Store) Store { return &bare{hand{inner}} }},
		{generated, func(inner Store) Store { return NewRetryingStore(inner) }},
		{"cenkalti", func(inner Store) Store { return cenkalti{inner: inner} }},
		{"avast", func(inner Store) Store { return avast{inner: inner} }},
		{"avast-reused", newAvastReused},
		{"failsafe", newFailsafe},
		{"sethvargo", func(inner Store) Store { return sethvargo{inner: inner} }},
	}
}

// A scenario is a row of the table: the method whose policy counts, and how the callee behaves.
type scenario struct {
	name   string
	call   func(s Store, ctx context.Context) (*User, error)
	callee func() callee
	allocs float64  // a call of the generated decorator
	less   []string // the contenders to which it means nothing
}

func plain(s Store, ctx context.Context) (*User, error)       { return s.Plain(ctx, "7") }
func get(s Store, ctx context.Context) (*User, error)         { return s.Get(ctx, "7") }
func fetch(s Store, ctx context.Context) (*User, error)       { return s.Fetch(ctx, "7") }
func poll(s Store, ctx context.Context) (*User, error)        { return s.Poll(ctx, "7") }
func wait(s Store, ctx context.Context) (*User, error)        { return s.Wait(ctx, "7") }
func hedged(s Store, ctx context.Context) (*User, error)      { return s.Hedged(ctx, "7") }
func abandoned(s Store, ctx context.Context) (*User, error)   { return s.Abandoned(ctx, "7") }
func waitLimited(s Store, ctx context.Context) (*User, error) { return s.WaitLimited(ctx, "7") }

func scenarios() []scenario {
	bare := []string{byHandBare}
	fails := []string{direct, byHandBare}
	peers := []string{"cenkalti", "avast", "avast-reused", "sethvargo"}
	withHedge := append([]string{byHandBare}, peers...) // have none
	withAbandon := append([]string{"failsafe"}, withHedge...)
	return []scenario{
		{"plain", plain, succeeds, 0, bare},
		{"success", get, succeeds, 0, nil},
		{"limits", fetch, succeeds, 1, bare},
		{"limits-done", fetch, selects, 7, bare},
		{"limits-derived", fetch, derives, 11, bare},
		{"failures", get, failsTwice, 2, []string{direct}},
		{"failures-limits", fetch, failsTwice, 3, fails},
		{"failures-pause", poll, failsTwice, 6, fails},
		{"hedge", hedged, succeeds, 7, withHedge},
		{"abandon", abandoned, succeeds, 7, withAbandon},
	}
}

// parked are the scenarios in which callers pause for a long time.
func parked() []scenario {
	less := []string{direct, byHandBare, "avast-reused"} // the last could not be woken
	return []scenario{
		{"pause", wait, fails, 0, less},
		{"pause-limits", waitLimited, fails, 0, less},
	}
}

// takesPart reports whether the scenario means something to the contender.
func (s scenario) takesPart(c contender) bool { return !slices.Contains(s.less, c.name) }
