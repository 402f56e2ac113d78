package bench

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// What is watched is retried as ever, and a budget has enough for a call by itself.
func TestWatchedContendersRetryAlike(t *testing.T) {
	for _, watching := range watchings() {
		for _, c := range watching.contenders {
			for _, test := range []struct {
				errs []error // of the attempts, in a row
				want error
			}{
				{[]error{nil}, nil},
				{[]error{ErrBusy, ErrBusy, nil}, nil},
				{[]error{ErrBusy, ErrBusy, ErrBusy}, ErrBusy},
				{[]error{ErrBusy, errCorrupt}, errCorrupt},
			} {
				attempts := 0
				store := c.wrap(callee(func(context.Context) (*User, error) {
					attempts++
					return someone, test.errs[attempts-1]
				}))
				if _, err := get(store, t.Context()); !errors.Is(err, test.want) || attempts != len(test.errs) {
					t.Errorf("%s, %s with the errors %v: %v after %d attempts", watching.name, c.name, test.errs, err, attempts)
				}
			}
		}
	}
}

// A hedge begins a second attempt beside the first, which loses.
func TestContendersHedgeAlike(t *testing.T) {
	take := scenario{less: []string{direct, byHandBare, "cenkalti", "avast", "avast-reused", "sethvargo"}}
	retrying(t, func(t *testing.T, c contender) {
		if !take.takesPart(c) {
			t.Skip("has no hedge")
		}
		attempts, lost := 0, make(chan error, 1)
		store := c.wrap(callee(func(ctx context.Context) (*User, error) {
			if attempts++; attempts == 1 {
				<-ctx.Done()
				lost <- ctx.Err()
				return nil, ctx.Err()
			}
			return someone, nil
		}))
		start := time.Now()
		if user, err := hedged(store, t.Context()); user != someone || err != nil || time.Since(start) != hedgeAfter || attempts != 2 {
			t.Errorf("%v, %v after %v and %d attempts", user, err, time.Since(start), attempts)
		}
		if err := <-lost; err == nil {
			t.Error("the first attempt was not cancelled")
		}
	})
}

// An attempt that ignores its context is left behind at its limit.
func TestContendersAbandonAlike(t *testing.T) {
	for _, c := range contenders() {
		if c.name != byHand && c.name != generated {
			continue
		}
		synctest.Test(t, func(t *testing.T) {
			calls := make(chan int, maxTries)
			calls <- 1
			store := c.wrap(callee(func(context.Context) (*User, error) {
				if n := <-calls; n == 1 {
					calls <- 2
					time.Sleep(time.Hour)
				}
				return someone, nil
			}))
			start := time.Now()
			if user, err := abandoned(store, t.Context()); user != someone || err != nil || time.Since(start) != attemptTimeout {
				t.Errorf("%s: %v, %v after %v", c.name, user, err, time.Since(start))
			}
			time.Sleep(2 * time.Hour)
		})
	}
}
