package breaker

import (
	"context"
	"errors"
	"os/exec"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sony/gobreaker/v2"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const ms = time.Millisecond

// A shop is a client of the service: it answers as it is told, and counts how often it is asked.
type shop struct {
	answer func(ctx context.Context, asked int) error

	mu    sync.Mutex
	asked int
}

func (s *shop) ask(ctx context.Context) error {
	s.mu.Lock()
	s.asked++
	asked := s.asked
	s.mu.Unlock()
	return s.answer(ctx, asked)
}

func (s *shop) Price(ctx context.Context, _ string) (int, error) {
	if err := s.ask(ctx); err != nil {
		return 0, err
	}
	return 4200, nil
}

func (s *shop) Reserve(ctx context.Context, _ string, _ int) error { return s.ask(ctx) }

// down fails until it has been asked n times.
func down(n int) func(context.Context, int) error {
	return func(_ context.Context, asked int) error {
		if asked <= n {
			return ErrUnavailable
		}
		return nil
	}
}

// nest puts the decorators together. The breaker opens after three failures in a row, for ten seconds.
func nest(s *shop) (Prices, *Guarded) {
	guarded := NewGuarded(s, gobreaker.Settings{
		Timeout:     10 * time.Second,
		ReadyToTrip: func(counts gobreaker.Counts) bool { return counts.ConsecutiveFailures >= 3 },
	})
	return NewCached(NewRetryingPrices(guarded)), guarded
}

// methods are those of Prices, alike.
var methods = map[string]func(context.Context, Prices) error{
	"Price":   func(ctx context.Context, p Prices) error { _, err := p.Price(ctx, "gopher"); return err },
	"Reserve": func(ctx context.Context, p Prices) error { return p.Reserve(ctx, "gopher", 1) },
}

// each runs test for each method, in virtual time.
func each(t *testing.T, test func(t *testing.T, method func(context.Context, Prices) error)) {
	for name, method := range methods {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { test(t, method) })
		})
	}
}

func TestEachAttemptPassesThroughTheBreaker(t *testing.T) {
	each(t, func(t *testing.T, method func(context.Context, Prices) error) {
		s := &shop{answer: down(2)}
		prices, guarded := nest(s)
		start := time.Now()
		if err := method(t.Context(), prices); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took != 200*ms || s.asked != 3 {
			t.Errorf("%d attempts in %v, want 3 and two pauses", s.asked, took)
		}
		want := gobreaker.Counts{Requests: 3, TotalSuccesses: 1, TotalFailures: 2, ConsecutiveSuccesses: 1}
		if diff := cmp.Diff(want, guarded.Counts()); diff != "" {
			t.Errorf("the breaker has counted (-want +got):\n%s", diff)
		}
	})
}

func TestABreakerThatOpensEndsTheCall(t *testing.T) {
	each(t, func(t *testing.T, method func(context.Context, Prices) error) {
		s := &shop{answer: down(100)}
		prices, guarded := nest(s)
		start := time.Now()
		if err := method(t.Context(), prices); err != gobreaker.ErrOpenState {
			t.Errorf("%v, want the breaker's own error", err)
		}
		// The third failure opens it, and the fourth attempt of five is refused: it is the last.
		if took := time.Since(start); took != 300*ms || s.asked != 3 {
			t.Errorf("asked %d times in %v, want 3 and three pauses", s.asked, took)
		}
		if guarded.State() != gobreaker.StateOpen {
			t.Errorf("the breaker is %v", guarded.State())
		}
	})
}

func TestAnOpenBreakerIsNotRetried(t *testing.T) {
	each(t, func(t *testing.T, method func(context.Context, Prices) error) {
		s := &shop{answer: down(3)}
		prices, _ := nest(s)
		_ = method(t.Context(), prices) // opens it
		start := time.Now()
		if err := method(t.Context(), prices); err != gobreaker.ErrOpenState {
			t.Error(err)
		}
		if took := time.Since(start); took != 0 || s.asked != 3 {
			t.Errorf("asked %d times, and it took %v", s.asked, took)
		}
		time.Sleep(10 * time.Second) // half open: the next attempt is the test, and succeeds
		if err := method(t.Context(), prices); err != nil || s.asked != 4 {
			t.Errorf("%v, asked %d times", err, s.asked)
		}
	})
}

func TestAHalfOpenBreakerIsNotRetried(t *testing.T) {
	each(t, func(t *testing.T, method func(context.Context, Prices) error) {
		s := &shop{answer: func(_ context.Context, asked int) error {
			if asked <= 3 {
				return ErrUnavailable
			}
			time.Sleep(50 * ms)
			return nil
		}}
		prices, _ := nest(s)
		_ = method(t.Context(), prices) // opens it
		time.Sleep(10 * time.Second)
		probe := make(chan error)
		go func() { probe <- method(t.Context(), prices) }()
		synctest.Wait() // it runs
		start := time.Now()
		if err := method(t.Context(), prices); err != gobreaker.ErrTooManyRequests || time.Since(start) != 0 {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		if err := <-probe; err != nil || s.asked != 4 {
			t.Errorf("%v, asked %d times", err, s.asked)
		}
	})
}

func TestTheCacheAnswersWhileTheBreakerIsOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shop{answer: func(_ context.Context, asked int) error {
			if asked > 1 {
				return ErrUnavailable
			}
			return nil
		}}
		prices, guarded := nest(s)
		if price, err := prices.Price(t.Context(), "gopher"); price != 4200 || err != nil {
			t.Errorf("%d, %v", price, err)
		}
		if _, err := prices.Price(t.Context(), "crab"); err != gobreaker.ErrOpenState || guarded.State() != gobreaker.StateOpen {
			t.Errorf("%v, and the breaker is %v", err, guarded.State())
		}
		if price, err := prices.Price(t.Context(), "gopher"); price != 4200 || err != nil || s.asked != 4 {
			t.Errorf("%d, %v, asked %d times", price, err, s.asked)
		}
	})
}

// What an attempt's timeout ends is the service's failure; what the caller ends is not.
func TestTheBreakerCountsTimeoutsAndNoCancellations(t *testing.T) {
	for name, test := range map[string]struct {
		ctx    func(context.Context) (context.Context, context.CancelFunc)
		counts gobreaker.Counts
		want   error
	}{
		"timeouts": {context.WithCancel, gobreaker.Counts{}, gobreaker.ErrOpenState}, // it has opened: it counts anew
		"cancelled": {func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(100*ms, cancel)
			return ctx, cancel
		}, gobreaker.Counts{Requests: 1, TotalExclusions: 1}, context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				prices, guarded := nest(&shop{answer: func(ctx context.Context, _ int) error {
					<-ctx.Done()
					return ctx.Err()
				}})
				ctx, cancel := test.ctx(t.Context())
				defer cancel()
				if _, err := prices.Price(ctx, "gopher"); !errors.Is(err, test.want) {
					t.Errorf("%v, want %v", err, test.want)
				}
				if diff := cmp.Diff(test.counts, guarded.Counts()); diff != "" {
					t.Errorf("the breaker has counted (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestTheDecoratorIsNotStale(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "tool", "backoffgen", "-check", ".")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %v\n%s", cmd, err, output)
	}
}
