package closures

import (
	"context"
	"errors"
	"time"

	"github.com/avast/retry-go/v5"
)

// Avast retries with github.com/avast/retry-go.
type Avast struct{ Inner Store }

// Get reads a text.
func (s Avast) Get(ctx context.Context, id string) (string, error) {
	return retry.NewWithData[string](whileBusy(ctx)...).Do(func() (string, error) { return s.Inner.Get(ctx, id) })
}

// Put writes one.
func (s Avast) Put(ctx context.Context, id, text string) error {
	return retry.New(whileBusy(ctx)...).Do(func() error { return s.Inner.Put(ctx, id, text) })
}

func whileBusy(ctx context.Context) []retry.Option {
	return []retry.Option{
		retry.Context(ctx),
		retry.Attempts(4),
		retry.Delay(100 * time.Millisecond),
		retry.MaxDelay(time.Second),
		retry.DelayType(retry.BackOffDelay),
		retry.RetryIf(func(err error) bool { return errors.Is(err, ErrBusy) }),
		retry.LastErrorOnly(true),
	}
}
