package keypages

import "context"

// Sessions are with a server that ends them whenever it likes.
type Sessions interface {
	// Send logs in again before it sends a second time.
	//
	//backoff:policy errors=error pause=100ms deadline=2s max_tries=3 before_retry=.Login
	Send(ctx context.Context, text string) error

	// Login begins a session.
	Login(ctx context.Context) error
}
