package seedkeyword_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/seedkeyword"
	"github.com/backoffgen/backoffgen/golden/seedpositional"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Both notations say the same.
// Rule 1.11.
func TestPoliciesAreThoseOfPositionalNotation(t *testing.T) {
	keyword, positional := seedkeyword.DefaultDBPolicies(), seedpositional.DefaultDBPolicies()
	pairs := map[string][2]backoff.Policy{
		"Fetch":     {keyword.Fetch, positional.Fetch},
		"Save":      {keyword.Save, positional.Save},
		"FetchWith": {keyword.FetchWith, positional.FetchWith},
	}
	for name, pair := range pairs {
		if len(pair[0].Errors) != len(pair[1].Errors) {
			t.Errorf("%s has %d errors in one notation, %d in the other", name, len(pair[0].Errors), len(pair[1].Errors))
		}
		pair[0].Errors, pair[1].Errors = nil, nil // functions, which do not compare
		if diff := cmp.Diff(pair[1], pair[0]); diff != "" {
			t.Errorf("policies of %s (-positional +keyword):\n%s", name, diff)
		}
	}
}

type db struct {
	seedkeyword.DB // the methods that a test does not call
	attempts       int
	answer         func(ctx context.Context, attempt int) (string, error)
}

func (d *db) FetchThrice(ctx context.Context, _ map[string]any) (string, error) {
	d.attempts++
	return d.answer(ctx, d.attempts)
}

func (d *db) FetchWith(ctx context.Context, data map[string]any) (string, error) {
	return d.FetchThrice(ctx, data)
}

func TestNoMoreThanMaxTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &db{answer: func(_ context.Context, attempt int) (string, error) {
			return "partial", seedkeyword.ValueError(attempt)
		}}
		start := time.Now()
		got, err := seedkeyword.NewRetryingDB(inner).FetchThrice(t.Context(), nil)
		if err != seedkeyword.ValueError(3) || got != "partial" {
			t.Errorf("FetchThrice returned %q, %v, want what the third attempt returned", got, err)
		}
		if elapsed := time.Since(start); inner.attempts != 3 || elapsed != 200*time.Millisecond {
			t.Errorf("%d attempts in %v, want 3 in 200ms", inner.attempts, elapsed)
		}
	})
}

func TestTimedOutAttemptsCountAsTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &db{answer: func(ctx context.Context, attempt int) (string, error) {
			if attempt == 1 {
				<-ctx.Done()
				return "", ctx.Err()
			}
			return "", seedkeyword.ErrRuntime
		}}
		start := time.Now()
		_, err := seedkeyword.NewRetryingDB(inner).FetchThrice(t.Context(), nil)
		if err != seedkeyword.ErrRuntime || inner.attempts != 3 {
			t.Errorf("FetchThrice returned %v after %d attempts, want the runtime error after 3", err, inner.attempts)
		}
		if elapsed := time.Since(start); elapsed != 700*time.Millisecond {
			t.Errorf("the call took %v, want 700ms", elapsed)
		}
	})
}

// Rule 1.11.
func TestExceptionsIsErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, want := range []error{&seedkeyword.TypeError{}, seedkeyword.ErrRuntime, seedkeyword.ValueError(1)} {
			inner := &db{answer: func(_ context.Context, attempt int) (string, error) {
				if attempt == 1 {
					return "", want
				}
				return "rows", nil
			}}
			if got, err := seedkeyword.NewRetryingDB(inner).FetchWith(t.Context(), nil); got != "rows" || err != nil {
				t.Errorf("after %v FetchWith returned %q, %v", want, got, err)
			}
		}
		other := errors.New("another error")
		inner := &db{answer: func(context.Context, int) (string, error) { return "", other }}
		if _, err := seedkeyword.NewRetryingDB(inner).FetchWith(t.Context(), nil); err != other || inner.attempts != 1 {
			t.Errorf("FetchWith returned %v after %d attempts, want the other error after 1", err, inner.attempts)
		}
	})
}
