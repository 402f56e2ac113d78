package backoff

import (
	"errors"
	"fmt"
	"math"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// fine reports whether nothing is wrong with p, without a look at the table of keys: in Do that is asked before every
// call. It may be wrong in one way alone: to say that a valid policy is not fine.
func (p *Policy) fine() bool {
	if !isFineList(p.Errors) {
		return false
	}
	for i := range p.Cases {
		if !p.Cases[i].fine() {
			return false
		}
	}
	return p.Jitter.fine() && p.AttemptTimeout|p.Deadline|p.Pause|p.MaxPause|p.MaxHint|p.Hedge|p.RetryFor >= 0 && 0 <= p.MaxTries && p.MaxTries <= keys.MaxCount &&
		(p.Multiplier == 0 || p.Multiplier >= 1 && p.Multiplier <= math.MaxFloat64)
}

// faults returns what is wrong with p. It is apart from Validate since what it does moves p to the heap.
func (p Policy) faults() error {
	var errs []error
	for _, k := range keys.OfPolicy() {
		value := k.Get(&p)
		if k.IsData() && value != nil {
			if wrong := k.Check(value); wrong != nil {
				errs = append(errs, fmt.Errorf("%s %w", k.Field, wrong))
			}
		}
	}
	errs = append(errs, listFaults("Errors", p.Errors)...)
	for i := range p.Cases {
		errs = append(errs, p.Cases[i].faults(i)...)
	}
	if errs == nil {
		return nil
	}
	return fmt.Errorf("backoff: invalid policy: %w", errors.Join(errs...))
}
