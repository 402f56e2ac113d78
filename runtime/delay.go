package backoff

import (
	"math"
	"math/rand/v2"
	"time"
)

// PauseAfter returns the pause that a call makes after the failure err of the try of that number, counted from 1; a nil
// err is that of an attempt whose results were rejected. After a pause that a server asked for, tries are counted from 1
// again. The policy's own pause before it, which decorrelated jitter starts from, is 0 when there was none. PauseAfter draws
// from Random, so that two policies with a constant one tell the bounds. Where PauseFrom says that there is to be no other
// attempt, and so no pause, it returns the policy's own. The policy must be valid.
// Where err is in one of the policy's cases, the pause is that case's, and try counts the tries that ended in it.
//
// The formulas are those of the AWS Architecture Blog, "Exponential Backoff And Jitter" (Marc Brooker, 2015).
func (p *Policy) PauseAfter(try int, before time.Duration, err error) time.Duration {
	inCase := 0
	if err != nil {
		inCase, _ = p.caseOf(err, false)
	}
	return max(rules{p}.Delay(inCase, try, before, err))
}

// delay returns the policy's own pause, and the one that a server asks for; negative where it says never.
func (p *Policy) delay(try int, before time.Duration, err error) (own, asked time.Duration) {
	own = p.grown(try)
	if p.Jitter != "" && own > 0 {
		own = p.Jitter.spread(own, p.Pause, before, p.bounded(math.MaxInt64), p.random)
	}
	if p.PauseFrom != nil && err != nil {
		if d, ok := p.PauseFrom(err); ok {
			asked = d
		}
	}
	return own, asked
}

// grown returns Pause * Multiplier^(try-1), saturating, within MaxPause.
func (p *Policy) grown(try int) time.Duration {
	if p.Multiplier <= 1 || try <= 1 || p.Pause == 0 { // nothing grows to nothing, and 0 times infinity to no number
		return p.bounded(p.Pause)
	}
	d := float64(p.Pause) * math.Pow(p.Multiplier, float64(try-1))
	if !(d < math.MaxInt64) { // infinite, too
		return p.bounded(math.MaxInt64)
	}
	return p.bounded(time.Duration(d))
}

func (p *Policy) bounded(d time.Duration) time.Duration {
	if p.MaxPause > 0 {
		return min(d, p.MaxPause)
	}
	return d
}

// random returns a number from [0,1).
func (p *Policy) random() float64 {
	if p.Random != nil {
		return p.Random()
	}
	return rand.Float64()
}
