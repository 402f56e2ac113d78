package backoff

import (
	"fmt"
	"math"
	"sync/atomic"

	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// A RetryBudget decides whether there may be another retry, so that an outage is not multiplied by all its callers'
// retries; see [WithBudget]. One budget may be shared by many decorators, and must be safe for concurrent use. This package
// has three well-known ones, [NewThrottle], [NewRetryRatio] and [NewRetryQuota]; one that a whole fleet shares can take
// their place.
//
// First tries are never refused. Of each attempt that fails with a retryable error the budget hears exactly once:
// through Retry when there would be another attempt, through Failed when not. One that the end of its caller's context has
// cut short (see [OutcomeCutShort]) says nothing about the callee, and does not count.
//
// A budget that wants to know more has one or more of these methods, which are looked for once, when a decorator is made:
//
//   - Hedge() bool is asked in place of Retry about an attempt that is to begin beside one that runs (see [Policy].Hedge):
//     nothing has failed then.
//   - FailedWith(err error) and RetryWith(err error) bool take the places of Failed and Retry. The error is that of the
//     attempt, as observers see it, and [ErrRejected] where its results were rejected.
//   - SucceededAfter(err error) takes the place of Succeeded. The error is that which RetryWith or Retry was asked about
//     before the attempt that has now succeeded; nil for a first attempt and for a hedge.
//   - Left() float64 tells how many retries the budget would grant now. It is not called by this package: it is for metrics.
type RetryBudget interface {
	// Began is told of each call that begins.
	Began()
	// Succeeded is told of each attempt that succeeds.
	Succeeded()
	// Failed is told of each attempt that fails with a retryable error and is not to be retried.
	Failed()
	// Retry is asked about each retry, after everything else has agreed to it. When it returns false, the call is
	// stopped with an [Error] whose Reason is [ReasonBudget].
	Retry() bool
}

// WithBudget has b asked before each retry of the decorator's methods, but for those whose policy has a Budget of its own. Of
// several budgets the last one counts; a nil b changes nothing.
func WithBudget(b RetryBudget) Option {
	return func(o *engine.Options) {
		if b != nil {
			o.Budget = b
		}
	}
}

// tokens is a number of tokens between 0 and max.
type tokens struct {
	atomic.Int64
	max int64
}

// add changes the tokens within their bounds, and returns how many there are then. It writes nothing where that changes
// nothing, as it does most of the time when there are all of them.
func (t *tokens) add(n int64) int64 {
	for {
		had := t.Load()
		has := min(max(had+n, 0), t.max)
		if had == has || t.CompareAndSwap(had, has) {
			return has
		}
	}
}

// throttle counts in thousandths of a token.
type throttle struct {
	tokens
	ratio int64
}

// NewThrottle returns a budget in the form of gRPC's retryThrottling (gRFC A6): there are maxTokens tokens at first and
// at most, each failed attempt takes one, each success gives back tokenRatio of one, and there are retries as long as
// there is more than half of maxTokens. It does not lock. An error tells of a maxTokens outside of 1 to 1000 or a
// tokenRatio that is not positive, which gRPC refuses too; tokenRatio counts in thousandths.
func NewThrottle(maxTokens int, tokenRatio float64) (RetryBudget, error) {
	if maxTokens < 1 || maxTokens > 1000 {
		return nil, fmt.Errorf("backoff: %d tokens, want 1 to 1000", maxTokens)
	}
	if !(tokenRatio >= 0.001 && tokenRatio <= 1000) {
		return nil, fmt.Errorf("backoff: a token ratio of %v, want 0.001 to 1000", tokenRatio)
	}
	t := &throttle{tokens: tokens{max: int64(maxTokens) * 1000}, ratio: int64(math.Round(tokenRatio * 1000))}
	t.Store(t.max)
	return t, nil
}

func (t *throttle) Began()      {}
func (t *throttle) Succeeded()  { t.add(t.ratio) }
func (t *throttle) Failed()     { t.add(-1000) }
func (t *throttle) Retry() bool { return t.add(-1000) > t.max/2 }

// String returns how the budget is made.
func (t *throttle) String() string {
	return fmt.Sprintf("NewThrottle(%d,%v)", t.max/1000, float64(t.ratio)/1000)
}

// Hedge takes nothing, since nothing has failed (gRFC A6).
func (t *throttle) Hedge() bool { return t.Load() > t.max/2 }

// Left returns how many retries would be granted now.
func (t *throttle) Left() float64 { return float64(max(t.Load()-t.max/2-1, 0) / 1000) }
