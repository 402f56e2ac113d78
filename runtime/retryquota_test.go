package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

var errSlowDown = errors.New("slow down")

func newTestQuota(t testing.TB, tokens int) RetryBudget {
	t.Helper()
	b, err := NewRetryQuota(tokens, func(err error) bool { return errors.Is(err, errSlowDown) })
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// failing makes a call of m whose attempts fail with these errors, and then succeed.
func failing(ctx context.Context, m *decorate.Method, errs ...error) error {
	call := m.Call()
	defer call.End()
	for n := 0; ; n++ {
		call.Attempt(ctx)
		var err error
		if n < len(errs) {
			err = errs[n]
		}
		if !call.Retry(ctx, err) {
			return call.Err()
		}
	}
}

// A retry takes 14 tokens, or 5 after a throttled attempt; one that succeeds gives its own back, and a first attempt one.
func TestRule4_5_AQuotaTakesAndGivesAsTheAWSSDKsDo(t *testing.T) {
	type call struct {
		errs []error
		left int64
		err  error
	}
	for name, test := range map[string]struct {
		tokens int
		calls  []call
	}{
		"a retry that succeeds":           {100, []call{{[]error{errBusy}, 100, nil}}},
		"the last retry alone gives back": {100, []call{{[]error{errBusy, errSlowDown}, 86, nil}, {[]error{errSlowDown, errBusy}, 81, nil}}},
		"first attempts give one":         {28, []call{{[]error{errBusy, errBusy}, 14, nil}, {nil, 15, nil}, {nil, 16, nil}}},
		"never more than all":             {28, []call{{nil, 28, nil}}},
		"a failed call gives nothing":     {100, []call{{[]error{errBusy, errSlowDown, errFatal}, 81, errFatal}}},
		"refused":                         {20, []call{{[]error{errBusy, errBusy}, 6, ErrBudget}, {[]error{errSlowDown}, 6, nil}, {[]error{errBusy}, 6, ErrBudget}}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newTestQuota(t, test.tokens)
			m := decorate.New("Store", 1, WithBudget(b)).Method("Fetch", Policy{Errors: []Matcher{Is(errBusy), Is(errSlowDown)}})
			for i, c := range test.calls {
				if err := failing(t.Context(), &m, c.errs...); !errors.Is(err, c.err) {
					t.Errorf("call %d: %v, want %v", i+1, err, c.err)
				}
				if got := Tokens(b); got != c.left {
					t.Errorf("after call %d %d tokens are left, want %d", i+1, got, c.left)
				}
			}
		})
	}
}

// A budget that has the methods hears the error of each failed attempt, and of each success which failure it makes up for,
// whatever drives the call.
func TestRule4_5_ABudgetMayHearErrors(t *testing.T) {
	for name, test := range map[string]struct {
		p     Policy
		steps []step
		want  []string
	}{
		"sequential": {Policy{MaxTries: 3}, []step{fail(errBusy), fail(errFatal), fail(nil)},
			[]string{"began", "retry busy", "retry fatal", "succeeded after fatal"}},
		"the last try": {Policy{MaxTries: 2}, []step{fail(errBusy), fail(errFatal)},
			[]string{"began", "retry busy", "failed fatal"}},
		"a first success": {Policy{MaxTries: 2}, []step{fail(nil)}, []string{"began", "succeeded after <nil>"}},
		"abandon": {Policy{MaxTries: 3, Abandon: true, AttemptTimeout: 100 * ms}, []step{after(time.Second, nil), fail(errBusy), fail(nil)},
			[]string{"began", "retry " + ErrAttemptTimeout.Error(), "retry busy", "succeeded after busy"}},
		"a hedge wins": {Policy{MaxTries: 3, Hedge: 100 * ms}, []step{after(time.Second, nil), fail(nil)},
			[]string{"began", "hedge", "succeeded after <nil>"}},
		"the first wins over its hedge's retry": {Policy{MaxTries: 3, Hedge: 100 * ms, Pause: 200 * ms}, []step{after(150*ms, nil), fail(errBusy)},
			[]string{"began", "hedge", "retry busy", "succeeded after <nil>"}},
		"a retry beside the first": {Policy{MaxTries: 3, Hedge: 100 * ms}, []step{after(time.Second, nil), fail(errBusy), fail(nil)},
			[]string{"began", "hedge", "retry busy", "succeeded after busy"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := &listener{}
				p := test.p
				p.Errors = []Matcher{Any}
				m := decorate.New("Store", 1, WithBudget(b)).Method("Fetch", p, decorate.RunsAsync)
				_, _ = async(t.Context(), &m, nth(test.steps...))
				time.Sleep(time.Hour)
				if !slices.Equal(b.heard, test.want) {
					t.Errorf("the budget heard %q, want %q", b.heard, test.want)
				}
			})
		})
	}
}

// Results that were rejected are told as ErrRejected.
func TestRule4_5_ABudgetHearsOfRejectedResults(t *testing.T) {
	b := &listener{}
	m := decorate.New("Store", 1, WithBudget(b)).Method("Fetch", Policy{MaxTries: 2}, decorate.RunsAsync)
	if n, err := generated(t.Context(), &m, func(context.Context) (int, error) { return 0, nil }); n != 0 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
	text := ErrRejected.Error()
	if want := []string{"began", "retry " + text, "failed " + text}; !slices.Equal(b.heard, want) {
		t.Errorf("the budget heard %q, want %q", b.heard, want)
	}
}

// A listener is a budget that notes all that it hears.
type listener struct {
	mu    sync.Mutex
	heard []string
}

func (b *listener) note(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.heard = append(b.heard, fmt.Sprintf(format, args...))
}

func (b *listener) Began()                   { b.note("began") }
func (b *listener) Succeeded()               { b.note("succeeded, without the error") }
func (b *listener) Failed()                  { b.note("failed, without the error") }
func (b *listener) Retry() bool              { b.note("retry, without the error"); return true }
func (b *listener) Hedge() bool              { b.note("hedge"); return true }
func (b *listener) FailedWith(err error)     { b.note("failed %v", err) }
func (b *listener) RetryWith(err error) bool { b.note("retry %v", err); return true }
func (b *listener) SucceededAfter(err error) { b.note("succeeded after %v", err) }

// What is left is how many retries would be granted.
func TestRule4_5_BudgetsTellWhatIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, b := range map[string]RetryBudget{
			"throttle": newTestThrottle(t, 10, 0.1), "odd throttle": newTestThrottle(t, 7, 0.1), "throttle of one": newTestThrottle(t, 1, 0.1),
			"ratio": newTestRatio(t, 0.2, 1), "quota": newTestQuota(t, 100), "a quota of one": newTestQuota(t, 14),
		} {
			for range 7 {
				b.Began()
				b.Retry()
				b.Succeeded()
				left, granted := b.(interface{ Left() float64 }).Left(), 0.0
				for b.Retry() {
					granted++
				}
				if left != granted {
					t.Errorf("%s: %v retries are left, and %v were granted", name, left, granted)
				}
				for range 20 {
					b.Succeeded()
				}
				time.Sleep(time.Minute)
			}
		}
	})
}

// A quota is exact however many take of it at once.
func TestRetryQuotaIsExactUnderConcurrency(t *testing.T) {
	b := newTestQuota(t, 14*1000+13)
	if got := concurrently(b.Retry); got != 1000 {
		t.Errorf("%d retries were granted, want 1000", got)
	}
	concurrently(func() bool { b.Succeeded(); return false })
	if got := Tokens(b); got != 14*1000+13 {
		t.Errorf("%d tokens after a million successes, want no more than all", got)
	}
	if _, err := NewRetryQuota(13, nil); err == nil {
		t.Error("a quota that grants no retry is no error")
	}
	if b := Must(NewRetryQuota(14, nil)); !b.(interface{ RetryWith(error) bool }).RetryWith(errSlowDown) || b.Retry() {
		t.Error("without a function no error is throttled")
	}
}

func TestMustPanicsWithTheError(t *testing.T) {
	defer func() {
		if v, ok := recover().(error); !ok || v != errFatal {
			t.Errorf("it panicked with %v", v)
		}
	}()
	if n := Must(1, nil); n != 1 {
		t.Errorf("got %d", n)
	}
	Must(0, errFatal)
}
