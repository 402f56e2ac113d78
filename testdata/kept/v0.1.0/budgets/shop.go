// Package budgets has policies with a budget of their own, so that an outage is not multiplied by retries.
package budgets

import (
	"context"
	"errors"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// ErrBusy is the shop's when it is overloaded.
var ErrBusy = errors.New("busy")

// Retries is what all calls of the shop may use for retries: while more than 5 of 10 tokens are left.
var Retries = backoff.Must(backoff.NewThrottle(10, 0.1))

// A Ledger is a budget of another type.
type Ledger struct{ Refused []error }

// Began is part of backoff.RetryBudget.
func (l *Ledger) Began() {}

// Succeeded is part of backoff.RetryBudget.
func (l *Ledger) Succeeded() {}

// Failed is part of backoff.RetryBudget.
func (l *Ledger) Failed() {}

// Retry is part of backoff.RetryBudget.
func (l *Ledger) Retry() bool { return false }

// RetryWith is asked in place of Retry.
func (l *Ledger) RetryWith(err error) bool {
	l.Refused = append(l.Refused, err)
	return false
}

// Refusing grants nothing.
var Refusing = &Ledger{}

// Late is nil until somebody sets it.
var Late backoff.RetryBudget

// Shop sells.
//
//backoff:retry 3 budget=Retries
type Shop interface {
	Price(ctx context.Context, article string) (int, error)
	Stock(ctx context.Context, article string) (int, error)

	// Order has a budget of its own.
	//
	//backoff:policy deadline=1s errors=ErrBusy budget=Refusing
	Order(ctx context.Context, article string) error

	// Cancel uses the constructor's.
	//
	//backoff:retry 3
	Cancel(ctx context.Context, article string) error
}

// Forgetful names a budget that may be nil when its constructor is called.
type Forgetful interface {
	//backoff:retry 3 budget=Late
	Ask() error
}
