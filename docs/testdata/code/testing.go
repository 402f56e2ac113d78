package code

import (
	"context"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

type Forecasts interface {
	Today(ctx context.Context, city string) (string, error)
}

// RetryingForecasts is what is generated for Forecasts.
type RetryingForecasts struct {
	inner Forecasts
	today decorate.Method
}

func NewRetryingForecasts(inner Forecasts, opts ...backoff.Option) *RetryingForecasts {
	return &RetryingForecasts{inner: inner, today: decorate.New("Forecasts", inner, opts...).Method("Today", backoff.Policy{})}
}

type fake struct{ failures int }

func (f *fake) Today(context.Context, string) (string, error) { return "", nil }

func (r *RetryingForecasts) Today(ctx context.Context, city string) (string, error) {
	return r.inner.Today(ctx, city)
}
