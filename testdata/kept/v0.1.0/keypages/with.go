package keypages

import "context"

// Searches are many, and the server has its limits.
type Searches interface {
	//backoff:policy attempt_timeout=500ms deadline=5s max_tries=5 errors=ErrBusy
	//backoff:with pause=100ms multiplier=2 max_pause=1s jitter=full
	Find(ctx context.Context, words string) ([]string, error)
}
