// Package orders has annotated interfaces whose calls are carried out in the process, and on Temporal.
package orders

import (
	"context"
	"errors"
	"fmt"
	"time"
)

//backoff:import backoff "github.com/backoffgen/backoffgen/runtime"

//go:generate go tool backoffgen
//go:generate go tool backoffgen -target temporal -o durable

// The errors of orders.
var (
	ErrBusy     = errors.New("busy")
	ErrSoldOut  = errors.New("sold out")
	ErrTooEarly = errors.New("too early")
)

// A RefusedError is the refusal of an order.
type RefusedError struct {
	Reason string
	Retry  bool
}

func (e *RefusedError) Error() string { return "refused: " + e.Reason }

// An Order is one.
type Order struct {
	ID    string
	Cents int
	Made  time.Time
	Lines map[string][]int
}

// Orders are orders.
//
//backoff:policy attempt_timeout=10s deadline=5m pause=1s multiplier=2 max_pause=8s max_tries=4 errors=ErrBusy
type Orders interface {
	// Place places an order.
	//
	//backoff:policy attempt_timeout=2s deadline=1m pause=1s max_tries=3 errors=ErrBusy,*RefusedError idempotent=key giveup=IsFinal
	Place(ctx context.Context, order *Order) (*Order, error)

	// Find finds orders, with pauses that the worker waits for.
	//
	//backoff:policy attempt_timeout=100ms pause=10ms jitter=full max_tries=3 errors=ErrBusy idempotent=yes
	Find(ctx context.Context, cents int, ids ...string) (found []Order, more bool, err error)

	// Cancel cancels an order, never twice.
	//
	//backoff:policy attempt_timeout=5s deadline=1m pause=2s errors=ErrBusy idempotent=no max_tries=3
	Cancel(ctx context.Context, id string) error

	// Price asks for a price, twice if that takes long.
	//
	//backoff:policy attempt_timeout=1s pause=5ms max_tries=3 errors=ErrBusy idempotent=yes hedge=200ms
	//backoff:with map_error=backoff.LastError fallback=ListPrice
	Price(ctx context.Context, id string) (cents int, err error)

	// Ship waits for as long as the carrier says.
	//
	//backoff:policy attempt_timeout=20s deadline=1h pause=1s max_tries=5 errors=ErrBusy pause_from=backoff.RetryAfter idempotent="len(id) > 0"
	//backoff:when ErrTooEarly pause=30s max_tries=10
	Ship(ctx context.Context, id string) error

	Audit(ctx context.Context, id string, at time.Time) error // under the default

	Name() string
}

// IsFinal reports whether a refusal is final.
func IsFinal(err error) bool {
	refused, ok := errors.AsType[*RefusedError](err)
	return ok && !refused.Retry
}

// ListPrice is a price that holds when nobody can be asked.
func ListPrice(_ context.Context, id string, err error) (int, error) {
	if errors.Is(err, ErrSoldOut) {
		return 0, fmt.Errorf("no price of %s: %w", id, err)
	}
	return 100, nil
}
