// Package seederrno is the documentation's example of giving up on all but one error number.
package seederrno

import "context"

// DB is a database on a connection.
type DB interface {
	// Fetch is retried only when the connection was aborted.
	//
	//backoff:policy attempt_timeout=500ms deadline=1s pause=100ms exceptions=syscall.Errno giveup="!errors.Is(err, syscall.ECONNABORTED)"
	Fetch(ctx context.Context, data map[string]any) (string, error)
}
