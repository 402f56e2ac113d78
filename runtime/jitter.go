package backoff

import (
	"math"
	"strconv"
	"time"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A Jitter spreads pauses at random, so that callers which failed together do not come back together. It is one of the
// constants, or a ratio that [JitterRatio] returns. Its text is what an annotation and JSON say. [Policy].MaxPause holds after
// it: where what follows could be longer, it is drawn from as wide a window as fits under MaxPause.
type Jitter string

// The jitters, by the names that the AWS Architecture Blog gives them in "Exponential Backoff And Jitter" (Marc Brooker,
// 2015). Here d is the pause without jitter, and uniform(a, b) a random duration between a and b.
const (
	// JitterNone leaves d as it is.
	JitterNone Jitter = ""
	// JitterFull makes uniform(0, d) of it.
	JitterFull Jitter = "full"
	// JitterEqual makes d/2 + uniform(0, d/2) of it.
	JitterEqual Jitter = "equal"
	// JitterDecorrelated is uniform(Pause, 3 * the pause before). It grows by itself, and Multiplier does not count.
	JitterDecorrelated Jitter = "decorrelated"
)

// JitterRatio returns the jitter that makes uniform(d - ratio*d, d + ratio*d) of a pause d. The ratio is over 0 and at most
// 1; [Policy.Validate] refuses the jitter of any other.
func JitterRatio(ratio float64) Jitter { return Jitter(strconv.FormatFloat(ratio, 'g', -1, 64)) }

// fine reports whether j is valid.
func (j Jitter) fine() bool {
	switch j {
	case JitterNone, JitterFull, JitterEqual, JitterDecorrelated:
		return true
	}
	_, ok := keys.Ratio(string(j))
	return ok
}

// ratio returns the ratio that j, which must be valid, is; 0 for the constants.
func (j Jitter) ratio() float64 {
	switch j {
	case JitterNone, JitterFull, JitterEqual, JitterDecorrelated:
		return 0
	}
	ratio, _ := keys.Ratio(string(j))
	return ratio
}

// spread returns the pause d with the jitter, which must be valid, within limit. Base is the policy's pause, and before the
// last one. A window that reaches over the limit moves down under it, as far as it can: were only the draws cut, most callers
// would come back together, exactly at the limit.
func (j Jitter) spread(d, base, before, limit time.Duration, random func() float64) time.Duration {
	low, high := 0.0, float64(d)
	least := 0.0
	switch j {
	case JitterNone:
		return d
	case JitterFull:
	case JitterEqual:
		low = high / 2
	case JitterDecorrelated:
		low, high = float64(base), 3*float64(max(base, before))
		least = min(low, float64(limit))
	default:
		r := j.ratio()
		low, high = high*(1-r), high*(1+r)
	}
	if over := high - float64(limit); over > 0 {
		low, high = max(least, low-over), float64(limit)
	}
	return min(uniform(low, high, random), limit)
}

// uniform returns a duration between low and high, to the nanosecond, saturating. A random number that is not of [0,1) does
// not lead out of that.
func uniform(low, high float64, random func() float64) time.Duration {
	d := math.Round(low + random()*(high-low))
	if !(d >= low) { // not a number, too
		d = low
	}
	if d = min(d, high); d >= float64(1<<63) {
		return 1<<63 - 1
	}
	return time.Duration(d)
}
