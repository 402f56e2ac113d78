package bench

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// retrying calls test with a Store of each contender that retries.
func retrying(t *testing.T, test func(t *testing.T, c contender)) {
	for _, c := range contenders() {
		if c.name == direct {
			continue
		}
		t.Run(c.name, func(t *testing.T) { synctest.Test(t, func(t *testing.T) { test(t, c) }) })
	}
}

// A measurement of contenders that do not do the same would mean nothing.
func TestContendersRetryAlike(t *testing.T) {
	calls := []struct {
		name string
		call func(Store, context.Context) (*User, error)
	}{{"Get", get}, {"Fetch", fetch}, {"Poll", poll}}
	retrying(t, func(t *testing.T, c contender) {
		for _, method := range calls {
			for _, test := range []struct {
				errs []error // of the attempts, in a row
				want error
			}{
				{[]error{nil}, nil},
				{[]error{ErrBusy, nil}, nil},
				{[]error{ErrBusy, ErrBusy, nil}, nil},
				{[]error{ErrBusy, ErrBusy, ErrBusy}, ErrBusy},
				{[]error{errCorrupt}, errCorrupt},
				{[]error{ErrBusy, errCorrupt}, errCorrupt},
			} {
				attempts := 0
				store := c.wrap(callee(func(context.Context) (*User, error) {
					if attempts++; attempts > len(test.errs) {
						return nil, errors.New("one attempt too many")
					}
					return someone, test.errs[attempts-1]
				}))
				user, err := method.call(store, t.Context())
				if !errors.Is(err, test.want) || attempts != len(test.errs) || err == nil && user != someone {
					t.Errorf("%s with the errors %v: %v, %v after %d attempts", method.name, test.errs, user, err, attempts)
				}
			}
		}
	})
}

func TestContendersLimitAttempts(t *testing.T) {
	retrying(t, func(t *testing.T, c contender) {
		attempts := 0
		store := c.wrap(callee(func(ctx context.Context) (*User, error) {
			if attempts++; attempts == 1 {
				<-ctx.Done()
				return nil, ctx.Err()
			}
			return someone, nil
		}))
		start := time.Now()
		if user, err := fetch(store, t.Context()); user != someone || err != nil || time.Since(start) != attemptTimeout {
			t.Errorf("%v, %v after %v", user, err, time.Since(start))
		}
	})
}

func TestContendersLeaveAPauseWithTheirCaller(t *testing.T) {
	retrying(t, func(t *testing.T, c contender) {
		for _, scenario := range parked() {
			if !scenario.takesPart(c) {
				continue
			}
			ctx, cancel := context.WithCancel(t.Context())
			start := time.Now()
			time.AfterFunc(time.Minute, cancel)
			if _, err := scenario.call(c.wrap(scenario.callee()), ctx); err == nil || time.Since(start) != time.Minute {
				t.Errorf("%s: %v after %v", scenario.name, err, time.Since(start))
			}
		}
	})
}
