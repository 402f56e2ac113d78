package closures

import (
	"context"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
)

// Failsafe retries with github.com/failsafe-go/failsafe-go.
type Failsafe struct {
	Inner Store
	get   failsafe.Executor[string]
	put   failsafe.Executor[any]
}

// NewFailsafe makes the policies, one for each type of result.
func NewFailsafe(inner Store) Failsafe {
	return Failsafe{inner, failsafe.With(whileBusyOf[string]()), failsafe.With(whileBusyOf[any]())}
}

// Get reads a text.
func (s Failsafe) Get(ctx context.Context, id string) (string, error) {
	return s.get.WithContext(ctx).Get(func() (string, error) { return s.Inner.Get(ctx, id) })
}

// Put writes one.
func (s Failsafe) Put(ctx context.Context, id, text string) error {
	return s.put.WithContext(ctx).Run(func() error { return s.Inner.Put(ctx, id, text) })
}

func whileBusyOf[R any]() retrypolicy.RetryPolicy[R] {
	return retrypolicy.NewBuilder[R]().
		HandleErrors(ErrBusy).
		WithBackoff(100*time.Millisecond, time.Second).
		WithMaxAttempts(4).
		ReturnLastFailure().
		Build()
}
