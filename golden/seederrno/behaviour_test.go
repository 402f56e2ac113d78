package seederrno_test

import (
	"context"
	"errors"
	"net"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/seederrno"
)

type db func(data map[string]any) (string, error)

func (f db) Fetch(_ context.Context, data map[string]any) (string, error) { return f(data) }

func TestRetriedOnConnectionAbortOnly(t *testing.T) {
	aborted := &net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNABORTED)}
	tests := []struct {
		name     string
		err      error
		attempts int
	}{
		{"the error number itself", syscall.ECONNABORTED, 3},
		{"the error number as package net wraps it", aborted, 3},
		{"another error number", syscall.ECONNREFUSED, 1},
		{"no error number", errors.New("no error number"), 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				attempts := 0
				start := time.Now()
				got, err := seederrno.NewRetryingDB(db(func(data map[string]any) (string, error) {
					if attempts++; attempts < 3 {
						return "", tt.err
					}
					return data["key"].(string), nil
				})).Fetch(t.Context(), map[string]any{"key": "value"})
				if attempts != tt.attempts {
					t.Errorf("%d attempts, want %d", attempts, tt.attempts)
				}
				if elapsed, want := time.Since(start), time.Duration(tt.attempts-1)*100*time.Millisecond; elapsed != want {
					t.Errorf("the call took %v, want %v", elapsed, want)
				}
				switch {
				case tt.attempts == 1 && err != tt.err:
					t.Errorf("Fetch returned %v, want the inner error itself", err)
				case tt.attempts == 3 && (got != "value" || err != nil):
					t.Errorf("Fetch returned %q, %v", got, err)
				}
			})
		})
	}
}
