package testonly_test

import "context"

// Clock stands in the external test package.
type Clock interface {
	//backoff:retry 2
	Now(ctx context.Context) (int, error)
}
