package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

var errBusyServer = errors.New("busy")

// pauses runs a policy against a callee that fails with err, and returns the pauses between its attempts.
func pauses(t *testing.T, p Policy, attempts int, err error) []time.Duration {
	t.Helper()
	var out []time.Duration
	synctest.Test(t, func(t *testing.T) {
		p.MaxTries = attempts
		p.Errors = []Matcher{Any}
		var last time.Time
		n := 0
		got := Run(t.Context(), &p, func(context.Context) error {
			if n++; n > 1 {
				out = append(out, time.Since(last))
			}
			last = time.Now()
			return err
		})
		if got != err {
			t.Errorf("got %v, want the callee's error", got)
		}
	})
	return out
}

func TestPausesGrow(t *testing.T) {
	for _, test := range []struct {
		p    Policy
		want string
	}{
		{Policy{Pause: 100 * time.Millisecond}, "[100ms 100ms 100ms 100ms]"},
		{Policy{Pause: 100 * time.Millisecond, Multiplier: 1}, "[100ms 100ms 100ms 100ms]"},
		{Policy{Pause: 100 * time.Millisecond, Multiplier: 2}, "[100ms 200ms 400ms 800ms]"},
		{Policy{Pause: 100 * time.Millisecond, Multiplier: 1.5}, "[100ms 150ms 225ms 337.5ms]"},
		{Policy{Pause: 100 * time.Millisecond, Multiplier: 2, MaxPause: 300 * time.Millisecond}, "[100ms 200ms 300ms 300ms]"},
		{Policy{Pause: 100 * time.Millisecond, MaxPause: 30 * time.Millisecond}, "[30ms 30ms 30ms 30ms]"},
		{Policy{Multiplier: 2}, "[0s 0s 0s 0s]"},
	} {
		if got := fmt.Sprint(pauses(t, test.p, 5, errBusyServer)); got != test.want {
			t.Errorf("%v: pauses are %s, want %s", test.p, got, test.want)
		}
	}
}

// No try number overflows: the pause saturates, or stays within MaxPause.
func TestPausesNeverOverflow(t *testing.T) {
	for _, jitter := range []Jitter{JitterNone, JitterFull, JitterEqual, JitterDecorrelated, JitterRatio(1)} {
		for _, multiplier := range []float64{1.0000001, 2, 1e9, math.MaxFloat64} {
			for _, try := range []int{1, 2, 3, 63, 64, 65, 1000, 1 << 30, math.MaxInt} {
				for _, random := range []float64{0, 0.5, math.Nextafter(1, 0)} {
					p := Policy{Pause: time.Hour, Multiplier: multiplier, Jitter: jitter, Random: func() float64 { return random }}
					if d := p.PauseAfter(try, math.MaxInt64, errBusyServer); d < 0 {
						t.Errorf("%v, try %d: the pause is %v", p, try, d)
					}
					p.MaxPause = 2 * time.Hour
					if d := p.PauseAfter(try, math.MaxInt64, errBusyServer); d < 0 || d > p.MaxPause {
						t.Errorf("%v, try %d: the pause is %v, over max_pause", p, try, d)
					}
				}
			}
		}
	}
	p := Policy{Pause: time.Hour, Multiplier: 2}
	if d := p.PauseAfter(math.MaxInt, 0, errBusyServer); d != math.MaxInt64 {
		t.Errorf("at the last try the pause is %v, want it saturated", d)
	}
}

// Each jitter has the bounds and the mean of its formula, over 100,000 draws.
func TestJitterDistribution(t *testing.T) {
	const d, before, draws = 100 * time.Millisecond, 150 * time.Millisecond, 100_000
	for _, test := range []struct {
		jitter          Jitter
		low, high, mean time.Duration
	}{
		{JitterFull, 0, d, d / 2},
		{JitterEqual, d / 2, d, d * 3 / 4},
		{JitterDecorrelated, d, 3 * before, (d + 3*before) / 2},
		{JitterRatio(0.2), d * 8 / 10, d * 12 / 10, d},
		{JitterRatio(1), 0, 2 * d, d},
	} {
		source := rand.New(rand.NewPCG(1, 2))
		p := Policy{Pause: d, Jitter: test.jitter, Random: source.Float64}
		var sum, least, most time.Duration
		least = math.MaxInt64
		for range draws {
			got := p.PauseAfter(1, before, errBusyServer)
			sum, least, most = sum+got, min(least, got), max(most, got)
		}
		if least < test.low || most > test.high {
			t.Errorf("%s: draws from %v to %v, want them from %v to %v", test.jitter, least, most, test.low, test.high)
		}
		width := test.high - test.low
		if edge := width / 1000; least > test.low+edge || most < test.high-edge {
			t.Errorf("%s: draws from %v to %v do not reach the bounds %v and %v", test.jitter, least, most, test.low, test.high)
		}
		// The mean of n uniform draws deviates by width/sqrt(12n); five of that never happen.
		if off := (sum/draws - test.mean).Abs(); off > time.Duration(5*float64(width)/math.Sqrt(12*draws)) {
			t.Errorf("%s: the mean is %v, want %v", test.jitter, sum/draws, test.mean)
		}
	}
}

// Decorrelated jitter starts from the pause before, which may only grow threefold, and never goes under Pause.
func TestDecorrelatedJitterRemembersThePauseBefore(t *testing.T) {
	p := Policy{Pause: 10 * time.Millisecond, Jitter: JitterDecorrelated, MaxPause: 500 * time.Millisecond, Random: func() float64 { return 0.5 }}
	if got := fmt.Sprint(pauses(t, p, 7, errBusyServer)); got != "[20ms 35ms 57.5ms 91.25ms 141.875ms 217.8125ms]" {
		t.Errorf("pauses are %s", got)
	}
	p.Random = func() float64 { return 0.999999999 }
	got := pauses(t, p, 7, errBusyServer)
	if got[3] < p.MaxPause-ms || got[5] < p.MaxPause-ms || got[5] > p.MaxPause {
		t.Errorf("pauses are %v, want them to reach max_pause and stay there", got)
	}
}

// Callers stay spread at MaxPause: nearly all of their pauses differ, over as wide a window as fits under it.
func TestJitterDoesNotPileUpAtMaxPause(t *testing.T) {
	const limit, draws = 100 * time.Millisecond, 10_000
	for _, test := range []struct {
		jitter Jitter
		low    time.Duration
		pause  time.Duration
	}{
		{JitterRatio(0.2), 60 * time.Millisecond, 100 * time.Millisecond},
		{JitterRatio(0.2), 64 * time.Millisecond, 90 * time.Millisecond}, // 72ms to 108ms, moved down by 8ms
		{JitterRatio(1), 0, 100 * time.Millisecond},
		{JitterFull, 0, 100 * time.Millisecond},
		{JitterEqual, 50 * time.Millisecond, 100 * time.Millisecond},
		{JitterDecorrelated, 10 * time.Millisecond, 10 * time.Millisecond},
	} {
		source := rand.New(rand.NewPCG(1, 2))
		p := Policy{Pause: test.pause, MaxPause: limit, Jitter: test.jitter, Random: source.Float64}
		least, most, at := time.Duration(math.MaxInt64), time.Duration(0), 0
		for range draws {
			got := p.PauseAfter(5, limit, errBusyServer)
			least, most = min(least, got), max(most, got)
			if got == limit {
				at++
			}
		}
		edge := (limit - test.low) / 100
		if least < test.low || least > test.low+edge || most > limit || most < limit-edge {
			t.Errorf("%s of %v: draws from %v to %v, want them from %v to %v", test.jitter, test.pause, least, most, test.low, limit)
		}
		if at > draws/100 {
			t.Errorf("%s of %v: %d of %d pauses are exactly max_pause", test.jitter, test.pause, at, draws)
		}
	}
}

type busyUntil time.Duration

func (b busyUntil) Error() string             { return "busy until" }
func (b busyUntil) RetryAfter() time.Duration { return time.Duration(b) }

// A pause that the server asks for is kept, never under the policy's own, and MaxPause does not cut it.
func TestPauseFrom(t *testing.T) {
	p := Policy{Pause: 100 * time.Millisecond, PauseFrom: RetryAfter}
	for _, test := range []struct {
		err  error
		max  time.Duration
		want string
	}{
		{busyUntil(time.Second), 0, "[1s]"},
		{fmt.Errorf("call: %w", errors.Join(errBusyServer, busyUntil(2*time.Second))), 0, "[2s]"},
		{busyUntil(10 * time.Millisecond), 0, "[100ms]"},
		{busyUntil(-time.Second), 0, "[100ms]"},
		{errBusyServer, 0, "[100ms]"},
		{busyUntil(time.Hour), time.Minute, "[1h0m0s]"},
		{errBusyServer, 50 * time.Millisecond, "[50ms]"},
	} {
		p.MaxPause = test.max
		if got := fmt.Sprint(pauses(t, p, 2, test.err)); got != test.want {
			t.Errorf("%v: pauses are %s, want %s", test.err, got, test.want)
		}
	}
}

// A pause that the server asks for and that goes past the deadline is not begun.
func TestPauseFromNeverPassesTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		p := Policy{Deadline: time.Second, PauseFrom: RetryAfter, Errors: []Matcher{Any}}
		err := Run(t.Context(), &p, func(context.Context) error { return busyUntil(time.Second) })
		var stopped *Error
		if !errors.As(err, &stopped) || stopped.Reason != ReasonDeadline || stopped.Last != error(busyUntil(time.Second)) || time.Since(start) != 0 {
			t.Errorf("got %v after %v, want it stopped at once", err, time.Since(start))
		}
	})
}

func TestValidateRefusesWhatVariesPausesBadly(t *testing.T) {
	for _, p := range []Policy{
		{Multiplier: 0.5}, {Multiplier: -1}, {Multiplier: math.NaN()}, {Multiplier: math.Inf(1)},
		{MaxPause: -1}, {Jitter: "some"}, {Jitter: "0"}, {Jitter: "1.5"}, {Jitter: "-0.1"}, {Jitter: "NaN"},
	} {
		if p.Validate() == nil {
			t.Errorf("%v is valid", p)
		}
	}
	for _, p := range []Policy{{Multiplier: 1}, {Multiplier: 1e9}, {Jitter: "0.2"}, {Jitter: JitterRatio(1)}, {Jitter: JitterFull}} {
		if err := p.Validate(); err != nil {
			t.Errorf("%v: %v", p, err)
		}
	}
}
