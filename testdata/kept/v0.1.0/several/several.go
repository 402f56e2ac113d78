// Package several has more than one interface in a file, and a file with none that is annotated.
package several

import "context"

// Reader is the first interface.
//
//backoff:retry 2
type Reader interface {
	Read(ctx context.Context, key string) (string, error)
}

// Plain is not annotated, and gets no decorator.
type Plain interface {
	Do() error
}

type (
	// Writer is the second, in a group.
	//
	//backoff:policy attempt_timeout=1s deadline=10s errors=error
	//backoff:decorator name=PatientWriter constructor=Patiently
	Writer interface {
		Write(ctx context.Context, key, value string) error
	}

	// Error, Policy and Option are called as the runtime's types.
	Error interface {
		//backoff:retry 2
		Policy(ctx context.Context) error
	}
)
