package backoff

import (
	"fmt"
	"math"
)

// What the quota of [NewRetryQuota] takes and gives back, in tokens, as aws-sdk-go-v2 v1.48.0 does (aws/retry/standard.go).
const (
	quotaRetry     = 14 // for a retry
	quotaThrottled = 5  // for a retry of what was refused because of load
	quotaFirst     = 1  // given back for a first attempt that succeeds
)

// retryQuota is the balance of tokens.
type retryQuota struct {
	tokens
	throttled func(error) bool
}

// NewRetryQuota returns a budget in the form of the retry quota of the AWS SDKs' standard mode (Retry Behavior 2.1, the
// default since November 2026): there are maxTokens tokens at first and at most, a retry takes 14 of them, or 5 where
// throttled says that the server has refused the failed attempt because of its load, and is refused where there are fewer.
// A retry that succeeds gives back what it took, and a first attempt that succeeds one token. A hedge takes nothing, since
// nothing has failed, and is refused where a retry would be. The SDKs have 500 tokens for each client.
//
// A nil throttled says so of no error; otherwise it has to be safe for concurrent use. The budget does not lock. An error
// tells of a maxTokens under 14, which would grant no retry.
func NewRetryQuota(maxTokens int, throttled func(error) bool) (RetryBudget, error) {
	if maxTokens < quotaRetry || maxTokens > math.MaxInt32 {
		return nil, fmt.Errorf("backoff: %d tokens, want %d (for one retry) to %d", maxTokens, quotaRetry, math.MaxInt32)
	}
	q := &retryQuota{tokens: tokens{max: int64(maxTokens)}, throttled: throttled}
	q.Store(q.max)
	return q, nil
}

func (q *retryQuota) Began()     {}
func (q *retryQuota) Succeeded() { q.add(quotaFirst) }
func (q *retryQuota) Failed()    {}

func (q *retryQuota) Retry() bool              { return q.take(quotaRetry) }
func (q *retryQuota) RetryWith(err error) bool { return q.take(q.cost(err)) }
func (q *retryQuota) Hedge() bool              { return q.Load() >= quotaRetry }

// String returns how the budget is made.
func (q *retryQuota) String() string {
	if q.throttled == nil {
		return fmt.Sprintf("NewRetryQuota(%d,nil)", q.max)
	}
	return fmt.Sprintf("NewRetryQuota(%d,%s)", q.max, funcName(q.throttled))
}

// SucceededAfter gives back what the retry after err took.
func (q *retryQuota) SucceededAfter(err error) {
	if err == nil {
		q.add(quotaFirst)
		return
	}
	q.add(q.cost(err))
}

// Left returns how many retries would be granted now, none of them throttled.
func (q *retryQuota) Left() float64 { return float64(q.Load() / quotaRetry) }

// cost returns what a retry after err takes.
func (q *retryQuota) cost(err error) int64 {
	if q.throttled != nil && q.throttled(err) {
		return quotaThrottled
	}
	return quotaRetry
}

// take takes n tokens, unless there are fewer.
func (q *retryQuota) take(n int64) bool {
	for {
		has := q.Load()
		if has < n {
			return false
		}
		if q.CompareAndSwap(has, has-n) {
			return true
		}
	}
}
