package backoff_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

// Whatever a valid policy's numbers are, however many tries there have been, and whatever Random draws, a pause is between 0 and
// max_pause, without jitter it is what the formula says and never falls, and jitter keeps it in its window. A policy that is not
// valid says so and does not panic.
func FuzzPauseAfter(f *testing.F) {
	for _, jitter := range []string{"", "full", "equal", "decorrelated", "0.2", "1", "5e-324", "NaN"} {
		f.Add(int64(100*time.Millisecond), 2.0, int64(time.Second), jitter, uint64(3), int64(time.Second), 0.5)
		f.Add(int64(math.MaxInt64), math.MaxFloat64, int64(0), jitter, uint64(math.MaxUint64), int64(math.MaxInt64), math.Nextafter(1, 0))
		f.Add(int64(1), math.Nextafter(1, 2), int64(math.MaxInt64), jitter, uint64(math.MaxInt64), int64(-1), math.NaN())
		f.Add(int64(0), math.Inf(1), int64(1), jitter, uint64(0), int64(0), math.Inf(-1))
	}
	f.Fuzz(func(t *testing.T, pause int64, multiplier float64, maxPause int64, jitter string, try uint64, before int64, random float64) {
		p := Policy{
			Pause: time.Duration(pause), Multiplier: multiplier, MaxPause: time.Duration(maxPause), Jitter: Jitter(jitter), MaxTries: 1,
			Errors: []Matcher{Any}, Random: func() float64 { return random },
		}
		if p.Validate() != nil {
			return
		}
		n, last := int(try&math.MaxInt64), time.Duration(max(before, 0))
		got := p.PauseAfter(n, last, errBusy)
		most := time.Duration(math.MaxInt64)
		if p.MaxPause > 0 {
			most = p.MaxPause
		}
		if got < 0 || got > most {
			t.Fatalf("%v, try %d: pause of %v", p, n, got)
		}
		plain := p
		plain.Jitter = JitterNone
		d := plain.PauseAfter(n, last, errBusy)
		if want := exactPause(&plain, n, most); !near(d, want, n) {
			t.Errorf("%v, try %d: without jitter %v, want %v", p, n, d, want)
		}
		if later := plain.PauseAfter(min(n, math.MaxInt-1)+1, last, errBusy); later < d {
			t.Errorf("%v: pause %d is %v, and the one after it %v", p, n, d, later)
		}
		low, high := window(&p, d, last, most)
		if got < low || got > high {
			t.Errorf("%v, try %d, without jitter %v: pause of %v, want one from %v to %v", p, n, d, got, low, high)
		}
	})
}

// exactPause is Pause * Multiplier^(n-1), at most so much, in numbers that do not overflow.
func exactPause(p *Policy, n int, most time.Duration) time.Duration {
	if p.Pause == 0 || n <= 1 || p.Multiplier <= 1 {
		return min(p.Pause, most)
	}
	limit := new(big.Float).SetInt64(int64(most))
	d := new(big.Float).SetPrec(200).SetInt64(int64(p.Pause))
	factor := new(big.Float).SetPrec(200).SetFloat64(p.Multiplier)
	if float64(n-1)*math.Log(p.Multiplier)+math.Log(float64(p.Pause)) > math.Log(float64(most))+1 {
		return most
	}
	for e := n - 1; e > 0; e >>= 1 {
		if e&1 == 1 {
			d.Mul(d, factor)
		}
		factor.Mul(factor, factor)
	}
	if d.Cmp(limit) >= 0 {
		return most
	}
	whole, _ := d.Int64()
	return time.Duration(whole)
}

// near reports whether two durations are the same but for what math.Pow rounds on its way to the power n-1.
func near(a, b time.Duration, n int) bool {
	return math.Abs(float64(a)-float64(b)) <= 1+(1e-9+float64(n)*0x1p-52)*math.Max(float64(a), float64(b))
}

// window is where jitter may put a pause d, to what float64 rounds.
func window(p *Policy, d, before, most time.Duration) (low, high time.Duration) {
	from, to := 0.0, float64(d)
	switch p.Jitter {
	case JitterNone:
		from = to
	case JitterFull:
	case JitterEqual:
		from = to / 2
	case JitterDecorrelated:
		if d == 0 {
			return 0, 0
		}
		from, to = float64(p.Pause), 3*float64(max(p.Pause, before))
	default:
		ratio, _ := strconv.ParseFloat(string(p.Jitter), 64)
		from, to = to*(1-ratio), to*(1+ratio)
	}
	if over := to - float64(most); over > 0 { // the window moves down: rule 1.22
		from, to = math.Max(0, from-over), float64(most)
	}
	if p.Jitter == JitterDecorrelated && from < float64(min(p.Pause, most)) {
		from = float64(min(p.Pause, most))
	}
	slack := 1 + 1e-9*to
	return time.Duration(math.Max(0, math.Floor(from-slack))), saturatedDuration(to + slack)
}

func saturatedDuration(d float64) time.Duration {
	if d >= math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(d)
}

// Delays grow within their bounds for policies at random, too, which a fuzzer without coverage of numbers seldom makes.
func TestRule1_22_RandomPauses(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		p := Policy{
			Pause: time.Duration(r.Int64() >> r.IntN(63)), Multiplier: 1 + math.Exp(float64(r.IntN(700))-300), MaxPause: time.Duration(r.Int64() >> r.IntN(63)),
			Jitter: []Jitter{"", "full", "equal", "decorrelated", "0.3"}[r.IntN(5)], MaxTries: 1, Errors: []Matcher{Any}, Random: r.Float64,
		}
		if p.Validate() != nil {
			continue
		}
		n, before := 1+int(r.Uint64()>>1>>r.IntN(63))&(math.MaxInt>>1), time.Duration(r.Int64()>>r.IntN(63))
		most := p.MaxPause
		if most == 0 {
			most = math.MaxInt64
		}
		plain := p
		plain.Jitter = JitterNone
		d := plain.PauseAfter(n, before, errBusy)
		if want := exactPause(&plain, n, most); !near(d, want, n) {
			t.Fatalf("%v, try %d: without jitter %v, want %v", p, n, d, want)
		}
		low, high := window(&p, d, before, most)
		if got := p.PauseAfter(n, before, errBusy); got < low || got > high {
			t.Fatalf("%v, try %d, without jitter %v: pause of %v, want one from %v to %v", p, n, d, got, low, high)
		}
	}
}
