package closures

import "context"

// Fetcher is aiomisc's example of a function that is retried only when its connection was aborted.
type Fetcher interface {
	//backoff:policy attempt_timeout=500ms deadline=1s pause=100ms max_tries=3
	//backoff:with errors=syscall.Errno giveup="!errors.Is(err, syscall.ECONNABORTED)"
	Fetch(ctx context.Context, data map[string]string) error
}

// Reader is what a program in Python had under tenacity.
type Reader interface {
	//backoff:policy pause=100ms multiplier=2 max_pause=1s jitter=full max_tries=4 errors=ErrBusy
	Read(ctx context.Context, id string) (string, error)
}
