//go:build !never

package tagged_test

import (
	"context"
	"errors"
	"testing"

	"github.com/backoffgen/backoffgen/golden/tagged"
)

type broken struct{ attempts int }

func (b *broken) Now(context.Context) (int, error) {
	b.attempts++
	return b.attempts, errors.New("always")
}

// Rule 2.6.
func TestDecoratorUnderAConstraint(t *testing.T) {
	if n, err := tagged.NewRetryingClock(&broken{}).Now(context.Background()); n != 3 || err == nil {
		t.Errorf("Now returned %d, %v, want what the third attempt returned", n, err)
	}
}
