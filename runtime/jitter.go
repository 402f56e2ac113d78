package backoff

import (
	"strconv"
	"time"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A Jitter spreads pauses at random, so that callers that failed together do not come back together. It is one of the
// constants, or a ratio: see [JitterRatio]. Its text is what an annotation and JSON say. MaxPause holds after it, without many
// pauses of just that length.
type Jitter string

// The jitters, by the names that the AWS Architecture Blog, "Exponential Backoff And Jitter" (Marc Brooker, 2015), gives
// them. The pause without jitter is d, uniform(a, b) a random duration between a and b.
const (
	JitterNone         Jitter = ""             // d
	JitterFull         Jitter = "full"         // uniform(0, d)
	JitterEqual        Jitter = "equal"        // d/2 + uniform(0, d/2)
	JitterDecorrelated Jitter = "decorrelated" // uniform(Pause, 3 * the pause before, or MaxPause), which grows by itself: Multiplier does not count
)

// JitterRatio returns the jitter that makes of a pause d uniform(d - ratio*d, d + ratio*d), or what is as wide and ends at
// MaxPause. The ratio is over 0 and at most 1.
func JitterRatio(ratio float64) Jitter { return Jitter(strconv.FormatFloat(ratio, 'g', -1, 64)) }

// ratio returns the ratio that j, which must be valid, is; 0 for the constants.
func (j Jitter) ratio() float64 {
	switch j {
	case JitterNone, JitterFull, JitterEqual, JitterDecorrelated:
		return 0
	}
	ratio, _ := keys.Ratio(string(j))
	return ratio
}

// spread returns the pause d, which is at most most, with the jitter, which must be valid. Base is the policy's pause, before
// the last one. At the cap the window moves or ends there, rather than be cut off: callers are still spread.
func (j Jitter) spread(d, base, before, most time.Duration, random func() float64) time.Duration {
	switch j {
	case JitterNone:
		return d
	case JitterFull:
		return uniform(0, float64(d), random)
	case JitterEqual:
		return uniform(float64(d)/2, float64(d), random)
	case JitterDecorrelated:
		high := min(3*float64(max(base, before)), float64(most))
		return uniform(float64(base), high, random)
	}
	width := 2 * j.ratio() * float64(d)
	high := min(float64(d)+width/2, float64(most))
	return uniform(max(0, high-width), high, random)
}

// uniform returns a duration between low and high, saturating. A random number that is none of [0,1) does not lead out of that.
func uniform(low, high float64, random func() float64) time.Duration {
	d := low + random()*(high-low)
	if !(d >= low) { // no number, too
		d = low
	}
	if d = min(d, high); d >= float64(1<<63) {
		return 1<<63 - 1
	}
	return time.Duration(d)
}
