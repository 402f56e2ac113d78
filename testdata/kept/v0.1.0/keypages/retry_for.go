package keypages

import "context"

// Uploads may take minutes each.
type Uploads interface {
	// Store begins attempts for 30s, and lets the last one take its time.
	//
	//backoff:policy retry_for=30s pause=2s multiplier=2 errors=ErrBusy,ErrUnavailable
	Store(ctx context.Context, name string, content []byte) error
}
