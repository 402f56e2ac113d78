package seedclass_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/seedclass"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// db fails as often as failures says, for each call and item.
type db struct {
	mu       sync.Mutex
	failures int
	delay    time.Duration
	err      error
	attempts map[string]int
}

func (d *db) attempt(of string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.attempts == nil {
		d.attempts = map[string]int{}
	}
	d.attempts[of]++
	if d.attempts[of] <= d.failures {
		return d.err
	}
	return nil
}

func (d *db) Fetch(_ context.Context, data map[string]any) ([]string, error) {
	return []string{"a", "b", "c"}, d.attempt(fmt.Sprint("fetch ", data["from"]))
}

func (d *db) Save(_ context.Context, item string) error { return d.attempt("save " + item) }

func (d *db) Restore(context.Context) error {
	time.Sleep(d.delay)
	return d.attempt("restore")
}

func (d *db) Ping() error {
	time.Sleep(d.delay)
	return d.attempt("ping")
}

// The example: fetch under the policy, then save what was fetched, all at once, under the same.
func TestOnePolicyForSeveralCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &db{failures: 2, err: syscall.ECONNABORTED}
		decorated := seedclass.NewRetryingDB(inner)
		start := time.Now()
		items, err := decorated.Fetch(t.Context(), map[string]any{"from": "here"})
		if strings.Join(items, "") != "abc" || err != nil {
			t.Fatalf("Fetch returned %v, %v", items, err)
		}
		var group sync.WaitGroup
		for _, item := range items {
			group.Go(func() {
				if err := decorated.Save(t.Context(), item); err != nil {
					t.Errorf("Save(%s) returned %v", item, err)
				}
			})
		}
		group.Wait()
		for _, call := range []string{"fetch here", "save a", "save b", "save c"} {
			if inner.attempts[call] != 3 {
				t.Errorf("%d attempts of %s, want 3", inner.attempts[call], call)
			}
		}
		// 200 ms of pauses for the fetch, and as much for the saves, which run beside each other.
		if elapsed := time.Since(start); elapsed != 400*time.Millisecond {
			t.Errorf("it took %v, want 400ms", elapsed)
		}
	})
}

// The seed's execute: the same policy for a function that is no method of an interface.
// Rule 4.1.
func TestExecute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		attempts := 0
		got, err := backoff.Do(t.Context(), &seedclass.Backoff, func(ctx context.Context) (int, error) {
			if attempts++; attempts < 3 {
				return 0, syscall.ECONNABORTED
			}
			if _, ok := ctx.Deadline(); !ok {
				return 0, errors.New("the attempt has no deadline")
			}
			return 42, nil
		})
		if got != 42 || err != nil || attempts != 3 {
			t.Errorf("Do returned %d, %v after %d attempts", got, err, attempts)
		}
	})
}

func TestGiveupOfASharedPolicy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &db{failures: 9, err: syscall.EPIPE}
		if err := seedclass.NewRetryingDB(inner).Save(t.Context(), "a"); err != syscall.EPIPE || inner.attempts["save a"] != 1 {
			t.Errorf("Save returned %v after %d attempts, want EPIPE after 1", err, inner.attempts["save a"])
		}
	})
}

func TestPolicyFromAFunction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &db{failures: 20, err: syscall.ECONNABORTED, delay: 400 * time.Millisecond}
		start := time.Now()
		if err := seedclass.NewRetryingDB(inner).Restore(t.Context()); err != nil {
			t.Errorf("Restore returned %v", err)
		}
		// Twenty failures of 400 ms with a pause of 100 ms behind each: more than Backoff's deadline of a second.
		if elapsed := time.Since(start); elapsed != 10400*time.Millisecond {
			t.Errorf("it took %v, want 10.4s", elapsed)
		}
	})
}

// An attempt without a context cannot be ended, so only the deadline counts, between attempts.
func TestLimitsWithoutContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &db{failures: 9, err: syscall.ECONNABORTED, delay: 700 * time.Millisecond}
		start := time.Now()
		err := seedclass.NewRetryingDB(inner).Ping()
		var stopped *backoff.Error
		if !errors.As(err, &stopped) || stopped.Reason != backoff.ReasonDeadline || stopped.Last != syscall.ECONNABORTED {
			t.Errorf("Ping returned %v, want a *backoff.Error for the deadline with ECONNABORTED as the last error", err)
		}
		if elapsed := time.Since(start); inner.attempts["ping"] != 2 || elapsed != 1500*time.Millisecond {
			t.Errorf("%d attempts in %v, want 2 in 1.5s", inner.attempts["ping"], elapsed)
		}
	})
}

func TestPolicyIsCopiedByTheConstructor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		before := seedclass.Backoff
		defer func() { seedclass.Backoff = before }()
		inner := &db{failures: 2, err: syscall.ECONNABORTED}
		decorated := seedclass.NewRetryingDB(inner)
		seedclass.Backoff.MaxTries = 1
		if err := decorated.Save(t.Context(), "a"); err != nil || inner.attempts["save a"] != 3 {
			t.Errorf("Save returned %v after %d attempts, want no error after 3", err, inner.attempts["save a"])
		}
	})
}
