package keypages

import "context"

// Directory is a small server.
type Directory interface {
	// Lookup is tried three times in all: once, and two times more.
	//
	//backoff:policy max_tries=3 pause=100ms errors=ErrBusy
	Lookup(ctx context.Context, name string) (phone string, err error)
}
