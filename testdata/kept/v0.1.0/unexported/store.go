// Package unexported has an interface that nobody outside sees.
package unexported

import "context"

type store interface {
	//backoff:retry 3
	get(ctx context.Context, key string) (string, error)
	close() error
}

// Value reads key from a store that is retried.
func Value(ctx context.Context, s store, key string) (string, error) { return s.get(ctx, key) }
