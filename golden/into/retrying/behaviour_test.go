package retrying_test

import (
	"context"
	"errors"
	"io"
	"testing"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/into"
	"github.com/backoffgen/backoffgen/golden/into/retrying"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// store fails twice with err, and then succeeds.
type store struct {
	err      error
	attempts int
}

func (s *store) attempt() error {
	if s.attempts++; s.attempts < 3 {
		return s.err
	}
	return nil
}

func (s *store) Get(_ context.Context, key string) (int, *into.Item, error) {
	return len(key), &into.Item{ID: key}, s.attempt()
}

func (s *store) Put(_ context.Context, item into.Item, lists ...map[string]int) error {
	if item.ID != "x" || len(lists) != 2 {
		return nil
	}
	return s.attempt()
}

// Rule 2.10.
func TestAnnotatedNamesMeanTheSame(t *testing.T) {
	tests := []struct {
		name     string
		err      error
		attempts int
	}{
		{"a variable", into.ErrBusy, 3},
		{"a type", &into.Temporary{Code: 1}, 3},
		{"another error", errors.New("other"), 1},
		{"a function of giveup", errors.Join(into.ErrBusy, io.ErrUnexpectedEOF), 1},
		{"a constant of giveup", &into.Temporary{Code: into.Limit}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inner := &store{err: tt.err}
			n, item, err := retrying.NewRetryingStore[string, int](inner).Get(t.Context(), "abc")
			if n != 3 || item.ID != "abc" || inner.attempts != tt.attempts || (err == nil) != (tt.attempts == 3) {
				t.Errorf("got %v, %v, %v after %d attempts, want %d", n, item, err, inner.attempts, tt.attempts)
			}
		})
	}
}

func TestImplementsTheInterface(t *testing.T) {
	inner := &store{err: errors.New("any")}
	var decorated into.Store[string, int] = retrying.NewRetryingStore[string, int](inner)
	if err := decorated.Put(t.Context(), into.Item{ID: "x"}, nil, nil); err != nil || inner.attempts != 3 {
		t.Errorf("error is %v after %d attempts, want none after 3", err, inner.attempts)
	}
}

// sealed is what no other package can write, but for its parts that can be.
type sealed struct {
	into.Sealed
	attempts int
}

func (s *sealed) Close() error {
	if s.attempts++; s.attempts < 3 {
		return errors.New("not yet")
	}
	return nil
}

func TestUnwritableMethodsArePromoted(t *testing.T) {
	inner := &sealed{}
	var decorated into.Sealed = retrying.NewRetryingSealed(inner)
	if err := decorated.Close(); err != nil || inner.attempts != 3 {
		t.Errorf("error is %v after %d attempts, want none after 3", err, inner.attempts)
	}
}
