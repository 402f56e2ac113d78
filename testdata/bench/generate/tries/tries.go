// Package tries is what calls cost over the number of tries.
package tries

import (
	"context"
	"errors"
	"time"
)

//go:generate go tool backoffgen

// ErrBusy asks to come again.
var ErrBusy = errors.New("busy")

// Store is called until it does not fail.
type Store interface {
	// Get has no limits.
	//
	//backoff:policy max_tries=20 errors=ErrBusy
	Get(ctx context.Context, id string) (string, error)

	// Fetch has both limits.
	//
	//backoff:policy attempt_timeout=10s deadline=1m max_tries=20 errors=ErrBusy
	Fetch(ctx context.Context, id string) (string, error)
}

// What the loop by hand keeps to: the values of the annotations above.
const (
	maxTries       = 20
	attemptTimeout = 10 * time.Second
	deadline       = time.Minute
)

// Flaky is a Store of which every n-th call succeeds. It is for one goroutine.
type Flaky struct{ N, calls int }

// Get fails, or not.
func (f *Flaky) Get(context.Context, string) (string, error) {
	if f.calls++; f.calls%f.N != 0 {
		return "", ErrBusy
	}
	return "7", nil
}

// Fetch is Get.
func (f *Flaky) Fetch(ctx context.Context, id string) (string, error) { return f.Get(ctx, id) }

// Hand is the loop that one writes by hand.
type Hand struct{ Inner Store }

func retryable(err error) bool {
	return errors.Is(err, ErrBusy) || errors.Is(err, context.DeadlineExceeded)
}

// Get retries without limits.
func (h Hand) Get(ctx context.Context, id string) (string, error) {
	for try := 1; ; try++ {
		user, err := h.Inner.Get(ctx, id)
		if err == nil || try == maxTries || !retryable(err) || ctx.Err() != nil {
			return user, err
		}
	}
}

// Fetch retries within both limits.
func (h Hand) Fetch(ctx context.Context, id string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	for try := 1; ; try++ {
		attempt, end := context.WithTimeout(ctx, attemptTimeout)
		user, err := h.Inner.Fetch(attempt, id)
		end()
		if err == nil || try == maxTries || !retryable(err) || ctx.Err() != nil {
			return user, err
		}
	}
}
