// Package breaker nests decorators of one interface, a cache over a retry over a circuit breaker over a client:
//
//	prices := NewCached(NewRetryingPrices(NewGuarded(client, settings)))
//
// Each is an ordinary value around another one, so their order is that of the constructors, and nothing needs to know of
// anything else. What is found in the cache is not retried. Each attempt passes through the breaker: it counts failures
// as the service has them, and opens in the middle of a call if need be. What the breaker refuses is not retried, since
// the next attempt would be refused too: that is the annotations' part.
//
// The other way round, a breaker over the retry, would count calls, each of which is several failures of the service.
package breaker

import (
	"context"
	"errors"

	"github.com/sony/gobreaker/v2"
)

//go:generate go tool backoffgen

// ErrUnavailable says that the service is down or overloaded.
var ErrUnavailable = errors.New("prices: unavailable")

// Prices are those of a shop.
type Prices interface {
	// Price returns the price of an article in cents. Only the errors that are named are retried, and the breaker's are
	// not among them.
	//
	//backoff:policy attempt_timeout=200ms deadline=2s pause=100ms max_tries=5 errors=ErrUnavailable
	Price(ctx context.Context, article string) (int, error)

	// Reserve puts articles aside. Every error is retried but the breaker's.
	//
	//backoff:retry 5 pause=100ms giveup=refused
	Reserve(ctx context.Context, article string, n int) error
}

// refused reports whether the breaker did not let an attempt through.
func refused(err error) bool {
	return errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests)
}
