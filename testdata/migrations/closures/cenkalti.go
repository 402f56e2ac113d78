package closures

import (
	"context"
	"errors"
	"time"

	"github.com/cenkalti/backoff/v7"
)

// Cenkalti retries with github.com/cenkalti/backoff.
type Cenkalti struct{ Inner Store }

// Get reads a text.
func (s Cenkalti) Get(ctx context.Context, id string) (string, error) {
	return backoff.Retry(ctx, func() (string, error) {
		text, err := s.Inner.Get(ctx, id)
		return text, permanentUnlessBusy(err)
	}, growing(), backoff.WithMaxTries(4))
}

// Put writes one.
func (s Cenkalti) Put(ctx context.Context, id, text string) error {
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		return struct{}{}, permanentUnlessBusy(s.Inner.Put(ctx, id, text))
	}, growing(), backoff.WithMaxTries(4))
	return err
}

// growing has a state, and so there is one for each call.
func growing() backoff.RetryOption {
	return backoff.WithBackOff(&backoff.ExponentialBackOff{InitialInterval: 100 * time.Millisecond, Multiplier: 2, MaxInterval: time.Second})
}

func permanentUnlessBusy(err error) error {
	if err != nil && !errors.Is(err, ErrBusy) {
		return backoff.Permanent(err)
	}
	return err
}
