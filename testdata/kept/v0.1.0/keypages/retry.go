package keypages

import "context"

// Thumbnails are made by a program that crashes now and then.
type Thumbnails interface {
	// Make is tried three times in all, whatever went wrong.
	//
	//backoff:retry 3 pause=100ms
	Make(ctx context.Context, picture string) ([]byte, error)
}
