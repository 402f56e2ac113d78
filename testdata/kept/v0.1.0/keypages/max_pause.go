package keypages

import "context"

// Queue is polled until it is there again.
type Queue interface {
	// Next doubles its pauses up to two seconds.
	//
	//backoff:policy pause=250ms multiplier=2 max_pause=2s max_tries=7 errors=ErrUnavailable
	Next(ctx context.Context) (job string, err error)
}
