package backoff_test

import (
	"context"
	"errors"
	"testing"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A policy's own budget is the one that counts, for whatever runs the call; without it the decorator's does.
func TestRule4_5_ThePolicysBudgetCounts(t *testing.T) {
	p := Policy{MaxTries: 3, Errors: []Matcher{Any}, Budget: &tally{refuse: true}}
	for name, call := range map[string]func(t *testing.T) error{
		"Do":  func(t *testing.T) error { _, err := Do(t.Context(), &p, nth(fail(errBusy))); return err },
		"Run": func(t *testing.T) error { return Run(t.Context(), &p, fail(errBusy)) },
		"abandon": func(t *testing.T) error {
			p := p
			p.Abandon = true
			return Run(t.Context(), &p, fail(errBusy))
		},
		"decorator": func(t *testing.T) error {
			m := decorate.New("Store", 1, WithBudget(&tally{})).Method("Fetch", p)
			return failing(t.Context(), &m, errBusy)
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := call(t); !errors.Is(err, ErrBudget) {
				t.Errorf("got %v, want a refusal", err)
			}
		})
	}
	other := &tally{refuse: true}
	m := decorate.New("Store", 1, WithBudget(other)).Method("Fetch", p)
	p.Budget = nil
	m, err := m.WithPolicy(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := failing(context.Background(), &m, errBusy); !errors.Is(err, ErrBudget) || other.asked != 1 {
		t.Errorf("under a policy without a budget: %v, and the decorator's was asked %d times", err, other.asked)
	}
}

// Ready-made budgets print how they are made, others their type.
func TestRule4_2_ABudgetIsPrinted(t *testing.T) {
	for want, b := range map[string]RetryBudget{
		"budget=NewThrottle(10,0.1)":                    newTestThrottle(t, 10, 0.1),
		"budget=NewRetryRatio(0.2,5)":                   newTestRatio(t, 0.2, 5),
		"budget=NewRetryQuota(500,nil)":                 Must(NewRetryQuota(500, nil)),
		"budget=NewRetryQuota(14,backoff.IsPermission)": Must(NewRetryQuota(14, IsPermission)),
		"budget=*backoff_test.tally":                    &tally{},
	} {
		if got := (Policy{Budget: b}).String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
