package backoff

import (
	"errors"
	"io/fs"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// From returns e as it is where the caller's context has ended with err.
func (e Error) From(err error) Error {
	e.caller = err
	return e
}

// WithoutEnd returns e without what only other decorators look at.
func (e Error) WithoutEnd() Error {
	e.ends = 0
	return e
}

// Tokens returns how many thousandths of a token a budget of [NewThrottle] has left, or how many one of [NewRetryQuota].
func Tokens(b RetryBudget) int64 {
	if q, ok := b.(*retryQuota); ok {
		return q.tokens.Load()
	}
	return b.(*throttle).tokens.Load()
}

// IsPermission is a predicate of this package's, as far as names of functions tell.
func IsPermission(err error) bool { return errors.Is(err, fs.ErrPermission) }

// WaitIn returns how long the call that ended with err would have gone on, had it waited in vain.
func WaitIn(err error) time.Duration {
	ends := rules{}.EndsLater(err)
	if ends == 0 {
		return 0
	}
	return max(0, ends.Since(clock.Now()))
}
