package uploads

import "context"

// A Visit is called for each entry.
type Visit func(name string) error

// A Visitor calls functions that it is given.
//
//backoff:retry 3
type Visitor interface {
	// Iter calls f for each entry of a folder.
	Iter(ctx context.Context, dir string, f func(name string) error) error

	// Walk is Iter for a function whose type has a name, and one with every kind of parameter and result.
	Walk(ctx context.Context, visit Visit, each func(n int, names ...string) (bool, error)) error

	// Within runs f in a transaction, which undoes what f did when it fails.
	//
	//backoff:retry 3 replay=always
	Within(ctx context.Context, f func(ctx context.Context) error) error

	// Once is not tried again at all.
	//
	//backoff:retry 3 replay=none
	Once(ctx context.Context, f func()) error

	// List takes options, which an attempt may call as often as it likes.
	List(ctx context.Context, opts ...func(*Object)) error
}
