// Package backoff is called as the runtime, and declares names that it has.
package backoff

import "context"

type (
	// Policy and Option are not the runtime's.
	Policy int
	// Option is not either.
	Option int
)

// Store uses them.
type Store interface {
	//backoff:policy deadline=1m max_tries=3 errors=error
	Do(ctx context.Context, p Policy, backoff Option) error
}
