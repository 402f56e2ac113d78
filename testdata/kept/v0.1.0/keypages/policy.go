package keypages

import "context"

// Accounts are read from a server that is busy now and then.
type Accounts interface {
	// Balance has 200ms for each attempt and 1s for all, with pauses of 50ms in between.
	//
	//backoff:policy 200ms 1s 50ms ErrBusy max_tries=3
	Balance(ctx context.Context, id string) (int64, error)
}
