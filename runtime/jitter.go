package backoff

import (
	"strconv"
	"time"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A Jitter spreads pauses at random, so that callers which failed together do not come back together. It is one of the
// constants, or a ratio that [JitterRatio] returns. Its text is what an annotation and JSON say. [Policy].MaxPause holds after
// it.
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

// ratio returns the ratio that j, which must be valid, is; 0 for the constants.
func (j Jitter) ratio() float64 {
	switch j {
	case JitterNone, JitterFull, JitterEqual, JitterDecorrelated:
		return 0
	}
	ratio, _ := keys.Ratio(string(j))
	return ratio
}

// spread returns the pause d with the jitter, which must be valid. Base is the policy's pause, before the last one.
func (j Jitter) spread(d, base, before time.Duration, random func() float64) time.Duration {
	switch j {
	case JitterNone:
		return d
	case JitterFull:
		return uniform(0, float64(d), random)
	case JitterEqual:
		return uniform(float64(d)/2, float64(d), random)
	case JitterDecorrelated:
		return uniform(float64(base), 3*float64(max(base, before)), random)
	}
	r := j.ratio()
	return uniform(float64(d)*(1-r), float64(d)*(1+r), random)
}

// uniform returns a duration between low and high, saturating.
func uniform(low, high float64, random func() float64) time.Duration {
	d := low + random()*(high-low)
	if !(d < float64(1<<63)) {
		return 1<<63 - 1
	}
	return time.Duration(d)
}
