package bench

import (
	"context"
	"time"

	"github.com/cenkalti/backoff/v7"
)

// cenkalti is github.com/cenkalti/backoff: an operation as a closure, a BackOff for each call since it has state, and
// options. A deadline is one of the context.
type cenkalti struct {
	inner Store
	without
}

func (s cenkalti) Plain(ctx context.Context, id string) (*User, error) { return s.inner.Plain(ctx, id) }

func (s cenkalti) Get(ctx context.Context, id string) (*User, error) {
	return backoff.Retry(ctx, func() (*User, error) {
		user, err := s.inner.Get(ctx, id)
		if err != nil && !retryable(err) {
			return user, backoff.Permanent(err)
		}
		return user, err
	}, backoff.WithBackOff(&backoff.ZeroBackOff{}), backoff.WithMaxTries(maxTries))
}

func (s cenkalti) Fetch(ctx context.Context, id string) (*User, error) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	return backoff.Retry(ctx, func() (*User, error) {
		attempt, end := context.WithTimeout(ctx, attemptTimeout)
		defer end()
		user, err := s.inner.Fetch(attempt, id)
		if err != nil && !retryable(err) && attempt.Err() == nil {
			return user, backoff.Permanent(err)
		}
		return user, err
	}, backoff.WithBackOff(&backoff.ZeroBackOff{}), backoff.WithMaxTries(maxTries))
}

func (s cenkalti) Poll(ctx context.Context, id string) (*User, error) {
	return s.paused(ctx, id, s.inner.Poll, shortPause)
}

func (s cenkalti) Wait(ctx context.Context, id string) (*User, error) {
	return s.paused(ctx, id, s.inner.Wait, longPause)
}

func (s cenkalti) paused(ctx context.Context, id string, f method, pause time.Duration) (*User, error) {
	return backoff.Retry(ctx, func() (*User, error) {
		user, err := f(ctx, id)
		if err != nil && !retryable(err) {
			return user, backoff.Permanent(err)
		}
		return user, err
	}, backoff.WithBackOff(backoff.NewConstantBackOff(pause)), backoff.WithMaxTries(maxTries), backoff.WithMaxElapsedTime(0))
}

func (s cenkalti) WaitLimited(ctx context.Context, id string) (*User, error) {
	ctx, cancel := context.WithTimeout(ctx, longDeadline)
	defer cancel()
	return s.paused(ctx, id, func(ctx context.Context, id string) (*User, error) {
		attempt, end := context.WithTimeout(ctx, attemptTimeout)
		defer end()
		return s.inner.WaitLimited(attempt, id)
	}, longPause)
}
