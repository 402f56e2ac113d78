package several

import "context"

// Third is in another file, and so in another generated file.
type Third interface {
	//backoff:retry 3
	Do(ctx context.Context) error
}
