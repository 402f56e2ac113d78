package bench

import (
	"context"
	"time"

	"github.com/sethvargo/go-retry"
)

// sethvargo is github.com/sethvargo/go-retry: errors are marked in a closure, and a Backoff is made for each call since
// it counts. Its Constant wants a pause of more than 0, so without one the Backoff is a function.
type sethvargo struct {
	inner Store
	without
}

func (s sethvargo) Plain(ctx context.Context, id string) (*User, error) {
	return s.inner.Plain(ctx, id)
}

func (s sethvargo) Get(ctx context.Context, id string) (*User, error) {
	return retry.DoValue(ctx, retry.WithMaxRetries(maxTries-1, noPause), func(ctx context.Context) (*User, error) {
		user, err := s.inner.Get(ctx, id)
		if err != nil && retryable(err) {
			return user, retry.RetryableError(err)
		}
		return user, err
	})
}

var noPause = retry.BackoffFunc(func() (time.Duration, bool) { return 0, false })

func (s sethvargo) Fetch(ctx context.Context, id string) (*User, error) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	return retry.DoValue(ctx, retry.WithMaxRetries(maxTries-1, noPause), func(ctx context.Context) (*User, error) {
		return limitedAttempt(ctx, id, s.inner.Fetch)
	})
}

func limitedAttempt(ctx context.Context, id string, f method) (*User, error) {
	attempt, end := context.WithTimeout(ctx, attemptTimeout)
	defer end()
	user, err := f(attempt, id)
	if err != nil && (retryable(err) || attempt.Err() != nil) {
		return user, retry.RetryableError(err)
	}
	return user, err
}

func (s sethvargo) Poll(ctx context.Context, id string) (*User, error) {
	return s.paused(ctx, id, s.inner.Poll, shortPause)
}

func (s sethvargo) Wait(ctx context.Context, id string) (*User, error) {
	return s.paused(ctx, id, s.inner.Wait, longPause)
}

func (s sethvargo) paused(ctx context.Context, id string, f method, pause time.Duration) (*User, error) {
	b := retry.WithMaxRetries(maxTries-1, retry.NewConstant(pause))
	return retry.DoValue(ctx, b, func(ctx context.Context) (*User, error) {
		user, err := f(ctx, id)
		if err != nil && retryable(err) {
			return user, retry.RetryableError(err)
		}
		return user, err
	})
}

func (s sethvargo) WaitLimited(ctx context.Context, id string) (*User, error) {
	ctx, cancel := context.WithTimeout(ctx, longDeadline)
	defer cancel()
	b := retry.WithMaxRetries(maxTries-1, retry.NewConstant(longPause))
	return retry.DoValue(ctx, b, func(ctx context.Context) (*User, error) {
		return limitedAttempt(ctx, id, s.inner.WaitLimited)
	})
}
