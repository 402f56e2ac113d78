package keypages

import "context"

// Registry is slow to come back after a failure.
type Registry interface {
	// Pull doubles each pause.
	//
	//backoff:policy pause=100ms multiplier=2 max_tries=5 errors=ErrUnavailable
	Pull(ctx context.Context, image string) error
}
