package keypages

import "context"

// Vendor is a client whose interface stands in another package.
type Vendor interface {
	Price(ctx context.Context, item string) (int, error)
	Stock(ctx context.Context, item string) (int, error)
	Order(ctx context.Context, item string) error
	Cancel(ctx context.Context, order string) error
}

// Supplies are retried, but for what must not be done twice.
//
//backoff:retry 3 errors=ErrBusy
//backoff:policy errors=ErrBusy deadline=1s pause=100ms methods=Price,Stock
//backoff:off methods=Order*
type Supplies interface {
	Vendor
}
