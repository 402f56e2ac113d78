package gobreakerbackoff_test

import (
	"context"
	"errors"
	"time"

	"github.com/sony/gobreaker/v2"

	"github.com/backoffgen/backoffgen/runtime/gobreakerbackoff"
)

//go:generate go tool backoffgen

var errUnavailable = errors.New("unavailable")

// breaker opens after three failures in a row, for ten seconds.
var breaker = newBreaker()

func newBreaker() *gobreakerbackoff.Breaker {
	return gobreakerbackoff.New(gobreaker.Settings{
		Name:        "prices",
		Timeout:     10 * time.Second,
		ReadyToTrip: func(counts gobreaker.Counts) bool { return counts.ConsecutiveFailures >= 3 },
		IsExcluded:  func(err error) bool { return errors.Is(err, errOurs) },
	})
}

// errOurs is an error that says nothing of the service.
var errOurs = errors.New("a mistake of ours")

type prices interface {
	//backoff:policy attempt_timeout=200ms deadline=2s pause=100ms max_tries=5 errors=errUnavailable guard=breaker
	Price(ctx context.Context, article string) (int, error)

	//backoff:policy attempt_timeout=200ms pause=100ms max_tries=2 on_timeout=abandon guard=breaker idempotent=yes
	Stuck(article string) error

	//backoff:retry 2 hedge=50ms errors=errUnavailable guard=breaker idempotent=yes
	Hedged(ctx context.Context) error
}
