package httphint_test

import "context"

//go:generate go tool backoffgen

//backoff:import "github.com/backoffgen/backoffgen/runtime/httphint"

// Forecasts is implemented by a typed client of a weather service.
type Forecasts interface {
	// Today returns today's weather in a city.
	//
	//backoff:policy deadline=1m pause=100ms errors=httphint.Retryable pause_from=httphint.RetryAfter
	Today(ctx context.Context, city string) (string, error)
}
