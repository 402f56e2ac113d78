// Package gobreakerbackoff makes a guard of a circuit breaker, github.com/sony/gobreaker: while a service is down its callers
// stop asking it. As a guard the breaker stands between the retrying and the callee. It counts attempts as the service has
// them, opens in the middle of a call if need be, and hears of a timeout at the moment of the timeout, even when the callee
// does not heed its context and is left behind (on_timeout=abandon).
//
//	var breaker = gobreakerbackoff.New(gobreaker.Settings{Name: "prices", Timeout: 10 * time.Second})
//
//	type Prices interface {
//		//backoff:policy attempt_timeout=200ms deadline=2s pause=100ms max_tries=5 errors=ErrUnavailable guard=breaker
//		Price(ctx context.Context, article string) (int, error)
//	}
//
// What the breaker refuses ([gobreaker.ErrOpenState], [gobreaker.ErrTooManyRequests]) is retried only where the policy lists
// it, so the example ends its calls with that error while the breaker is open.
package gobreakerbackoff

import (
	"context"
	"errors"
	"fmt"

	"github.com/sony/gobreaker/v2"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A Breaker is a guard that asks a circuit breaker. It is safe for concurrent use.
type Breaker struct {
	breaker *gobreaker.TwoStepCircuitBreaker[struct{}]
}

var _ backoff.Guard = (*Breaker)(nil)

// New returns a guard that asks a circuit breaker with these settings. An attempt that lost against another one
// ([backoff.ErrHedgeLost]) or that its caller has cancelled says nothing of the service and is excluded, whatever the settings'
// IsExcluded says; that is asked about all others. Each other error is a failure unless IsSuccessful says that it is none: an
// answer such as "not found" is one of a healthy service. Results that the policy rejects are the failure
// [backoff.ErrRejected].
func New(settings gobreaker.Settings) *Breaker {
	excluded := settings.IsExcluded
	settings.IsExcluded = func(err error) bool {
		return errors.Is(err, backoff.ErrHedgeLost) || errors.Is(err, context.Canceled) || excluded != nil && excluded(err)
	}
	return &Breaker{gobreaker.NewTwoStepCircuitBreaker[struct{}](settings)}
}

// Enter is that of [backoff.Guard]. An error is the breaker's own.
func (b *Breaker) Enter(context.Context) (backoff.Pass, error) {
	done, err := b.breaker.Allow()
	if err != nil {
		return nil, err
	}
	return pass(done), nil
}

// State returns the breaker's.
func (b *Breaker) State() gobreaker.State { return b.breaker.State() }

// Counts returns what the breaker has counted in its present state.
func (b *Breaker) Counts() gobreaker.Counts { return b.breaker.Counts() }

// String returns the breaker's name and its state, for a policy that is printed.
func (b *Breaker) String() string { return fmt.Sprintf("%s(%v)", b.breaker.Name(), b.breaker.State()) }

// A pass tells the breaker of the outcome. When the callee returns does not matter to it.
type pass func(error)

func (p pass) Ended(err error) { p(err) }
func (p pass) Returned()       {}
