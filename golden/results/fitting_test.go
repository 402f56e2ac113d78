package results_test

import (
	"context"
	"errors"
	"testing"

	"github.com/backoffgen/backoffgen/golden/results"
)

// A fitting returns what is not wanted at first.
type fitting struct {
	attempts int
	err      error
}

func (f *fitting) next() bool { f.attempts++; return f.attempts > 1 }

func (f *fitting) Wait(context.Context) (*results.Job, error) {
	return &results.Job{Done: f.next()}, nil
}

func (f *fitting) Name(context.Context) (string, error) {
	if f.next() {
		return "name", nil
	}
	return "", nil
}

func (f *fitting) Pair(context.Context) (a, b any, err error) {
	if f.next() {
		return 1, 2, nil
	}
	return 1, nil, nil
}

func (f *fitting) Ping(context.Context) error {
	if f.next() {
		return nil
	}
	return f.err
}

// What could be called with the results, or with the error, is a predicate: an interface that a result implements, any, a
// function whose type parameters are inferred.
func TestPredicatesThatFit(t *testing.T) {
	ctx := t.Context()
	for name, call := range map[string]func(r *results.RetryingFitting) error{
		"an interface of the result's": func(r *results.RetryingFitting) error { _, err := r.Wait(ctx); return err },
		"type parameters":              func(r *results.RetryingFitting) error { _, err := r.Name(ctx); return err },
		"any":                          func(r *results.RetryingFitting) error { _, _, err := r.Pair(ctx); return err },
		"errors":                       func(r *results.RetryingFitting) error { return r.Ping(ctx) },
	} {
		inner := &fitting{err: results.ErrBusy}
		if err := call(results.NewRetryingFitting(inner)); err != nil || inner.attempts != 2 {
			t.Errorf("%s: %v after %d attempts, want none after 2", name, err, inner.attempts)
		}
	}
	other := errors.New("other")
	inner := &fitting{err: other}
	if err := results.NewRetryingFitting(inner).Ping(ctx); err != other || inner.attempts != 1 {
		t.Errorf("an error that is not listed: %v after %d attempts, want itself after 1", err, inner.attempts)
	}
}
