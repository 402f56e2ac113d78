package keypages

import (
	"context"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// StockRetries is what all questions about stocks may use for retries: while more than 50 of 100 tokens are left.
var StockRetries = backoff.Must(backoff.NewThrottle(100, 0.1))

// Stocks share one budget, so that an outage is not multiplied by their retries.
//
//backoff:policy deadline=2s pause=50ms max_tries=3 errors=error budget=StockRetries
type Stocks interface {
	Count(ctx context.Context, article string) (int, error)
	Reserve(ctx context.Context, article string, n int) error
}
