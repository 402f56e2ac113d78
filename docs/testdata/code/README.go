package code

import (
	"context"
	"errors"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

var ErrUnavailable = errors.New("unavailable")

// RetryingForecasts is what is generated for Forecasts, but for the method that the page shows.
type RetryingForecasts struct {
	inner Forecasts
	today decorate.Method
}

func NewRetryingForecasts(inner Forecasts, opts ...backoff.Option) *RetryingForecasts {
	return &RetryingForecasts{inner: inner, today: decorate.New("Forecasts", inner, opts...).Method("Today", backoff.Policy{})}
}

var client Forecasts
