package backoff_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

// At max_pause pauses are spread as they are below it: within bounds, up to it, and none more often than others.
func TestJitterAtTheCap(t *testing.T) {
	const cap, draws = 100 * ms, 20_000
	for _, test := range []struct {
		jitter Jitter
		before time.Duration
		low    time.Duration
	}{
		{JitterRatio(0.2), 0, 60 * ms},
		{JitterRatio(0.001), 0, 99_800 * time.Microsecond},
		{JitterRatio(0.5), 0, 0},
		{JitterRatio(1), 0, 0},
		{JitterFull, 0, 0},
		{JitterEqual, 0, 50 * ms},
		{JitterDecorrelated, cap, 10 * ms},
		{JitterDecorrelated, time.Hour, 10 * ms},
	} {
		source := rand.New(rand.NewPCG(1, 2))
		p := Policy{Pause: 10 * ms, Multiplier: 10, MaxPause: cap, Jitter: test.jitter, Random: source.Float64}
		got := make([]time.Duration, draws)
		for i := range got {
			got[i] = p.PauseAfter(50, test.before, errBusyServer)
		}
		slices.Sort(got)
		least, most, middle := got[0], got[draws-1], got[draws/2]
		width := cap - test.low
		if least < test.low || most > cap || least > test.low+width/100 || most < cap-width/100 {
			t.Errorf("%s: pauses from %v to %v, want them from %v to %v", test.jitter, least, most, test.low, cap)
		}
		if off := (middle - test.low - width/2).Abs(); off > width/50 {
			t.Errorf("%s: half of the pauses are over %v, want them over %v", test.jitter, middle, test.low+width/2)
		}
		if n := draws - slices.Index(got, most); n > draws/1000 {
			t.Errorf("%s: %d of %d pauses are just %v", test.jitter, n, draws, most)
		}
	}
}

// A max_pause under the pause is the pause.
func TestJitterWithACapUnderThePause(t *testing.T) {
	for _, jitter := range []Jitter{JitterFull, JitterEqual, JitterDecorrelated, JitterRatio(1)} {
		for _, random := range []float64{0, 0.5, math.Nextafter(1, 0)} {
			p := Policy{Pause: time.Second, MaxPause: 100 * ms, Jitter: jitter, Random: func() float64 { return random }}
			if d := p.PauseAfter(1, time.Hour, nil); d < 0 || d > 100*ms {
				t.Errorf("%s: the pause is %v", jitter, d)
			}
		}
	}
}

// A single hint of a server raises no pause but the one that follows it.
func TestDecorrelatedJitterForgetsHints(t *testing.T) {
	p := Policy{Pause: 10 * ms, MaxTries: 6, Jitter: JitterDecorrelated, Random: func() float64 { return 0.5 }, PauseFrom: RetryAfter, Errors: []Matcher{Any}}
	each(t, nestedWays, func(t *testing.T, r *run) {
		r.call(t.Context(), p, fail(errBusy), fail(busyUntil(time.Minute)), fail(errBusy))
		var pauses []time.Duration
		for i := 1; i < len(r.starts); i++ {
			pauses = append(pauses, r.starts[i]-r.starts[i-1])
		}
		if got := fmt.Sprint(pauses); got != "[20ms 1m0s 57.5ms 91.25ms 141.875ms]" {
			t.Errorf("pauses are %s", got)
		}
	})
}

// A pause of nothing stays one, whatever it is multiplied with.
func TestNoPauseGrowsToNone(t *testing.T) {
	for _, jitter := range []Jitter{JitterNone, JitterFull, JitterEqual, JitterDecorrelated, JitterRatio(0.5)} {
		for _, multiplier := range []float64{2, 1e9, math.MaxFloat64} {
			for _, try := range []int{1, 2, 1024, 1025, 1026, math.MaxInt32} {
				p := Policy{Multiplier: multiplier, Jitter: jitter, Random: func() float64 { return math.Nextafter(1, 0) }}
				if d := p.PauseAfter(try, 0, nil); d != 0 {
					t.Errorf("%v, try %d: the pause is %v", p, try, d)
				}
			}
		}
	}
	for name, random := range map[string]float64{"NaN": math.NaN(), "infinite": math.Inf(1), "negative": -5, "huge": 1e300} {
		for _, jitter := range []Jitter{JitterFull, JitterEqual, JitterDecorrelated, JitterRatio(0.5)} {
			p := Policy{Pause: time.Second, Jitter: jitter, Random: func() float64 { return random }}
			if d := p.PauseAfter(1, time.Second, nil); d < 0 || d > 3*time.Second {
				t.Errorf("a random number that is %s makes a pause of %v with jitter %s", name, d, jitter)
			}
		}
	}
}
