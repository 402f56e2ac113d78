package budgets_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/budgets"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A shop is always busy, and counts how often it is asked.
type shop struct{ asked int }

func (s *shop) Price(context.Context, string) (int, error) { return 0, s.fail() }
func (s *shop) Stock(context.Context, string) (int, error) { return 0, s.fail() }
func (s *shop) Order(context.Context, string) error        { return s.fail() }
func (s *shop) Cancel(context.Context, string) error       { return s.fail() }
func (s *shop) Ask() error                                 { return s.fail() }

func (s *shop) fail() error {
	s.asked++
	return budgets.ErrBusy
}

// Rule 4.5: the budget of the annotation is the one that counts, and is shared by the methods and by decorators.
func TestTheAnnotationsBudget(t *testing.T) {
	other := backoff.Must(backoff.NewRetryRatio(0, 0)) // refuses all
	inner := &shop{}
	first, second := budgets.NewRetryingShop(inner, backoff.WithBudget(other)), budgets.NewRetryingShop(inner)
	calls := 0
	for range 10 {
		_, err := first.Price(t.Context(), "gopher")
		_, err2 := second.Stock(t.Context(), "gopher")
		if !errors.Is(err, budgets.ErrBusy) || !errors.Is(err2, budgets.ErrBusy) {
			t.Error(err, err2)
		}
		calls += 2
	}
	// 10 tokens: the first call's two retries leave 8, and its end takes another; the second one has one retry; 5 is half.
	if retries := inner.asked - calls; retries != 3 {
		t.Errorf("%d calls made %d retries, want 3 in all", calls, retries)
	}
}

// Rule 4.5.
func TestAnotherBudgetHearsTheError(t *testing.T) {
	inner := &shop{}
	err := budgets.NewRetryingShop(inner).Order(t.Context(), "gopher")
	if !errors.Is(err, backoff.ErrBudget) || inner.asked != 1 || !slices.Equal(budgets.Refusing.Refused, []error{budgets.ErrBusy}) {
		t.Errorf("%v after %d attempts; it refused %v", err, inner.asked, budgets.Refusing.Refused)
	}
}

// Rule 4.5: where a policy names none, the constructor's is asked; and so it is when another policy takes its place.
func TestTheConstructorsBudget(t *testing.T) {
	refuses := backoff.Must(backoff.NewRetryRatio(0, 0))
	inner := &shop{}
	decorated := budgets.NewRetryingShop(inner, backoff.WithBudget(refuses))
	if err := decorated.Cancel(t.Context(), "gopher"); !errors.Is(err, backoff.ErrBudget) || inner.asked != 1 {
		t.Errorf("%v after %d attempts", err, inner.asked)
	}
	policies := budgets.DefaultShopPolicies()
	policies.Price.Budget = nil
	policies.Cancel.Budget = backoff.Must(backoff.NewThrottle(10, 1))
	changed, err := decorated.WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	inner.asked = 0
	if _, err := changed.Price(t.Context(), "gopher"); !errors.Is(err, backoff.ErrBudget) || inner.asked != 1 {
		t.Errorf("Price: %v after %d attempts", err, inner.asked)
	}
	inner.asked = 0
	if err := changed.Cancel(t.Context(), "gopher"); err != budgets.ErrBusy || inner.asked != 3 {
		t.Errorf("Cancel: %v after %d attempts", err, inner.asked)
	}
}

// Rule 4.5: a variable that is nil when the decorator is made is not passed over in silence.
func TestANilBudgetPanics(t *testing.T) {
	defer func() {
		if got := recover(); got != "Forgetful.Ask: backoff: the budget that the annotation names is nil" {
			t.Errorf("it panicked with %v", got)
		}
	}()
	budgets.NewRetryingForgetful(&shop{})
}
