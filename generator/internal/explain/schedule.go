package explain

import (
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A Schedule says when the attempts of a call are, if all of them fail in the same way.
type Schedule struct {
	// Hangs is the course when each attempt runs until it is cut off, and each pause is as long as the policy itself
	// makes it; nil when nothing cuts off an attempt or begins another one beside it.
	Hangs *Course

	// Soonest and Latest are the courses when each attempt fails at once, and each pause is as short, or as long, as can
	// be, whatever a server asks for.
	Soonest, Latest Course

	Jitters  bool          // pauses differ at random
	Asks     bool          // a server may ask for a longer pause
	Deadline time.Duration // of a call; 0 when there is none
}

// schedule returns the schedule of m's attempts.
func (m *method) schedule() *Schedule {
	s := &Schedule{
		Soonest:  (&simulation{policy: m.soonest}).run(),
		Latest:   (&simulation{policy: m.latest}).run(),
		Jitters:  m.Policy.Values.Jitter != backoff.JitterNone,
		Asks:     m.Policy.PauseFrom != nil,
		Deadline: m.Policy.Values.Deadline,
	}
	if v := m.Policy.Values; m.canCutOff && (v.AttemptTimeout > 0 || v.Deadline > 0 || v.Hedge > 0) {
		own := *m.latest
		own.PauseFrom = nil // an attempt that hangs brings no word from a server
		hangs := (&simulation{policy: &own, hangs: true}).run()
		s.Hangs = &hangs
	}
	return s
}

// A method is one under a policy whose values are known.
type method struct {
	*plan.Method
	canCutOff       bool            // an attempt that is out of time ends, or is left behind
	soonest, latest *backoff.Policy // with pauses as short, and as long, as they can be
}

func newMethod(m *plan.Method) *method {
	return &method{
		Method:    m,
		canCutOff: m.Context.SupportsLimits() || m.Policy.Values.Abandon,
		soonest:   fixedJitter(m.Policy, 0),
		latest:    fixedJitter(m.Policy, 1), // which is never drawn, but nearly
	}
}

// fixedJitter returns a policy as the runtime knows it whose pauses are what they are when always the same number is drawn for
// their jitter. At 1 a server asks for the longest pause there is, at any other number for none.
func fixedJitter(p *plan.Policy, number float64) *backoff.Policy {
	values := p.Values
	values.Random = func() float64 { return number }
	if p.PauseFrom != nil && number == 1 {
		values.PauseFrom = func(error) (time.Duration, bool) { return never, true }
	}
	return &values
}
