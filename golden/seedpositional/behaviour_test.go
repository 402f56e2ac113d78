package seedpositional_test

import (
	"context"
	"errors"
	"maps"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/seedpositional"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// db is a database whose answers are a function of the attempt, counted from 1.
type db struct {
	attempts int
	answer   func(ctx context.Context, attempt int) (string, error)
	data     []map[string]any // what came with each attempt
}

func (d *db) Fetch(ctx context.Context) (string, error) {
	d.attempts++
	return d.answer(ctx, d.attempts)
}

func (d *db) Save(ctx context.Context, data map[string]any) error {
	d.data = append(d.data, data)
	_, err := d.Fetch(ctx)
	return err
}

func (d *db) FetchWith(ctx context.Context, data map[string]any) (string, error) {
	d.data = append(d.data, data)
	return d.Fetch(ctx)
}

// hang takes until its context ends.
func hang(ctx context.Context) (string, error) {
	<-ctx.Done()
	return "", context.Cause(ctx)
}

func TestAttemptIsCancelledAndTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &db{answer: func(ctx context.Context, attempt int) (string, error) {
			if attempt < 3 {
				return hang(ctx)
			}
			return "rows", nil
		}}
		start := time.Now()
		got, err := seedpositional.NewRetryingDB(inner).Fetch(t.Context())
		if got != "rows" || err != nil {
			t.Errorf("Fetch returned %q, %v", got, err)
		}
		// Two attempts of 100 ms, a pause of 100 ms behind each, and one that takes no time.
		if elapsed := time.Since(start); elapsed != 400*time.Millisecond || inner.attempts != 3 {
			t.Errorf("%d attempts in %v, want 3 in 400ms", inner.attempts, elapsed)
		}
	})
}

func TestDeadlineEndsTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &db{answer: func(ctx context.Context, _ int) (string, error) { return hang(ctx) }}
		start := time.Now()
		_, err := seedpositional.NewRetryingDB(inner).Fetch(t.Context())
		var stopped *backoff.Error
		if !errors.As(err, &stopped) || stopped.Reason != backoff.ReasonDeadline || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("Fetch returned %v, want a *backoff.Error for the deadline", err)
		}
		if stopped.Method != "DB.Fetch" || stopped.Attempts != 5 || inner.attempts != 5 {
			t.Errorf("%+v after %d attempts, want 5 of DB.Fetch", stopped, inner.attempts)
		}
		// The fifth attempt ends at 900 ms; a pause would end at the deadline, so it is not waited for.
		if elapsed := time.Since(start); elapsed != 900*time.Millisecond {
			t.Errorf("the call took %v, want 900ms", elapsed)
		}
	})
}

// Rule 1.19.
func TestOnlyTimeoutsAreRetriedWithoutErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &db{answer: func(context.Context, int) (string, error) { return "", seedpositional.ErrRuntime }}
		data := map[string]any{"key": 1}
		if err := seedpositional.NewRetryingDB(inner).Save(t.Context(), data); err != seedpositional.ErrRuntime {
			t.Errorf("Save returned %v, want the inner error itself", err)
		}
		if inner.attempts != 1 {
			t.Errorf("%d attempts, want 1", inner.attempts)
		}
		inner.attempts = 0
		inner.answer = func(_ context.Context, attempt int) (string, error) {
			if attempt == 1 {
				return "", context.DeadlineExceeded
			}
			return "", nil
		}
		if err := seedpositional.NewRetryingDB(inner).Save(t.Context(), data); err != nil || inner.attempts != 2 {
			t.Errorf("Save returned %v after %d attempts, want no error after 2", err, inner.attempts)
		}
		for _, got := range inner.data {
			if !maps.Equal(got, data) {
				t.Errorf("an attempt got %v, want %v", got, data)
			}
		}
	})
}

func TestListedErrorsAreRetried(t *testing.T) {
	tests := []struct {
		err      error
		attempts int
	}{
		{&seedpositional.TypeError{Type: "int"}, 2},
		{seedpositional.ErrRuntime, 2},
		{seedpositional.ValueError(3), 2},
		{errors.Join(errors.New("while fetching"), seedpositional.ValueError(3)), 2},
		{errors.New("another error"), 1},
		{context.Canceled, 1},
	}
	for _, tt := range tests {
		t.Run(tt.err.Error(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := &db{answer: func(_ context.Context, attempt int) (string, error) {
					if attempt == 1 {
						return "", tt.err
					}
					return "rows", nil
				}}
				start := time.Now()
				got, err := seedpositional.NewRetryingDB(inner).FetchWith(t.Context(), nil)
				if inner.attempts != tt.attempts {
					t.Errorf("%d attempts, want %d", inner.attempts, tt.attempts)
				}
				if tt.attempts == 1 {
					if err != tt.err {
						t.Errorf("FetchWith returned %v, want the inner error itself", err)
					}
					return
				}
				if got != "rows" || err != nil || time.Since(start) != 100*time.Millisecond {
					t.Errorf("FetchWith returned %q, %v after %v, want rows after 100ms", got, err, time.Since(start))
				}
			})
		})
	}
}
