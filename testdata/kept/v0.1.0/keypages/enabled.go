package keypages

import "context"

// Notices are sent by a server that operators shut down for maintenance now and then.
type Notices interface {
	//backoff:policy attempt_timeout=1s pause=2s max_tries=5 errors=ErrUnavailable
	Send(ctx context.Context, text string) error
}
