package keypages

import "context"

// Users are kept by a server whose errors are many.
type Users interface {
	// Get retries every error but the one that no retry will change.
	//
	//backoff:policy errors=error giveup="errors.Is(err, ErrNotFound)" pause=100ms max_tries=4
	Get(ctx context.Context, id string) (name string, err error)
}
