package pauses_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/pauses"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A server fails each time with err, or with the errors given, one after the other, and notes when it was asked.
type server struct {
	err   error
	errs  []error
	asked []time.Time
}

func (s *server) Growing(context.Context) error      { return s.fail() }
func (s *server) Full(context.Context) error         { return s.fail() }
func (s *server) Equal(context.Context) error        { return s.fail() }
func (s *server) Decorrelated(context.Context) error { return s.fail() }
func (s *server) Ratio(context.Context) error        { return s.fail() }
func (s *server) Asked(context.Context) error        { return s.fail() }
func (s *server) Anew(context.Context) error         { return s.fail() }
func (s *server) Within() error                      { return s.fail() }
func (s *server) Tomorrow() error                    { return s.fail() }

func (s *server) fail() error {
	s.asked = append(s.asked, time.Now())
	if n := len(s.asked); n <= len(s.errs) {
		return s.errs[n-1]
	}
	return s.err
}

func (s *server) pauses() []time.Duration {
	var out []time.Duration
	for i := range s.asked[1:] {
		out = append(out, s.asked[i+1].Sub(s.asked[i]))
	}
	return out
}

// Rule 1.22.
func TestPausesGrowUpToTheirBound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{err: pauses.ErrBusy}
		if err := pauses.NewRetryingServer(s).Growing(t.Context()); err != pauses.ErrBusy {
			t.Error(err)
		}
		if got := fmt.Sprint(s.pauses()); got != "[100ms 200ms 300ms 300ms]" {
			t.Errorf("pauses are %s", got)
		}
	})
}

// Rule 1.22.
func TestJitterStaysWithinItsBounds(t *testing.T) {
	const ms = time.Millisecond
	for _, test := range []struct {
		name      string
		low, high time.Duration
		call      func(pauses.Server, context.Context) error
	}{
		{"full", 0, 1000 * ms, pauses.Server.Full},
		{"equal", 50 * ms, 100 * ms, pauses.Server.Equal},
		{"decorrelated", 100 * ms, 1000 * ms, pauses.Server.Decorrelated},
		{"ratio", 75 * ms, 125 * ms, pauses.Server.Ratio},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &server{err: pauses.ErrBusy}
				if err := test.call(pauses.NewRetryingServer(s), t.Context()); err != pauses.ErrBusy {
					t.Error(err)
				}
				seen := map[time.Duration]bool{}
				for _, d := range s.pauses() {
					if d < test.low || d > test.high {
						t.Errorf("a pause of %v, want it between %v and %v", d, test.low, test.high)
					}
					seen[d] = true
				}
				if len(seen) < 5 {
					t.Errorf("only %d different pauses among %d", len(seen), len(s.pauses()))
				}
			})
		})
	}
}

type retryAfter time.Duration

func (r retryAfter) Error() string             { return "retry later" }
func (r retryAfter) RetryAfter() time.Duration { return time.Duration(r) }

// Rule 1.23.
func TestAServerIsAskedWhenItSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{err: fmt.Errorf("asked: %w", retryAfter(7*time.Second))}
		if err := pauses.NewRetryingServer(s).Asked(t.Context()); err != s.err {
			t.Error(err)
		}
		if got := fmt.Sprint(s.pauses()); got != "[7s]" {
			t.Errorf("pauses are %s", got)
		}
	})
}

// Rule 3.4i: a server that asks for more time than max_hint grants is not asked again; max_pause does not matter.
func TestAServerThatAsksForTooMuch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start, s := time.Now(), &server{err: retryAfter(time.Minute + 1)}
		if err := pauses.NewRetryingServer(s).Asked(t.Context()); err != s.err || len(s.asked) != 1 || time.Since(start) != 0 {
			t.Errorf("%v after %d attempts in %v", err, len(s.asked), time.Since(start))
		}
	})
}

// Rule 1.22: pauses grow from the first again after one that the server asked for.
func TestGrowthBeginsAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{err: pauses.ErrBusy, errs: []error{pauses.ErrBusy, pauses.ErrBusy, retryAfter(7 * time.Second)}}
		if err := pauses.NewRetryingServer(s).Anew(t.Context()); err != s.err {
			t.Error(err)
		}
		if got := fmt.Sprint(s.pauses()); got != "[100ms 200ms 7s 100ms 200ms]" {
			t.Errorf("pauses are %s", got)
		}
	})
}

// Rules 3.4i and 3.4j: without a context too, no attempt begins after retry_for, and none after a server's never.
func TestWithinRetryFor(t *testing.T) {
	for want, errs := range map[string][]error{
		"[100ms 100ms]": nil,
		"[100ms]":       {pauses.ErrBusy, pauses.ErrGone},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &server{err: pauses.ErrBusy, errs: errs}
			err := pauses.NewRetryingServer(s).Within()
			if got := fmt.Sprint(s.pauses()); got != want || err != s.err && err != pauses.ErrGone {
				t.Errorf("pauses are %s, want %s; %v", got, want, err)
			}
		})
	}
}

func TestAPauseThatTheServerAsksForKeepsTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{err: pauses.ErrBusy}
		start := time.Now()
		err := pauses.NewRetryingServer(s).Tomorrow()
		var stopped *backoff.Error
		if !errors.As(err, &stopped) || stopped.Reason != backoff.ReasonDeadline || stopped.Last != pauses.ErrBusy || time.Since(start) != 0 {
			t.Errorf("got %v after %v, want the call stopped at once", err, time.Since(start))
		}
	})
}
