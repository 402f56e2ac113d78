package keypages

import "context"

// Checkout has somebody waiting in front of a screen.
type Checkout interface {
	// Pay has an answer within 1s, a good one or not.
	//
	//backoff:policy deadline=1s attempt_timeout=400ms pause=250ms errors=ErrBusy
	Pay(ctx context.Context, order string) (receipt string, err error)
}
