package keypages

import "context"

// Prices are asked for by many clients, which all notice an outage at the same time.
type Prices interface {
	// Latest draws each pause from 0 up to what it would be.
	//
	//backoff:policy pause=100ms multiplier=2 jitter=full max_tries=4 errors=ErrUnavailable
	Latest(ctx context.Context, symbol string) (float64, error)
}
