package predeclared_test

import (
	"errors"
	"net"
	"net/http"
	"testing"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/predeclared"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// own fails with err, as long as there are failures left. Own and Less are left out: only their package has the types.
type own struct {
	theRest
	failures, attempts int
	err                error
}

// theRest is a name that no method has.
type theRest = predeclared.Own

func (o *own) attempt() error {
	if o.attempts++; o.attempts > o.failures {
		return nil
	}
	return o.err
}

func (o *own) Close() error { return o.attempt() }

func (o *own) RoundTrip(*http.Request) (*http.Response, error) {
	if err := o.attempt(); err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: http.StatusTeapot, Body: http.NoBody}, nil
}

func (o *own) WriteString(s string) (int, error) { return len(s), o.attempt() }

func TestMethodsWithPredeclaredTypesAreRetried(t *testing.T) {
	busy := errors.New("busy")
	tests := map[string]struct {
		err error
		run func(predeclared.Own) error
	}{
		"Close":       {net.ErrClosed, predeclared.Own.Close},
		"WriteString": {busy, func(o predeclared.Own) error { _, err := o.WriteString("x"); return err }},
		"RoundTrip": {busy, func(o predeclared.Own) error {
			req, err := http.NewRequestWithContext(t.Context(), "GET", "http://localhost/", nil)
			if err != nil {
				return err
			}
			resp, err := o.RoundTrip(req)
			if err == nil && resp.StatusCode != http.StatusTeapot {
				t.Errorf("status is %d", resp.StatusCode)
			}
			return err
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			inner := &own{failures: 2, err: tt.err}
			if err := tt.run(predeclared.NewRetryingOwn(inner)); err != nil || inner.attempts != 3 {
				t.Errorf("error is %v after %d attempts, want none after 3", err, inner.attempts)
			}
		})
	}
}

func TestGiveupComparesRealStrings(t *testing.T) {
	inner := &own{failures: 3, err: &net.OpError{Err: errors.New("broken"), Op: ""}}
	if err := predeclared.NewRetryingOwn(inner).Close(); err == nil || inner.attempts != 3 {
		t.Errorf("error is %v after %d attempts, want one after 3", err, inner.attempts)
	}
	inner = &own{failures: 3, err: broken{}}
	if err := predeclared.NewRetryingOwn(inner).Close(); err != (broken{}) || inner.attempts != 1 {
		t.Errorf("error is %v after %d attempts, want broken after 1", err, inner.attempts)
	}
}

// broken is a net.Error that the annotation gives up on.
type broken struct{}

func (broken) Error() string   { return "broken" }
func (broken) Timeout() bool   { return false }
func (broken) Temporary() bool { return false }

func TestWithPoliciesHasNoErrorWhereThereIsNone(t *testing.T) {
	decorated := predeclared.NewRetryingOwn(&own{})
	if other, err := decorated.WithPolicies(predeclared.DefaultOwnPolicies()); other == nil || err != nil {
		t.Errorf("got %v, %v", other, err)
	}
	policies := predeclared.DefaultOwnPolicies()
	policies.Close.MaxTries = -1
	if other, err := decorated.WithPolicies(policies); other != nil || err == nil {
		t.Errorf("got %v, %v, want an error", other, err)
	}
}

func TestNilRequestIsPassedOn(t *testing.T) {
	inner := &own{}
	if resp, err := predeclared.NewRetryingOwn(inner).RoundTrip(nil); resp == nil || err != nil || inner.attempts != 1 {
		t.Errorf("got %v, %v after %d attempts", resp, err, inner.attempts)
	}
}
