package keypages

import "context"

// Orders are retried, unless a method says otherwise.
//
//backoff:retry 3 pause=100ms
type Orders interface {
	Status(ctx context.Context, id string) (string, error)

	// Place must not be done twice.
	//
	//backoff:off
	Place(ctx context.Context, item string) (id string, err error)
}
