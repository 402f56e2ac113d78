package nocontext_test

import (
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/nocontext"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

type device struct {
	delay     time.Duration
	err       error
	attempts  int
	addresses []int
}

func (d *device) Reset() error {
	d.attempts++
	time.Sleep(d.delay)
	return d.err
}

func (d *device) Read(address int) (int, error) {
	d.addresses = append(d.addresses, address)
	d.attempts++
	return 10 * d.attempts, d.err
}

// Rule 1.8.
func TestDeadlineIsCheckedBetweenAttempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &device{delay: 100 * time.Millisecond, err: errors.New("no answer")}
		start := time.Now()
		err := nocontext.NewRetryingDevice(inner).Reset()
		var stopped *backoff.Error
		if !errors.As(err, &stopped) || stopped.Reason != backoff.ReasonDeadline || !errors.Is(err, inner.err) {
			t.Errorf("Reset returned %v, want a *backoff.Error for the deadline that has the inner error", err)
		}
		// Attempts end at 100, 500 and 900 ms; another pause would end at 1200.
		if elapsed := time.Since(start); inner.attempts != 3 || elapsed != 900*time.Millisecond {
			t.Errorf("%d attempts in %v, want 3 in 900ms", inner.attempts, elapsed)
		}
	})
}

// An attempt that nothing can end runs on, and its success counts however late it is.
func TestAttemptIsNotEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &device{delay: time.Minute}
		if err := nocontext.NewRetryingDevice(inner).Reset(); err != nil || inner.attempts != 1 {
			t.Errorf("Reset returned %v after %d attempts, want no error after 1", err, inner.attempts)
		}
	})
}

func TestGiveupExpression(t *testing.T) {
	tests := []struct {
		err      error
		attempts int
	}{
		{io.ErrUnexpectedEOF, 4},
		{io.EOF, 1},
		{fmt.Errorf("a fatal error"), 1},
		{fmt.Errorf("wrapped: %w", io.EOF), 4}, // the expression compares with ==
	}
	for _, tt := range tests {
		t.Run(tt.err.Error(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := &device{err: tt.err}
				start := time.Now()
				value, err := nocontext.NewRetryingDevice(inner).Read(7)
				if err != tt.err || value != 10*tt.attempts || inner.attempts != tt.attempts {
					t.Errorf("Read returned %d, %v after %d attempts, want %d attempts", value, err, inner.attempts, tt.attempts)
				}
				if elapsed, want := time.Since(start), time.Duration(tt.attempts-1)*10*time.Millisecond; elapsed != want {
					t.Errorf("it took %v, want %v", elapsed, want)
				}
				for _, address := range inner.addresses {
					if address != 7 {
						t.Errorf("an attempt got the address %d", address)
					}
				}
			})
		})
	}
}
