package keypages

import "context"

// Forecasts come quickly, or hang.
type Forecasts interface {
	// Today gives up an attempt after 200ms, and asks again.
	//
	//backoff:policy attempt_timeout=200ms pause=100ms max_tries=3
	Today(ctx context.Context, city string) (string, error)
}
