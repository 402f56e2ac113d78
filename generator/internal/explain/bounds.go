package explain

import "time"

// A Latency is the longest that a call may take, without the time of giveup, fallback and observers.
type Latency struct {
	Bounded      bool
	Max          time.Duration // if Bounded
	NeedsContext bool          // if Bounded: only if the callee respects its context
	Why          string        // if not Bounded: why
}

// latency returns an upper bound for the time of a call of m, however long its attempts take and however they fail.
//
// An attempt begins at most one attempt and one pause after the one before. While others run, it begins at the latest
// when it is time to hedge; and when none runs, all have ended before that.
func (m *method) latency() Latency {
	switch p := m.latest; {
	case !m.CutsOff():
		return Latency{Why: "without a context no attempt can be cut off"}
	case p.AttemptTimeout == 0 && p.Deadline == 0:
		return Latency{Why: "neither attempt_timeout nor deadline cuts off an attempt"}
	}
	return m.bounded()
}

// within returns latency where attempts are also bounded by something else, such as the limits of a decorator inside of this one.
func (m *method) within(attempt Latency) Latency {
	own := m.latency()
	if !attempt.Bounded || own.Bounded && m.latest.AttemptTimeout > 0 && m.latest.AttemptTimeout <= attempt.Max {
		return own
	}
	shorter, latest := *m, *m.latest
	latest.AttemptTimeout = attempt.Max
	shorter.latest = &latest
	l := shorter.bounded()
	l.NeedsContext = l.Bounded && attempt.NeedsContext
	return l
}

// bounded is latency where attempts are cut off.
func (m *method) bounded() Latency {
	p := m.latest
	tries, limited := m.tries()
	if !limited && p.Deadline == 0 && p.RetryFor == 0 {
		return Latency{Why: "there is no max_tries, deadline or retry_for"}
	}
	l := Latency{Bounded: true, Max: never, NeedsContext: !p.Abandon}
	if p.Deadline > 0 {
		l.Max = p.Deadline
	}
	if p.AttemptTimeout > 0 && limited {
		l.Max = min(l.Max, m.maxDuration(tries))
	}
	if p.AttemptTimeout > 0 && p.RetryFor > 0 {
		l.Max = min(l.Max, add(p.RetryFor, p.AttemptTimeout)) // of an attempt that begins just then
	}
	switch {
	case l.Max < never:
		return l
	case m.hint == never:
		return Latency{Why: "a server may ask for a pause of any length, since there is no max_hint"}
	}
	return Latency{Why: "pauses may be of any length, since there is no max_pause"}
}

// maxDuration returns how long a number of tries take at most when attempts are cut off, without the deadline and retry_for.
func (m *method) maxDuration(tries int) time.Duration {
	p := m.latest
	step := p.AttemptTimeout
	if p.Hedge > 0 && m.hint == 0 { // what a server asks for delays hedges too
		step = min(step, p.Hedge)
	}
	var sum time.Duration
	before := make([]time.Duration, 1+len(m.others))
	for try := 1; try < tries; try++ {
		pause := m.longest(try, before)
		if try == maxTries { // pauses do not get shorter, so none is longer than the last one
			sum = add(sum, multiply(add(step, m.longest(tries-1, before)), tries-try))
			break
		}
		sum = add(sum, add(step, pause))
	}
	return add(sum, p.AttemptTimeout)
}

// multiply returns n times a duration that is not negative, or never if that is too long.
func multiply(d time.Duration, n int) time.Duration {
	if d > 0 && never/d < time.Duration(n) {
		return never
	}
	return d * time.Duration(n)
}

// tries returns how many attempts a call of m can make at most, and whether that is limited: by max_tries, or by a
// deadline or retry_for and the shortest time between two attempts.
func (m *method) tries() (n int, limited bool) {
	p := m.soonest
	if m.RetriesNothing() {
		return 1, true
	}
	var begins, pause time.Duration
	for n = 1; n <= maxTries; n++ {
		if n == p.MaxTries {
			return n, true
		}
		pause = p.PauseAfter(n, pause, errFailed)
		step := pause
		if p.Hedge > 0 {
			step = min(step, p.Hedge)
		}
		begins = add(begins, step)
		if p.Deadline > 0 && begins >= p.Deadline || p.RetryFor > 0 && begins > p.RetryFor {
			return n, true
		}
	}
	return p.MaxTries, p.MaxTries > 0
}

// A Load is the load that one call can put on a callee.
type Load struct {
	Attempts int // at most; 0 when that is not limited

	// Second is how many of them begin in the first second when each fails at once; 0 when that is not limited.
	Second int
	About  bool // Second is an average, since a pause may be 0 by chance

	Warning string // about what is dangerous; empty when nothing is
}

// The warnings.
const (
	atOnce  = "a callee that fails at once gets all attempts at once: add a pause, preferably one that grows (multiplier) and varies (jitter)"
	tooMany = "a callee that fails at once gets many attempts, for as long as the call lasts: a longer pause, a multiplier or max_tries makes them fewer"
)

// load returns upper bounds for the attempts of a call of m.
func (m *method) load() Load {
	var l Load
	if n, limited := m.tries(); limited {
		l.Attempts = n
	}
	pauses := m.soonest
	if m.soonest.PauseAfter(1, 0, errFailed) == 0 && m.latest.Pause > 0 {
		pauses, l.About = fixedJitter(m.Method, 0.5), true
		pauses.MaxTries = m.soonest.MaxTries
	}
	l.Second = firstSecond((&simulation{policy: pauses, unsafe: m.RetriesNothing()}).run())
	const many = 5 // tries without a pause, or attempts a second without end
	switch {
	case l.Second == 0, pauses.Pause == 0 && l.Attempts > many:
		l.Warning = atOnce
	case m.latest.MaxTries == 0 && l.Second > 2*many:
		l.Warning = tooMany
	}
	return l
}

// firstSecond returns how many attempts of a course begin within its first second; 0 when there is no limit.
func firstSecond(c Course) int {
	n := 0
	for _, a := range c.Attempts {
		if a.Begins >= time.Second {
			return n
		}
		n++
	}
	if c.Why == EndingNone {
		return 0
	}
	return n
}
