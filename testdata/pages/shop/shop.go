// Package shop has annotations of all kinds, for the pages that show what they do.
package shop

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// What goes wrong in a shop.
var (
	ErrBusy    = errors.New("busy")
	ErrLimited = errors.New("too many requests")
	ErrSoldOut = errors.New("sold out")
)

// Patient is a policy that several methods share.
var Patient = backoff.Policy{Deadline: time.Minute, Pause: time.Second, MaxTries: 8}

// FromFile would read a policy from a file.
func FromFile() backoff.Policy { return Patient }

// A Product is sold.
type Product struct{ ID, Name string }

// A Catalog knows products.
//
//backoff:policy attempt_timeout=300ms deadline=2s pause=100ms multiplier=2 jitter=full max_tries=4 errors=@net idempotent=yes
type Catalog interface {
	// Product reads one product.
	Product(ctx context.Context, id string) (*Product, error)

	// Search finds products. It hedges, since some shards are slow.
	//
	//backoff:policy attempt_timeout=400ms deadline=1s hedge=80ms max_tries=3 errors=@net idempotent=yes
	Search(ctx context.Context, words string, options ...string) ([]Product, error)

	// Reload reads all products again.
	//
	//backoff:use Patient
	Reload(ctx context.Context) error

	// Warm fills the cache.
	//
	//backoff:use FromFile
	Warm(ctx context.Context) error

	Close() error
}

// Orders are made once.
type Orders interface {
	// Place places an order.
	//
	//backoff:policy attempt_timeout=2s deadline=30s pause=200ms multiplier=2 max_pause=5s jitter=equal max_tries=5 errors=ErrBusy idempotent=key giveup="errors.Is(err, ErrSoldOut)"
	//backoff:when ErrLimited pause=1s multiplier=3 max_pause=10s jitter=0.2 max_tries=4
	Place(ctx context.Context, key string, products []Product) error

	// Upload stores a receipt.
	//
	//backoff:policy attempt_timeout=5s retry_for=20s pause=1s errors=ErrBusy,io.ErrUnexpectedEOF idempotent=yes
	Upload(ctx context.Context, receipt io.ReadSeeker) error

	// Ship has no pauses, which is dangerous.
	//
	//backoff:retry 12
	Ship(order string) error
}

// Gateway is an HTTP client.
type Gateway interface {
	//backoff:policy attempt_timeout=3s deadline=20s pause=250ms multiplier=2 max_pause=4s jitter=decorrelated max_tries=6 errors=@http retry_result=@http.transient,@http.throttled idempotent="req.Method == http.MethodGet"
	Do(req *http.Request) (*http.Response, error)
}
