package testonly

import (
	"context"
	"errors"
	"testing"
)

type broken struct{ attempts int }

func (b *broken) now(context.Context) (int, error) {
	b.attempts++
	return b.attempts, errors.New("always")
}

func TestDecoratorInATestFile(t *testing.T) {
	if n, err := newRetryingClock(&broken{}).now(context.Background()); n != 3 || err == nil {
		t.Errorf("now returned %d, %v, want what the third attempt returned", n, err)
	}
}
