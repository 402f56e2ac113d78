package rules_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/rules"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Policies that are not written on the interface: shared ones, defaults, and none.

// Rule 1.14.
func TestUse_ASharedPolicyGovernsItsMethods(t *testing.T) {
	t.Run("variable", func(t *testing.T) {
		each(t, all, rules.NewRetryingByVar, func(r *run) {
			r.invoke(r.Context(), fail(rules.ErrBusy))
			r.returned(rules.ErrBusy)
			r.took(10*ms, 0, 10*ms)
		})
		each(t, withContext, rules.NewRetryingByVar, func(r *run) { // its limits hold where there is a context
			r.invoke(r.Context(), heed, fail(nil))
			r.returned(nil)
			r.took(110*ms, 0, 110*ms)
		})
		each(t, withoutContext, rules.NewRetryingByVar, func(r *run) { // and are left out where there is none
			r.invoke(r.Context(), after(110*ms, rules.ErrFatal))
			r.returned(rules.ErrFatal)
			r.took(110*ms, 0)
		})
	})
	t.Run("pointer", func(t *testing.T) {
		each(t, all, rules.NewRetryingByPointer, func(r *run) {
			r.invoke(r.Context(), fail(rules.ErrFatal))
			r.returned(rules.ErrFatal)
			r.took(0, 0, 0, 0)
		})
	})
	t.Run("function", func(t *testing.T) {
		each(t, all, rules.NewRetryingByFunc, func(r *run) {
			err := &rules.Probe{Retry: true}
			r.invoke(r.Context(), fail(err))
			r.returned(err)
			r.took(0, 0, 0, 0, 0)
			r.asked(err, 3)
		})
	})
	t.Run("function of a pointer", func(t *testing.T) {
		each(t, all, rules.NewRetryingByPointerFunc, func(r *run) {
			r.invoke(r.Context(), fail(rules.ErrFatal))
			r.stopped("ByPointerFunc", backoff.Error{Reason: backoff.ReasonDeadline, Elapsed: 900 * ms, Last: rules.ErrFatal, Cause: backoff.ErrDeadline})
			r.took(900*ms, 0, 300*ms, 600*ms, 900*ms)
		})
	})
}

// Rule 1.14.
func TestUse_ASharedPolicyIsReadOnceInTheConstructor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &callee{steps: []step{fail(rules.ErrFatal)}, began: time.Now()}
		before := rules.NewRetryingByPointer(inner)
		shared := *rules.Pointer
		defer func() { *rules.Pointer = shared }()
		rules.Pointer.MaxTries, rules.Pointer.Errors = 5, []backoff.Matcher{backoff.Is(rules.ErrFatal)}
		after := rules.NewRetryingByPointer(inner)
		for _, test := range []struct {
			calls rules.Calls
			want  int
		}{{before, 3}, {after, 5}} {
			inner.starts = nil
			if _, err := test.calls.Step(1); err != rules.ErrFatal || len(inner.starts) != test.want {
				t.Errorf("%d attempts, want %d (%v)", len(inner.starts), test.want, err)
			}
		}
	})
}

// Rule 1.14.
func TestUse_AnInvalidPolicyPanicsInTheConstructor(t *testing.T) {
	defer func() {
		if text, _ := recover().(string); !strings.Contains(text, "ByInvalid.Call") || !strings.Contains(text, "MaxTries is -1") {
			t.Errorf("the constructor panicked with %q, want what is wrong with which method", text)
		}
	}()
	rules.NewRetryingByInvalid(&callee{})
	t.Error("the constructor returned")
}

// Rule 2.17.
func TestAnInnerThatIsNilPanicsInTheConstructor(t *testing.T) {
	defer func() {
		if text, _ := recover().(string); !strings.Contains(text, "inner Plain is nil") {
			t.Errorf("the constructor panicked with %q", text)
		}
	}()
	rules.NewRetryingPlain(nil)
	t.Error("the constructor returned")
}

// account counts the attempts of each method.
type account struct {
	attempts map[string]int
	amounts  []int
	err      error
}

func (a *account) try(method string) error { a.attempts[method]++; return a.err }

func (a *account) Balance(context.Context) (int, error) {
	err := a.try("Balance")
	return a.attempts["Balance"], err
}

func (a *account) Pay(_ context.Context, amount int) error {
	a.amounts = append(a.amounts, amount)
	return a.try("Pay")
}

func (a *account) Audit(context.Context) error { return a.try("Audit") }

func (a *account) Owner(ctx context.Context) string {
	_ = a.try("Owner")
	return ctx.Value(key{}).(string)
}

func TestOff_ADefaultGovernsWhatDoesNotReplaceIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.WithValue(t.Context(), key{}, "the owner")
		inner := &account{attempts: map[string]int{}, err: rules.ErrFatal}
		decorator := rules.NewRetryingAccount(inner)
		if n, err := decorator.Balance(ctx); n != 3 || err != rules.ErrFatal {
			t.Errorf("Balance returned %d, %v, want the third attempt's", n, err)
		}
		if err := decorator.Pay(ctx, 42); err != rules.ErrFatal {
			t.Errorf("Pay returned %v", err)
		}
		if err := decorator.Audit(ctx); err != rules.ErrFatal {
			t.Errorf("Audit returned %v", err)
		}
		if owner := decorator.Owner(ctx); owner != "the owner" {
			t.Errorf("Owner returned %q", owner)
		}
		// Pay is off, Audit has replaced the default and its errors, Owner returns no error.
		if a := inner.attempts; a["Balance"] != 3 || a["Pay"] != 1 || a["Audit"] != 1 || a["Owner"] != 1 || inner.amounts[0] != 42 {
			t.Errorf("attempts: %v", a)
		}
		inner.err = rules.ErrBusy
		if err := decorator.Audit(ctx); err != rules.ErrBusy || inner.attempts["Audit"] != 3 {
			t.Errorf("Audit returned %v after %d more attempts, want 2", err, inner.attempts["Audit"]-1)
		}
	})
}
