package bench

import "context"

// A callee is the innermost Store: one function as all of its methods.
type callee func(ctx context.Context) (*User, error)

func (f callee) Plain(ctx context.Context, _ string) (*User, error)       { return f(ctx) }
func (f callee) Get(ctx context.Context, _ string) (*User, error)         { return f(ctx) }
func (f callee) Fetch(ctx context.Context, _ string) (*User, error)       { return f(ctx) }
func (f callee) Poll(ctx context.Context, _ string) (*User, error)        { return f(ctx) }
func (f callee) Wait(ctx context.Context, _ string) (*User, error)        { return f(ctx) }
func (f callee) WaitLimited(ctx context.Context, _ string) (*User, error) { return f(ctx) }
func (f callee) Hedged(ctx context.Context, _ string) (*User, error)      { return f(ctx) }
func (f callee) Abandoned(ctx context.Context, _ string) (*User, error)   { return f(ctx) }

var someone = &User{ID: "7"}

// succeeds ignores its context.
func succeeds() callee {
	return func(context.Context) (*User, error) { return someone, nil }
}

// selects looks whether its context is done, as a callee does that waits for something.
func selects() callee {
	ready := make(chan struct{})
	close(ready)
	return func(ctx context.Context) (*User, error) {
		done := ctx.Done() // asked for first: a select with two ready cases would be a coin
		select {
		case <-done:
			return nil, context.Cause(ctx)
		case <-ready:
			return someone, nil
		}
	}
}

// derives makes a context of its own from the one that it gets.
func derives() callee {
	return func(ctx context.Context) (*User, error) {
		_, cancel := context.WithCancel(ctx)
		cancel()
		return someone, nil
	}
}

// failsTwice fails with ErrBusy at the first and second of every three calls. It is for one goroutine.
func failsTwice() callee {
	calls := 0
	return func(context.Context) (*User, error) {
		if calls++; calls%3 != 0 {
			return nil, ErrBusy
		}
		return someone, nil
	}
}

// fails fails always.
func fails() callee {
	return func(context.Context) (*User, error) { return nil, ErrBusy }
}
