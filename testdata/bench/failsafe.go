package bench

import (
	"context"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/budget"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
	"github.com/failsafe-go/failsafe-go/timeout"
)

// failsafes is github.com/failsafe-go/failsafe-go: policies composed once, and an execution for each call. Its timeouts
// are policies too, outside the retries and inside.
type failsafes struct {
	inner                                    Store
	get, fetch, poll, wait, waitLong, hedged failsafe.Executor[*User]
	withoutAbandon
}

func newFailsafe(inner Store) Store { return newFailsafes(inner, nil) }

// newFailsafes has retries without pauses ask a budget, if there is one.
func newFailsafes(inner Store, retries budget.Budget) Store {
	policy := func(pause time.Duration) failsafe.Policy[*User] {
		b := retrypolicy.NewBuilder[*User]().
			HandleIf(func(_ *User, err error) bool { return err != nil && (retryable(err) || err == timeout.ErrExceeded) }).
			WithMaxAttempts(maxTries).
			ReturnLastFailure()
		if pause > 0 {
			b = b.WithDelay(pause)
		} else if retries != nil {
			b = b.WithBudget(retries)
		}
		return b.Build()
	}
	limited := func(deadline, pause time.Duration) failsafe.Executor[*User] {
		return failsafe.With(timeout.New[*User](deadline), policy(pause), timeout.New[*User](attemptTimeout))
	}
	return &failsafes{
		inner:    inner,
		get:      failsafe.With(policy(0)),
		fetch:    limited(deadline, 0),
		poll:     failsafe.With(policy(shortPause)),
		wait:     failsafe.With(policy(longPause)),
		waitLong: limited(longDeadline, longPause),
		hedged:   newFailsafeHedge(),
	}
}

func (s *failsafes) Plain(ctx context.Context, id string) (*User, error) {
	return s.inner.Plain(ctx, id)
}

func (s *failsafes) Get(ctx context.Context, id string) (*User, error) {
	return s.get.WithContext(ctx).Get(func() (*User, error) { return s.inner.Get(ctx, id) })
}

func (s *failsafes) Fetch(ctx context.Context, id string) (*User, error) {
	return s.fetch.WithContext(ctx).GetWithExecution(func(exec failsafe.Execution[*User]) (*User, error) {
		return s.inner.Fetch(exec.Context(), id)
	})
}

func (s *failsafes) Poll(ctx context.Context, id string) (*User, error) {
	return s.poll.WithContext(ctx).Get(func() (*User, error) { return s.inner.Poll(ctx, id) })
}

func (s *failsafes) Wait(ctx context.Context, id string) (*User, error) {
	return s.wait.WithContext(ctx).Get(func() (*User, error) { return s.inner.Wait(ctx, id) })
}

func (s *failsafes) WaitLimited(ctx context.Context, id string) (*User, error) {
	return s.waitLong.WithContext(ctx).GetWithExecution(func(exec failsafe.Execution[*User]) (*User, error) {
		return s.inner.WaitLimited(exec.Context(), id)
	})
}
