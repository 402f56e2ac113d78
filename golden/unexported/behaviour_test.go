package unexported

import (
	"context"
	"errors"
	"testing"
)

type memory struct{ attempts, closed int }

func (m *memory) get(_ context.Context, key string) (string, error) {
	if m.attempts++; m.attempts < 3 {
		return "", errors.New("not yet")
	}
	return "value of " + key, nil
}

func (m *memory) close() error {
	m.closed++
	return errors.New("always")
}

func TestUnexportedInterface(t *testing.T) {
	inner := &memory{}
	got, err := Value(context.Background(), newRetryingStore(inner), "key")
	if got != "value of key" || err != nil || inner.attempts != 3 {
		t.Errorf("Value returned %q, %v after %d attempts", got, err, inner.attempts)
	}
	if err := newRetryingStore(inner).close(); err == nil || inner.closed != 1 {
		t.Errorf("close returned %v after %d attempts, want the inner error after 1", err, inner.closed)
	}
	if n := defaultStorePolicies().get.MaxTries; n != 3 {
		t.Errorf("get is tried %d times, want 3", n)
	}
}
