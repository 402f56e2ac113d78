package code

import (
	"errors"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

type Store interface{}

func NewRetryingStore(Store, ...backoff.Option) Store { return nil }

var inner Store

// otelbackoff stands for the package, whose module is another one.
var otelbackoff = struct{ New func() backoff.Observer }{}

type Prices interface{}

func NewCached(Prices) Prices { return nil }

func NewRetryingPrices(Prices, ...backoff.Option) Prices { return nil }

func NewGuarded(client Prices, settings struct{}) Prices { return nil }

var (
	client   Prices
	settings struct{}
)

var ErrUnavailable = errors.New("unavailable")

// gobreakerbackoff stands for the package, whose module is another one.
var gobreakerbackoff = struct {
	New func(settings struct{}) backoff.Guard
}{}
