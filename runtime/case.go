package backoff

import (
	"errors"
	"math"
	"slices"
	"time"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// None is the value of a [Case]'s number or duration that is none, or without limit, although its policy has one.
const None = -1

// A Case is a part of a [Policy] for some of the errors that it retries: what Errors matches is paused for and counted as the
// case says. A field that is zero is the policy's own; [None], for Jitter "none", says that there is none, or no limit. A case has
// pauses that grow on their own: their number counts those for the same case alone. An annotation writes a case as a line
// that begins with //backoff:when; the idea is that of the AWS SDKs' retry modes, which let throttled calls wait for longer
// than others.
type Case struct {
	// Errors says which errors the case is for. There is at least one entry, unless the case is for Results.
	Errors []Matcher

	// Results says that the case is for results too: those for which the key result of the annotation's case is true. Only
	// generated methods ask that, and they know their cases by their order.
	Results bool

	// Pause, Multiplier, MaxPause, Jitter, PauseFrom and MaxHint take the place of the policy's. A Multiplier of 1 is none.
	Pause      time.Duration
	Multiplier float64
	MaxPause   time.Duration
	Jitter     Jitter
	PauseFrom  func(error) (time.Duration, bool)
	MaxHint    time.Duration

	// MaxTries is the greatest number of attempts in one call that end in this case. Where it is set, those do not count for the
	// policy's MaxTries.
	MaxTries int
}

// jitterNone is the Jitter of a case that has none, although its policy does.
const jitterNone Jitter = "none"

// caseOf returns the number of the case that err is in, from 1, and how it matches there; 0 where that is none.
func (p *Policy) caseOf(err error, callerDone bool) (int, match) {
	stopped, _ := errors.AsType[*Error](err)
	for i := range p.Cases {
		if how := matchList(p.Cases[i].Errors, err); how.retries(err, stopped, callerDone) {
			return i + 1, how
		}
	}
	return 0, unmatched
}

// Under returns the policy that c makes of p: p with what c has in its place, and with no cases. So are errors retried that end
// in c, as far as pauses and the number of tries go.
func (c Case) Under(p Policy) Policy {
	q := p
	q.Cases = nil
	q.Pause = instead(c.Pause, p.Pause)
	q.Multiplier = instead(c.Multiplier, p.Multiplier)
	if q.Multiplier == 1 {
		q.Multiplier = 0 // by which none is known
	}
	q.MaxPause = instead(c.MaxPause, p.MaxPause)
	q.MaxHint = instead(c.MaxHint, p.MaxHint)
	q.MaxTries = instead(c.MaxTries, p.MaxTries)
	switch c.Jitter {
	case jitterNone:
		q.Jitter = JitterNone
	case JitterNone:
	default:
		q.Jitter = c.Jitter
	}
	if c.PauseFrom != nil {
		q.PauseFrom = c.PauseFrom
	}
	return q
}

// instead returns a case's value, or the policy's where the case has none. None is 0: none, or without limit.
func instead[T int | float64 | time.Duration](own, policys T) T {
	switch own {
	case 0:
		return policys
	case None:
		return 0
	}
	return own
}

// delayIn is delay in a case.
func (p *Policy) delayIn(c *Case, n int, before time.Duration, err error) (own, asked time.Duration) {
	q := c.Under(*p)
	return q.delay(n, before, err)
}

// caseLimits are the policy's cases as the engine knows them.
func (p *Policy) caseLimits() []decision.Case {
	if len(p.Cases) == 0 {
		return nil
	}
	list := make([]decision.Case, len(p.Cases))
	for i := range p.Cases {
		c := &p.Cases[i]
		list[i] = decision.Case{MaxTries: max(0, c.MaxTries), Apart: c.MaxTries != 0, MaxHint: instead(c.MaxHint, p.MaxHint), Results: c.Results}
	}
	return list
}

func cloneCases(cases []Case) []Case {
	cases = slices.Clone(cases)
	for i := range cases {
		cases[i].Errors = slices.Clone(cases[i].Errors)
	}
	return cases
}

// fine reports whether nothing is wrong with c.
func (c *Case) fine() bool {
	return (len(c.Errors) > 0 || c.Results) && isFineList(c.Errors) && (c.Jitter == jitterNone || c.Jitter.fine()) &&
		c.Pause >= None && c.MaxPause >= None && c.MaxHint >= None && c.MaxTries >= None && c.MaxTries <= keys.MaxCount &&
		(c.Multiplier == 0 || c.Multiplier == None || c.Multiplier >= 1 && c.Multiplier <= math.MaxFloat64)
}
