package bench

import (
	"context"
	"time"

	"github.com/avast/retry-go/v5"
)

// avast is github.com/avast/retry-go: a retrier for each call, since the caller's context is one of its options.
type avast struct {
	inner Store
	without
}

func (s avast) Plain(ctx context.Context, id string) (*User, error) { return s.inner.Plain(ctx, id) }

func (s avast) Get(ctx context.Context, id string) (*User, error) {
	return s.paused(ctx, id, s.inner.Get, 0)
}

func (s avast) Fetch(ctx context.Context, id string) (*User, error) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	return s.paused(ctx, id, func(ctx context.Context, id string) (*User, error) {
		attempt, end := context.WithTimeout(ctx, attemptTimeout)
		defer end()
		return s.inner.Fetch(attempt, id)
	}, 0)
}

func (s avast) Poll(ctx context.Context, id string) (*User, error) {
	return s.paused(ctx, id, s.inner.Poll, shortPause)
}

func (s avast) Wait(ctx context.Context, id string) (*User, error) {
	return s.paused(ctx, id, s.inner.Wait, longPause)
}

func (s avast) WaitLimited(ctx context.Context, id string) (*User, error) {
	ctx, cancel := context.WithTimeout(ctx, longDeadline)
	defer cancel()
	return s.paused(ctx, id, func(ctx context.Context, id string) (*User, error) {
		attempt, end := context.WithTimeout(ctx, attemptTimeout)
		defer end()
		return s.inner.WaitLimited(attempt, id)
	}, longPause)
}

func (s avast) paused(ctx context.Context, id string, f method, pause time.Duration) (*User, error) {
	return retry.NewWithData[*User](
		retry.Context(ctx),
		retry.Attempts(maxTries),
		retry.Delay(pause),
		retry.DelayType(retry.FixedDelay),
		retry.RetryIf(retryable),
		retry.LastErrorOnly(true),
	).Do(func() (*User, error) { return f(ctx, id) })
}

// avastReused is the same with the "reusable retrier for high-frequency retry operations" of its documentation, which
// cannot know the caller's context: a caller that gives up waits all pauses out.
type avastReused struct {
	avast
	noPause, short *retry.RetrierWithData[*User]
}

func newAvastReused(inner Store) Store {
	retrier := func(pause time.Duration) *retry.RetrierWithData[*User] {
		return retry.NewWithData[*User](
			retry.Attempts(maxTries),
			retry.Delay(pause),
			retry.DelayType(retry.FixedDelay),
			retry.RetryIf(retryable),
			retry.LastErrorOnly(true),
		)
	}
	return avastReused{avast{inner: inner}, retrier(0), retrier(shortPause)}
}

func (s avastReused) Get(ctx context.Context, id string) (*User, error) {
	return s.noPause.Do(func() (*User, error) { return s.inner.Get(ctx, id) })
}

func (s avastReused) Fetch(ctx context.Context, id string) (*User, error) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	return s.noPause.Do(func() (*User, error) {
		attempt, end := context.WithTimeout(ctx, attemptTimeout)
		defer end()
		return s.inner.Fetch(attempt, id)
	})
}

func (s avastReused) Poll(ctx context.Context, id string) (*User, error) {
	return s.short.Do(func() (*User, error) { return s.inner.Poll(ctx, id) })
}
