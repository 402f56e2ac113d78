package several_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/several"
)

var errAlways = errors.New("always")

// inner fails always, and counts.
type inner struct{ attempts int }

func (i *inner) fail() error {
	i.attempts++
	return errAlways
}

func (i *inner) Read(_ context.Context, key string) (string, error) { return key, i.fail() }
func (i *inner) Policy(context.Context) error                       { return i.fail() }
func (i *inner) Do(context.Context) error                           { return i.fail() }
func (i *inner) Write(ctx context.Context, key, value string) error {
	if i.attempts++; i.attempts < 3 {
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}

func TestEachInterfaceHasItsOwnDecorator(t *testing.T) {
	ctx := context.Background()
	i := &inner{}
	if key, err := several.NewRetryingReader(i).Read(ctx, "key"); key != "key" || err != errAlways || i.attempts != 2 {
		t.Errorf("Read returned %q, %v after %d attempts, want 2", key, err, i.attempts)
	}
	i.attempts = 0
	if err := several.NewRetryingError(i).Policy(ctx); err != errAlways || i.attempts != 2 {
		t.Errorf("Policy returned %v after %d attempts, want 2", err, i.attempts)
	}
	i.attempts = 0
	if err := several.NewRetryingThird(i).Do(ctx); err != errAlways || i.attempts != 3 {
		t.Errorf("Do returned %v after %d attempts, want 3", err, i.attempts)
	}
}

// Rule 1.16.
func TestOtherNames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := &inner{}
		start := time.Now()
		var decorated *several.PatientWriter = several.Patiently(i)
		if err := decorated.Write(t.Context(), "key", "value"); err != nil || time.Since(start) != 2*time.Second {
			t.Errorf("Write returned %v after %v, want no error after 2s", err, time.Since(start))
		}
	})
}
