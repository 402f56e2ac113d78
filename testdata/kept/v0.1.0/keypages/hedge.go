package keypages

import "context"

// Replicas have the same data, and one of them is slow at times.
type Replicas interface {
	// Read asks a second time when there is no answer after 50ms, and takes what comes first.
	//
	//backoff:retry 2 hedge=50ms idempotent=yes
	Read(ctx context.Context, key string) (string, error)
}
