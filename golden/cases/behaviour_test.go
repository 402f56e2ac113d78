package cases_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/cases"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const s, ms = time.Second, time.Millisecond

// A store fails with one error after the other, and notes when it was asked.
type store struct {
	errs  []error
	began time.Time
	mu    sync.Mutex // hedged attempts run beside each other
	asked []time.Duration
	slow  time.Duration // of an attempt that does not fail
}

func (s *store) next() error {
	s.mu.Lock()
	s.asked = append(s.asked, time.Since(s.began))
	n := len(s.asked)
	s.mu.Unlock()
	if n <= len(s.errs) {
		return s.errs[n-1]
	}
	time.Sleep(s.slow)
	return nil
}

func (s *store) Get(context.Context, string) (string, error) { return "value", s.next() }
func (s *store) Put(context.Context, string, string) error   { return s.next() }
func (s *store) Once(context.Context) error                  { return s.next() }
func (s *store) Dialled(context.Context) error               { return s.next() }
func (s *store) Hedged(context.Context) (string, error)      { return "value", s.next() }

// Rule 1.3.
func TestCases(t *testing.T) {
	busy, throttled, moved := cases.ErrBusy, cases.ErrThrottled, cases.ErrMoved
	hint := func(d time.Duration) error { return &cases.Hint{After: d} }
	get := func(r *cases.RetryingStore) error { _, err := r.Get(context.Background(), ""); return err }
	put := func(r *cases.RetryingStore) error { return r.Put(context.Background(), "", "") }
	once := func(r *cases.RetryingStore) error { return r.Once(context.Background()) }
	dialled := func(r *cases.RetryingStore) error { return r.Dialled(context.Background()) }
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	for _, test := range []struct {
		name  string
		call  func(*cases.RetryingStore) error
		errs  []error
		times []time.Duration
	}{
		{"tries of the case do not count for the policy", get, []error{throttled, throttled, busy, throttled, busy, throttled, busy},
			[]time.Duration{0, s, 3 * s, 3*s + 50*ms, 6*s + 50*ms, 6*s + 150*ms, 9*s + 150*ms, 9*s + 350*ms}},
		{"after the case's number it is over", get, []error{throttled, throttled, throttled, throttled, throttled, throttled},
			[]time.Duration{0, s, 3 * s, 6 * s, 9 * s, 12 * s}},
		{"another error is not retried", get, []error{throttled, moved}, []time.Duration{0, s}},
		{"a growth of its own, without jitter", put, []error{throttled, throttled}, []time.Duration{0, s, 4 * s}},
		{"what is left out of a case may end in another", put, []error{fmt.Errorf("%w, %w", throttled, moved)}, []time.Duration{0, 0}},
		{"hints of any length", put, []error{fmt.Errorf("%w: %w", throttled, hint(time.Hour))}, []time.Duration{0, time.Hour}},
		{"hints up to a limit", put, []error{hint(s), hint(s + 1)}, []time.Duration{0, s}},
		{"no limit to tries", put, []error{hint(s), hint(s), hint(s), hint(s), hint(s), hint(s), hint(s)},
			[]time.Duration{0, s, 2 * s, 3 * s, 4 * s, 5 * s, 6 * s, 7 * s}},
		{"a policy that names no errors", once, []error{throttled, throttled, throttled}, []time.Duration{0, s, 2 * s}},
		{"what is known of a client", dialled, []error{refused, busy, refused}, []time.Duration{0, s, s, 2 * s}},
		{"it names none but in its case", once, []error{busy}, []time.Duration{0}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := &store{errs: test.errs, began: time.Now()}
				err := test.call(cases.NewRetryingStore(inner))
				if fmt.Sprint(inner.asked) != fmt.Sprint(test.times) {
					t.Errorf("asked at %v, want %v", inner.asked, test.times)
				}
				if failed := len(test.times) <= len(test.errs); failed && !errors.Is(err, test.errs[len(test.times)-1]) || !failed && err != nil {
					t.Errorf("the error is %v", err)
				}
			})
		})
	}
}

// Rule 1.3: attempts that end in a case with a number of its own leave the policy's to others, those that run beside each other too.
func TestCasesBesideHedges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &store{errs: []error{cases.ErrThrottled, cases.ErrThrottled}, began: time.Now(), slow: 150 * ms}
		value, err := cases.NewRetryingStore(inner).Hedged(t.Context())
		synctest.Wait() // for the times that attempts beside the winner have noted
		if want := fmt.Sprint([]time.Duration{0, s, 2 * s, 2*s + 100*ms}); fmt.Sprint(inner.asked) != want || value != "value" || err != nil {
			t.Errorf("asked at %v, want %v; the results are %q, %v", inner.asked, want, value, err)
		}
		time.Sleep(s) // until the loser has returned
	})
}

// Rule 4.2: policies with cases are data, and may be others.
func TestOtherCases(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policies := cases.DefaultStorePolicies()
		policies.Once.Cases[0].Pause = 5 * s
		inner := &store{errs: []error{cases.ErrThrottled}, began: time.Now()}
		r, err := cases.NewRetryingStore(inner).WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		policies.Once.Cases[0].Pause = 0 // the decorator has a copy
		if err := r.Once(t.Context()); err != nil || len(inner.asked) != 2 || inner.asked[1] != 5*s {
			t.Errorf("asked at %v (error %v)", inner.asked, err)
		}
		policies.Once.Cases[0].Errors = nil
		if _, err := r.WithPolicies(policies); err == nil {
			t.Error("a case without errors is accepted")
		}
	})
}
