package testonly_test

import (
	"context"
	"errors"
	"testing"
)

type broken struct{ attempts int }

func (b *broken) Now(context.Context) (int, error) {
	b.attempts++
	return b.attempts, errors.New("always")
}

func TestDecoratorInTheExternalTestPackage(t *testing.T) {
	if n, err := NewRetryingClock(&broken{}).Now(context.Background()); n != 2 || err == nil {
		t.Errorf("Now returned %d, %v, want what the second attempt returned", n, err)
	}
}
