package gowrap

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGeneratedFilesAreUpToDate(t *testing.T) { trial.NothingStale(t) }

var errBusy = errors.New("busy")

// Both make the same attempts at the same instants and return the same error. Only that the old one waits once more after the last.
func TestSameAttempts(t *testing.T) {
	for method, call := range map[string]func(context.Context, Store) error{
		"Get":   func(ctx context.Context, s Store) error { _, err := s.Get(ctx, "a"); return err },
		"Put":   func(ctx context.Context, s Store) error { return s.Put(ctx, "a", "text") },
		"Flush": func(_ context.Context, s Store) error { return s.Flush() },
	} {
		for failures := range 6 {
			synctest.Test(t, func(t *testing.T) {
				run := func(wrap func(Store) Store) ([]time.Duration, time.Duration, error) {
					inner, began := &store{failures: failures}, time.Now()
					err := call(t.Context(), wrap(inner))
					var at []time.Duration
					for _, begin := range inner.begins {
						at = append(at, begin.Sub(began))
					}
					return at, time.Since(began), err
				}
				before, beforeTook, beforeErr := run(func(s Store) Store { return NewStoreWithRetry(s, 3, 100*time.Millisecond) })
				after, afterTook, afterErr := run(func(s Store) Store { return NewRetryingStore(s) })
				if !slices.Equal(before, after) || beforeErr != afterErr {
					t.Errorf("%s, %d failures: attempts at %v and %v; before at %v and %v", method, failures, after, afterErr, before, beforeErr)
				}
				wasted := time.Duration(0)
				if failures >= 4 {
					wasted = 100 * time.Millisecond
				}
				if beforeTook-afterTook != wasted {
					t.Errorf("%s, %d failures: took %v, and %v before; want %v less", method, failures, afterTook, beforeTook, wasted)
				}
			})
		}
	}
}

// When the caller is gone during a pause, the old one returns the last error and hides why; the new one returns both.
func TestCallerIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		call := func(s Store) error {
			ctx, cancel := context.WithTimeout(t.Context(), 250*time.Millisecond)
			defer cancel()
			_, err := s.Get(ctx, "a")
			return err
		}
		if err := call(NewStoreWithRetry(&store{failures: 9}, 3, 100*time.Millisecond)); err != errBusy {
			t.Errorf("before: %v", err)
		}
		if err := call(NewRetryingStore(&store{failures: 9})); !errors.Is(err, errBusy) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after: %v, want one that is both %v and %v", err, errBusy, context.DeadlineExceeded)
		}
	})
}

// A store fails at first.
type store struct {
	failures int
	begins   []time.Time
}

func (s *store) answer() error {
	if s.begins = append(s.begins, time.Now()); len(s.begins) <= s.failures {
		return errBusy
	}
	return nil
}

func (s *store) Get(context.Context, string) (string, error) { return "text", s.answer() }
func (s *store) Put(context.Context, string, string) error   { return s.answer() }
func (s *store) Flush() error                                { return s.answer() }
func (s *store) Len() int                                    { return 1 }
