package keypages

import (
	"context"
	"errors"
)

// ErrThrottled is that of a server which refuses a caller for asking too often.
var ErrThrottled = errors.New("throttled")

// Invoices come from a server that is busy at times, and throttles those who ask too often.
type Invoices interface {
	//backoff:policy pause=50ms multiplier=2 max_tries=3 errors=ErrBusy
	//backoff:when ErrThrottled pause=1s max_tries=5
	List(ctx context.Context, customer string) ([]string, error)
}
