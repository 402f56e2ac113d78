//go:build !never && (linux || !linux)

// Package tagged has a file under a build constraint, which its generated file is under too.
package tagged

import "context"

// Clock tells the time.
type Clock interface {
	//backoff:retry 3
	Now(ctx context.Context) (int, error)
}
