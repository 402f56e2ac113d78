package keypages

import "context"

// Plugins open things of which the types do not tell what they are.
type Plugins interface {
	// Load may return something that works until the caller's context ends.
	//
	//backoff:policy attempt_timeout=1s max_tries=3 errors=ErrBusy lifetime=result
	Load(ctx context.Context, name string) (any, error)

	// Describe returns something that is all there, although it has a method Close.
	//
	//backoff:policy attempt_timeout=1s max_tries=3 errors=ErrBusy lifetime=call
	Describe(ctx context.Context, name string) (*Description, error)
}

// A Description of a plugin needs no context.
type Description struct{ Text string }

// Close is there for an interface.
func (*Description) Close() error { return nil }
