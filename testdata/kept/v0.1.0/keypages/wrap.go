package keypages

import "context"

// Warehouse hands out shelves, which come back decorated.
//
//backoff:wrap
type Warehouse interface {
	//backoff:retry 2 pause=1s
	Open(ctx context.Context, name string) (Shelf, error)

	// Shelves are decorated one by one.
	Shelves() []Shelf

	// Move sees the shelf without its decorator.
	Move(ctx context.Context, shelf Shelf, to string) error
}

// Shelf is what is decorated.
type Shelf interface {
	//backoff:retry 3 pause=100ms
	Take(ctx context.Context, item string) error
}
