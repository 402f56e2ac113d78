package breaker

import (
	"context"
	"errors"

	"github.com/sony/gobreaker/v2"
)

// Guarded is Prices behind a circuit breaker, which both methods share: it is the service that is down, not a method.
type Guarded struct {
	inner   Prices
	breaker *gobreaker.CircuitBreaker[int]
}

var _ Prices = (*Guarded)(nil)

// NewGuarded returns Prices that ask inner while a breaker with those settings is closed. An attempt that times out
// is a failure of the service; one that its caller has cancelled says nothing of it, and is not counted.
func NewGuarded(inner Prices, settings gobreaker.Settings) *Guarded {
	settings.IsExcluded = func(err error) bool { return errors.Is(err, context.Canceled) }
	return &Guarded{inner, gobreaker.NewCircuitBreaker[int](settings)}
}

// State returns the breaker's.
func (g *Guarded) State() gobreaker.State { return g.breaker.State() }

// Counts returns what the breaker has counted in its present state.
func (g *Guarded) Counts() gobreaker.Counts { return g.breaker.Counts() }

func (g *Guarded) Price(ctx context.Context, article string) (int, error) {
	return g.breaker.Execute(func() (int, error) { return g.inner.Price(ctx, article) })
}

func (g *Guarded) Reserve(ctx context.Context, article string, n int) error {
	_, err := g.breaker.Execute(func() (int, error) { return 0, g.inner.Reserve(ctx, article, n) })
	return err
}
