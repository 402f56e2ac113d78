package seedretry_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/seedretry"
)

type files struct {
	attempts int
	urls     []string
	err      func(attempt int) error
	unlocked bool
}

func (f *files) Download(_ context.Context, url string) ([]byte, error) {
	f.attempts++
	f.urls = append(f.urls, url)
	return []byte{byte(f.attempts)}, f.err(f.attempts)
}

func (f *files) Lock(context.Context) (func(), error) {
	f.attempts++
	return func() { f.unlocked = true }, f.err(f.attempts)
}

// Rule 1.13.
func TestAnyErrorIsRetried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &files{err: func(attempt int) error {
			if attempt < 5 {
				return fmt.Errorf("error %d", attempt)
			}
			return nil
		}}
		start := time.Now()
		got, err := seedretry.NewRetryingFiles(inner).Download(t.Context(), "https://example.com")
		if len(got) != 1 || got[0] != 5 || err != nil {
			t.Errorf("Download returned %v, %v, want what the fifth attempt returned", got, err)
		}
		for _, url := range inner.urls {
			if url != "https://example.com" {
				t.Errorf("an attempt got %q", url)
			}
		}
		if elapsed := time.Since(start); elapsed != 0 {
			t.Errorf("the call took %v: a retry has no pause", elapsed)
		}
	})
}

func TestLastErrorIsReturnedItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var last error
		inner := &files{err: func(attempt int) error {
			last = fmt.Errorf("error %d", attempt)
			return last
		}}
		got, err := seedretry.NewRetryingFiles(inner).Download(t.Context(), "")
		if err != last || got[0] != 5 || inner.attempts != 5 {
			t.Errorf("Download returned %v, %v after %d attempts, want what the fifth returned", got, err, inner.attempts)
		}
	})
}

func TestRetryWithExceptions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &files{err: func(attempt int) error {
			if attempt < 3 {
				return fmt.Errorf("attempt %d: %w", attempt, seedretry.ErrConnection)
			}
			return nil
		}}
		unlock, err := seedretry.NewRetryingFiles(inner).Lock(t.Context())
		if err != nil || inner.attempts != 3 {
			t.Fatalf("Lock returned %v after %d attempts, want no error after 3", err, inner.attempts)
		}
		if unlock(); !inner.unlocked {
			t.Error("Lock's function is not the inner one")
		}

		other := errors.New("another error")
		inner = &files{err: func(int) error { return other }}
		if _, err := seedretry.NewRetryingFiles(inner).Lock(t.Context()); err != other || inner.attempts != 1 {
			t.Errorf("Lock returned %v after %d attempts, want the other error after 1", err, inner.attempts)
		}
	})
}
