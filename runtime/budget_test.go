package backoff_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// newTestThrottle is NewThrottle for arguments that are right.
func newTestThrottle(t testing.TB, tokens int, ratio float64) RetryBudget {
	t.Helper()
	b, err := NewThrottle(tokens, ratio)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func newTestRatio(t testing.TB, ratio float64, perSecond int) RetryBudget {
	t.Helper()
	b, err := NewRetryRatio(ratio, perSecond)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// called makes calls of a method under b, each of them failing the given number of times, and returns the attempts and
// the last error.
func called(ctx context.Context, m *decorate.Method, failures int) (attempts int, err error) {
	call := m.Call()
	for {
		call.Attempt(ctx)
		attempts++
		err := error(nil)
		if attempts <= failures {
			err = errBusyServer
		}
		if !call.Retry(ctx, err) {
			return attempts, call.Err()
		}
	}
}

func budgeted(b RetryBudget, p Policy) *decorate.Method {
	p.Errors = []Matcher{Any}
	m := decorate.New("Store", 1, WithBudget(b)).Method("Fetch", p)
	return &m
}

// A refusal stops the call with the last error inside, and a first try is never refused.
func TestRule3_4g_TheBudgetRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := budgeted(newTestThrottle(t, 4, 1), Policy{Pause: time.Second})
		attempts, err := called(t.Context(), m, 100) // 4 tokens: 3 is more than half, 2 is not
		var stopped *Error
		if !errors.As(err, &stopped) || stopped.Reason != ReasonBudget || stopped.Cause != ErrBudget || stopped.Last != errBusyServer || stopped.Attempts != 2 || stopped.Method != "Store.Fetch" {
			t.Fatalf("got %#v", err)
		}
		if !errors.Is(err, errBusyServer) || !errors.Is(err, ErrBudget) || attempts != 2 {
			t.Errorf("got %v after %d attempts", err, attempts)
		}
		for range 10 {
			if attempts, err := called(t.Context(), m, 100); attempts != 1 || !errors.Is(err, ErrBudget) {
				t.Errorf("without tokens: %d attempts, %v; want the first one alone", attempts, err)
			}
		}
		for range 4 {
			if attempts, err := called(t.Context(), m, 0); attempts != 1 || err != nil {
				t.Errorf("a success: %d attempts, %v", attempts, err)
			}
		}
		if attempts, err := called(t.Context(), m, 1); attempts != 2 || err != nil {
			t.Errorf("after four successes: %d attempts, %v; want a retry", attempts, err)
		}
	})
}

// tally counts what a budget is told.
type tally struct {
	began, succeeded, failed, asked int
	refuse                          bool
}

func (b *tally) Began()      { b.began++ }
func (b *tally) Succeeded()  { b.succeeded++ }
func (b *tally) Failed()     { b.failed++ }
func (b *tally) Retry() bool { b.asked++; return !b.refuse }

// The budget is asked last of all, and hears once of each attempt that failed and might have been retried.
func TestRule3_4g_TheBudgetIsAskedLast(t *testing.T) {
	for _, test := range []struct {
		name   string
		p      Policy
		caller func(context.Context) (context.Context, context.CancelFunc)
		want   tally
	}{
		{"max_tries", Policy{MaxTries: 3}, nil, tally{began: 1, failed: 1, asked: 2}},
		{"giveup", Policy{Giveup: func(error) bool { return true }}, nil, tally{began: 1, failed: 1}},
		{"the pause does not fit the deadline", Policy{Deadline: time.Second, Pause: time.Second}, nil, tally{began: 1, failed: 1}},
		{"the pause does not fit the caller's deadline", Policy{Pause: time.Second}, func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, time.Second)
		}, tally{began: 1, failed: 1}},
		{"the caller is gone", Policy{}, func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			cancel()
			return ctx, cancel
		}, tally{began: 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := t.Context()
				if test.caller != nil {
					c, cancel := test.caller(ctx)
					defer cancel()
					ctx = c
				}
				b := &tally{}
				if _, err := called(ctx, budgeted(b, test.p), 100); err == nil {
					t.Error("no error")
				}
				if *b != test.want {
					t.Errorf("the budget was told %+v, want %+v", *b, test.want)
				}
			})
		})
	}
	b := &tally{}
	m := decorate.New("Store", 1, WithBudget(b)).Method("Fetch", Policy{Errors: []Matcher{Is(ErrDeadline)}})
	if _, err := called(t.Context(), &m, 1); err != errBusyServer {
		t.Error(err)
	}
	if (*b != tally{began: 1}) {
		t.Errorf("of an error that is not retryable the budget was told %+v", *b)
	}
}

// A million failures at once take exactly the tokens that there are.
func TestThrottleIsExactUnderConcurrency(t *testing.T) {
	b := newTestThrottle(t, 1000, 0.1)
	if got := concurrently(func() bool { return b.Retry() }); got != 499 {
		t.Errorf("%d retries were granted, want 499: 1000 tokens, of which half have to stay", got)
	}
	if got := Tokens(b); got != 0 {
		t.Errorf("%d thousandths of a token are left", got)
	}
	concurrently(func() bool { b.Succeeded(); return false })
	if got := Tokens(b); got != 1000*1000 {
		t.Errorf("%d thousandths of a token after a million successes, want no more than all", got)
	}
}

// concurrently calls f a million times from many goroutines, and counts how often it returned true.
func concurrently(f func() bool) int64 {
	var granted atomic.Int64
	var group sync.WaitGroup
	for range 100 {
		group.Go(func() {
			for range 10_000 {
				if f() {
					granted.Add(1)
				}
			}
		})
	}
	group.Wait()
	return granted.Load()
}

// A million calls that each want a retry get exactly the ratio of them, and the reserve.
func TestRetryRatioIsExactUnderConcurrency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // time stands still
		b := newTestRatio(t, 0.2, 10)
		concurrently(func() bool { b.Began(); return false })
		if got := concurrently(b.Retry); got != 200_100 {
			t.Errorf("%d retries were granted, want 200,000 of the calls and 100 of the reserve", got)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		b := newTestRatio(t, 0.25, 0)
		got := concurrently(func() bool { b.Began(); return b.Retry() })
		if got > 250_000 || got < 249_999 {
			t.Errorf("%d retries were granted along with the calls, want a quarter", got)
		}
	})
}

// What calls paid in, and what retries took out, counts for ten seconds.
func TestRetryRatioCountsTenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newTestRatio(t, 0.5, 1)
		take := func() (n int) {
			for b.Retry() {
				n++
			}
			return n
		}
		if got := take(); got != 10 {
			t.Errorf("the reserve grants %d retries, want one a second", got)
		}
		for range 8 {
			b.Began()
		}
		time.Sleep(5 * time.Second)
		if got := take(); got != 4 {
			t.Errorf("eight calls grant %d retries, want half", got)
		}
		time.Sleep(5 * time.Second) // the first ten retries are forgotten, and the eight calls with them
		if got := take(); got != 6 {
			t.Errorf("after ten seconds there are %d retries, want 10 less the 4 that still count", got)
		}
		time.Sleep(time.Hour)
		if got := take(); got != 10 {
			t.Errorf("after an hour there are %d retries, want the reserve", got)
		}
	})
}

// Goroutines may count their calls in different places: each call counts for ten seconds all the same.
func TestRetryRatioCountsCallsOfManyGoroutines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newTestRatio(t, 0.5, 0)
		left := func() float64 { return b.(interface{ Left() float64 }).Left() }
		for range 10 {
			var group sync.WaitGroup
			for range 8 {
				group.Go(b.Began)
			}
			group.Wait()
			time.Sleep(time.Second)
		}
		for want := 36.0; want >= 0; want -= 4 { // those of the first second have just been forgotten
			if got := left(); got != want {
				t.Errorf("%v retries are left, want %v", got, want)
			}
			time.Sleep(time.Second)
		}
	})
}

// Of many calls in a second not each looks at the clock: few count for the second before, and none for a later one.
func TestRetryRatioOfManyCallsIsCloseAndNotAbove(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newTestRatio(t, 0.5, 0)
		left := func() float64 { return b.(interface{ Left() float64 }).Left() }
		const each = 5000 // calls a second
		for second := range 25 {
			for range each {
				b.Began()
				time.Sleep(time.Second / each)
			}
			if second%3 > 0 {
				continue // looking at what is left has all calls pay in
			}
			// Ten seconds count, of which the present one is not over.
			most, least := each*0.5*float64(min(second+1, 10)), each*0.5*float64(min(second+1, 9))
			if got := left(); got > most || got < least*0.98 {
				t.Errorf("after %d seconds %v retries are left, want %v to %v or a little less", second+1, got, least, most)
			}
		}
		time.Sleep(time.Hour)
		for range 10 {
			b.Began()
		}
		if got := left(); got > 5 {
			t.Errorf("%v retries are left after ten calls, want half", got)
		}
	})
}

// One budget serves many decorators, and one outage is not multiplied by them.
func TestBudgetIsShared(t *testing.T) {
	b := newTestThrottle(t, 10, 0.1)
	retries := 0
	for range 20 {
		attempts, _ := called(t.Context(), budgeted(b, Policy{MaxTries: 3}), 100)
		retries += attempts - 1
	}
	if retries != 3 { // 9 and 8 tokens, 7 after the last try, 6, and 5 is half
		t.Errorf("20 decorators retried %d times, want 3 in all", retries)
	}
}

func TestBudgetsRefuseBadNumbers(t *testing.T) {
	for _, c := range []struct {
		tokens int
		ratio  float64
	}{{0, 1}, {1001, 1}, {10, 0}, {10, -1}, {10, 1e6}} {
		if _, err := NewThrottle(c.tokens, c.ratio); err == nil {
			t.Errorf("NewThrottle(%d, %v) is no error", c.tokens, c.ratio)
		}
	}
	for _, c := range []struct {
		ratio float64
		least int
	}{{-0.1, 1}, {1001, 1}, {0.2, -1}} {
		if _, err := NewRetryRatio(c.ratio, c.least); err == nil {
			t.Errorf("NewRetryRatio(%v, %d) is no error", c.ratio, c.least)
		}
	}
	var none RetryBudget
	if attempts, err := called(t.Context(), budgeted(none, busyPolicy), 2); attempts != 3 || err != nil {
		t.Errorf("without a budget: %d attempts and %v", attempts, err)
	}
}
