package testonly

import "context"

type clock interface {
	//backoff:retry 3
	now(ctx context.Context) (int, error)
}
