package defaultoff_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/backoffgen/backoffgen/golden/defaultoff"
)

// account fails always.
type account struct {
	err      error
	attempts int
	limit    int
	limited  bool // the attempt's context has a deadline
}

func (a *account) attempt(ctx context.Context) error {
	a.attempts++
	_, a.limited = ctx.Deadline()
	return a.err
}

func (a *account) Balance(ctx context.Context) (int, error) { return a.attempts, a.attempt(ctx) }
func (a *account) History(ctx context.Context, limit int) ([]int, error) {
	a.limit = limit
	return []int{1, 2}, a.attempt(ctx)
}
func (a *account) Pay(ctx context.Context, amount int) error {
	a.limit = amount
	return a.attempt(ctx)
}
func (a *account) Audit(ctx context.Context) error { return a.attempt(ctx) }
func (a *account) Owner() string                   { return "owner" }

// Rules 1.2 and 1.15.
func TestDefaultIsReplacedOrSwitchedOff(t *testing.T) {
	other := errors.New("another error")
	tests := []struct {
		name     string
		call     func(context.Context, defaultoff.Account) error
		err      error
		attempts int
		limited  bool
	}{
		{"Balance", balance, defaultoff.ErrBusy, 3, true},
		{"Balance", balance, other, 1, true},
		{"History", history, defaultoff.ErrBusy, 3, true},
		{"Pay", pay, defaultoff.ErrBusy, 1, false},
		{"Audit", audit, other, 2, false},
	}
	for _, tt := range tests {
		t.Run(tt.name+" "+tt.err.Error(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := &account{err: tt.err}
				if err := tt.call(t.Context(), defaultoff.NewRetryingAccount(inner)); err != tt.err {
					t.Errorf("the error is %v, want the inner one itself", err)
				}
				if inner.attempts != tt.attempts || inner.limited != tt.limited {
					t.Errorf("%d attempts (limited: %v), want %d (%v)", inner.attempts, inner.limited, tt.attempts, tt.limited)
				}
			})
		})
	}
}

func TestOwnerIsPassedThrough(t *testing.T) {
	if got := defaultoff.NewRetryingAccount(&account{}).Owner(); got != "owner" {
		t.Errorf("Owner returned %q", got)
	}
}

func balance(ctx context.Context, a defaultoff.Account) error {
	_, err := a.Balance(ctx)
	return err
}

func history(ctx context.Context, a defaultoff.Account) error {
	_, err := a.History(ctx, 7)
	return err
}

func pay(ctx context.Context, a defaultoff.Account) error   { return a.Pay(ctx, 7) }
func audit(ctx context.Context, a defaultoff.Account) error { return a.Audit(ctx) }
