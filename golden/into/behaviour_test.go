package into

import (
	"errors"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// sealed fails twice, and then succeeds.
type sealed struct{ attempts, sealed int }

func (s *sealed) Close() error {
	if s.attempts++; s.attempts < 3 {
		return errors.New("not yet")
	}
	return nil
}

func (s *sealed) Hidden(h *hidden) error { h.seen++; return errors.New("not retried") }
func (s *sealed) seal()                  { s.sealed++ }

func TestBesideTheInterface(t *testing.T) {
	inner, h := &sealed{}, &hidden{}
	decorated := NewRetryingSealed(inner)
	if err := decorated.Close(); err != nil || inner.attempts != 3 {
		t.Errorf("error is %v after %d attempts, want none after 3", err, inner.attempts)
	}
	if err := decorated.Hidden(h); err == nil || h.seen != 1 {
		t.Errorf("error is %v after %d calls, want one after 1", err, h.seen)
	}
	if decorated.seal(); inner.sealed != 1 {
		t.Error("seal was not passed on")
	}
}
