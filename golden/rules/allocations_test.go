package rules_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/backoffgen/backoffgen/golden/rules"
)

// An idler allocates nothing. It fails fails times in a row, and then succeeds once.
type idler struct{ fails, failed int }

func (i *idler) try() (int, error) {
	if i.failed == i.fails {
		i.failed = 0
		return 1, nil
	}
	i.failed++
	return 0, rules.ErrBusy
}

func (i *idler) Call(context.Context, int) (int, error)  { return i.try() }
func (i *idler) Send(*http.Request) (int, error)         { return i.try() }
func (i *idler) Step(int) (int, error)                   { return i.try() }
func (i *idler) Balance(context.Context) (int, error)    { return i.try() }
func (i *idler) Pay(_ context.Context, amount int) error { return nil }
func (i *idler) Audit(context.Context) error             { return nil }
func (i *idler) Owner(context.Context) (owner string)    { return "" }

func TestAllocations(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector changes the counts")
	}
	for _, test := range []struct {
		name  string
		calls func(*idler) rules.Calls
		fails int
		want  float64 // one context for each attempt under limits, and for each retry, which knows itself
	}{
		{"success, no limits", func(i *idler) rules.Calls { return rules.NewRetryingPlain(i) }, 0, 0},
		{"success, no limits, a pause", func(i *idler) rules.Calls { return rules.NewRetryingPaused(i) }, 0, 0},
		{"success, retry", func(i *idler) rules.Calls { return rules.NewRetryingEvery(i) }, 0, 0},
		{"two failures, no pause", func(i *idler) rules.Calls { return rules.NewRetryingPlain(i) }, 2, 2},
		{"two failures, many matchers", func(i *idler) rules.Calls { return rules.NewRetryingMatched(i) }, 1, 1},
		{"success, attempt_timeout", func(i *idler) rules.Calls { return rules.NewRetryingTimed(i) }, 0, 1},
		{"success, deadline", func(i *idler) rules.Calls { return rules.NewRetryingBounded(i) }, 0, 1},
		{"success, both", func(i *idler) rules.Calls { return rules.NewRetryingPatient(i) }, 0, 1},
		{"two failures, deadline", func(i *idler) rules.Calls { return rules.NewRetryingBounded(i) }, 2, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			inner := &idler{fails: test.fails}
			calls, ctx := test.calls(inner), t.Context()
			request := (&http.Request{Host: "host"}).WithContext(ctx)
			measure := func(shape string, want float64, call func() (int, error)) {
				t.Helper()
				if got := testing.AllocsPerRun(100, func() {
					if v, err := call(); v != 1 || err != nil {
						t.Fatal(v, err)
					}
				}); got != want {
					t.Errorf("%s: %v allocations a call, want %v", shape, got, want)
				}
			}
			measure("Call", test.want, func() (int, error) { return calls.Call(ctx, 1) })
			// A request is copied for each attempt, to have headers of its own and another context.
			measure("Send", test.want+float64(test.fails+1), func() (int, error) { return calls.Send(request) })
			// Without a context there is none to make.
			measure("Step", 0, func() (int, error) { return calls.Step(1) })
		})
	}
	t.Run("no annotation", func(t *testing.T) {
		decorator, ctx := rules.NewRetryingAccount(&idler{}), t.Context()
		if got := testing.AllocsPerRun(100, func() {
			if err := decorator.Pay(ctx, 1); err != nil || decorator.Owner(ctx) != "" {
				t.Fatal(err)
			}
		}); got != 0 {
			t.Errorf("%v allocations a call, want 0", got)
		}
	})
}
