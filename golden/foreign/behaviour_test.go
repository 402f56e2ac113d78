package foreign_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"github.com/backoffgen/backoffgen/golden/foreign"
)

type typed struct {
	reflect.Type
	attempts int
	got      []string
}

func (t *typed) Refresh(_ context.Context, inner, typedInner string) error {
	t.got = append(t.got, inner+typedInner)
	if t.attempts++; t.attempts < 3 {
		return errors.New("not yet")
	}
	return nil
}

// Rule 2.16.
func TestMethodsThatCannotBeWrittenArePromoted(t *testing.T) {
	inner := &typed{Type: reflect.TypeFor[int]()}
	decorated := foreign.NewRetryingTyped(inner)
	if err := decorated.Refresh(context.Background(), "a", "b"); err != nil || inner.attempts != 3 {
		t.Errorf("Refresh returned %v after %d attempts, want no error after 3", err, inner.attempts)
	}
	for _, got := range inner.got {
		if got != "ab" {
			t.Errorf("an attempt got %q", got)
		}
	}
	if decorated.Kind() != reflect.Int || decorated.Name() != "int" {
		t.Errorf("the type is %v, want int", decorated)
	}
}
