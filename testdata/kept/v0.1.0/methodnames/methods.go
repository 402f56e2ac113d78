// Package methodnames has interfaces and methods that are called as parts of what is generated for them.
package methodnames

import "context"

// Error is an interface with methods as the engine and its errors have them.
//
//backoff:retry 3
type Error interface {
	error
	Next() error
	Err() error
	Context() (context.Context, error)
	String() (string, error)
	inner() error
	Inner() error
	Call(ctx context.Context) error
	Method() error
	End() error
	Done(ctx context.Context, err error) error
	R() error
	Unwrap() error
	RetryingError() error
}

// Policy is called as the engine's policy.
//
//backoff:retry 3
type Policy interface {
	Policy(ctx context.Context) error
	Policies(ctx context.Context) error
}

// Option is called as the engine's options.
//
//backoff:retry 3
type Option interface {
	Option(ctx context.Context) error
}

// Call is called as one run of the engine.
//
//backoff:retry 3
type Call interface {
	Call(ctx context.Context) error
}

// Method is called as a method's engine.
//
//backoff:retry 3
type Method interface {
	Method(ctx context.Context) error
}

// Decorator is called as what the engine makes of an inner value.
//
//backoff:retry 3
type Decorator interface {
	Decorate(ctx context.Context) error
}

// Ünïcode has names beyond ASCII.
//
//backoff:retry 3
type Ünïcode interface {
	Çall(ctx context.Context, λ int) (π int, err error)
	世界() error
}

// under_score has an interface's and methods' names with underscores.
//
//backoff:retry 3
type under_score interface {
	_x() error
	X_y() error
}
