package gobreakerbackoff_test

import (
	"context"
	"errors"
	"os/exec"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sony/gobreaker/v2"
)

const ms = time.Millisecond

// A shop answers as it is told.
type shop struct {
	answer func(ctx context.Context, asked int) error
	asked  atomic.Int64
}

func (s *shop) ask(ctx context.Context) error {
	return s.answer(ctx, int(s.asked.Add(1)))
}

func (s *shop) Price(ctx context.Context, _ string) (int, error) { return 4200, s.ask(ctx) }
func (s *shop) Stuck(string) error                               { return s.ask(context.Background()) }
func (s *shop) Hedged(ctx context.Context) error                 { return s.ask(ctx) }

// in runs a test in virtual time, with a breaker that is new.
func in(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		*breaker = *newBreaker()
		test(t)
		time.Sleep(time.Hour)
	})
}

func counted(t *testing.T, want gobreaker.Counts) {
	t.Helper()
	if diff := cmp.Diff(want, breaker.Counts()); diff != "" {
		t.Errorf("the breaker has counted (-want +got):\n%s", diff)
	}
}

// Rule 3.16: each attempt passes through the breaker.
func TestEachAttemptPassesThroughTheBreaker(t *testing.T) {
	in(t, func(t *testing.T) {
		s := &shop{answer: func(_ context.Context, asked int) error {
			if asked < 3 {
				return errUnavailable
			}
			return nil
		}}
		if n, err := newRetryingPrices(s).Price(t.Context(), "gopher"); n != 4200 || err != nil || s.asked.Load() != 3 {
			t.Errorf("%d, %v after %d attempts", n, err, s.asked.Load())
		}
		counted(t, gobreaker.Counts{Requests: 3, TotalSuccesses: 1, TotalFailures: 2, ConsecutiveSuccesses: 1})
	})
}

// Rule 3.16: the breaker opens in the middle of a call, which ends with the breaker's own error; further calls do not come to
// the service until it is half open.
func TestABreakerThatOpensEndsTheCall(t *testing.T) {
	in(t, func(t *testing.T) {
		s := &shop{answer: func(_ context.Context, asked int) error {
			if asked <= 3 {
				return errUnavailable
			}
			return nil
		}}
		decorated, start := newRetryingPrices(s), time.Now()
		_, err := decorated.Price(t.Context(), "gopher")
		if err != gobreaker.ErrOpenState || s.asked.Load() != 3 || time.Since(start) != 300*ms {
			t.Errorf("%v after %d attempts in %v", err, s.asked.Load(), time.Since(start))
		}
		if _, err := decorated.Price(t.Context(), "gopher"); err != gobreaker.ErrOpenState || s.asked.Load() != 3 || breaker.State() != gobreaker.StateOpen {
			t.Errorf("%v after %d attempts, and the breaker is %v", err, s.asked.Load(), breaker.State())
		}
		time.Sleep(11 * time.Second)
		if _, err := decorated.Price(t.Context(), "gopher"); err != nil || s.asked.Load() != 4 || breaker.State() != gobreaker.StateClosed {
			t.Errorf("%v after %d attempts, and the breaker is %v", err, s.asked.Load(), breaker.State())
		}
	})
}

// Rule 3.16: timeouts that abandon has made, of callees that go on for ever, open the breaker.
func TestTheBreakerSeesTheTimeoutsOfAbandon(t *testing.T) {
	in(t, func(t *testing.T) {
		hangs := make(chan struct{})
		defer close(hangs)
		s := &shop{answer: func(context.Context, int) error { <-hangs; return nil }}
		decorated := newRetryingPrices(s)
		_ = decorated.Stuck("gopher")
		counted(t, gobreaker.Counts{Requests: 2, TotalFailures: 2, ConsecutiveFailures: 2})
		if err := decorated.Stuck("gopher"); err != gobreaker.ErrOpenState || s.asked.Load() != 3 {
			t.Errorf("%v after %d attempts", err, s.asked.Load())
		}
	})
}

// Rule 3.16: what the caller cancels, a hedge that loses, and what the settings exclude say nothing of the service.
func TestWhatIsExcluded(t *testing.T) {
	in(t, func(t *testing.T) {
		s := &shop{answer: func(ctx context.Context, _ int) error {
			<-ctx.Done()
			return errors.New("rpc error: code = Canceled")
		}}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(100*ms, cancel)
		if _, err := newRetryingPrices(s).Price(ctx, "gopher"); err == nil {
			t.Error("no error")
		}
		counted(t, gobreaker.Counts{Requests: 1, TotalExclusions: 1})
	})
	in(t, func(t *testing.T) {
		s := &shop{answer: func(ctx context.Context, asked int) error {
			if asked == 1 {
				<-ctx.Done()
			}
			return ctx.Err()
		}}
		if err := newRetryingPrices(s).Hedged(t.Context()); err != nil {
			t.Error(err)
		}
		counted(t, gobreaker.Counts{Requests: 2, TotalSuccesses: 1, ConsecutiveSuccesses: 1, TotalExclusions: 1})
	})
	in(t, func(t *testing.T) {
		s := &shop{answer: func(context.Context, int) error { return errOurs }}
		if _, err := newRetryingPrices(s).Price(t.Context(), "gopher"); err != errOurs {
			t.Error(err)
		}
		counted(t, gobreaker.Counts{Requests: 1, TotalExclusions: 1})
	})
}

// Rule 3.16: a panic is a failure, and passes through.
func TestAPanicIsAFailure(t *testing.T) {
	in(t, func(t *testing.T) {
		defer func() {
			if got := recover(); got != "now" {
				t.Errorf("it panicked with %v", got)
			}
			counted(t, gobreaker.Counts{Requests: 1, TotalFailures: 1, ConsecutiveFailures: 1})
		}()
		_, _ = newRetryingPrices(&shop{answer: func(context.Context, int) error { panic("now") }}).Price(t.Context(), "gopher")
	})
}

func TestItIsPrinted(t *testing.T) {
	if got := newBreaker().String(); got != "prices(closed)" {
		t.Errorf("it is printed as %s", got)
	}
}

func TestTheDecoratorIsNotStale(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "tool", "backoffgen", "-check", ".")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %v\n%s", cmd, err, output)
	}
}
