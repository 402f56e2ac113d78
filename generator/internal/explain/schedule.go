package explain

import (
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A Schedule has the times of a call's attempts if all of them fail in the same way.
type Schedule struct {
	// Hangs is the course when each attempt runs until it is cut off, and each pause is as long as the policy itself
	// makes it. It is nil when nothing cuts off an attempt or starts another one while it runs.
	Hangs *Course

	// Soonest and Latest are the courses when each attempt fails at once, and each pause is as short, or as long, as
	// possible, including what a server may ask for.
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
		policy := *m.latest
		policy.PauseFrom = nil // an attempt that hangs returns no error with a pause in it
		hangs := (&simulation{policy: &policy, hangs: true}).run()
		s.Hangs = &hangs
	}
	return s
}

// A method is a method under a policy whose values are known.
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
		latest:    fixedJitter(m.Policy, 1), // 1 is never drawn, but numbers close to it are
	}
}

// fixedJitter returns a policy of the runtime whose jitter always draws the same number. With 1 a server asks for the
// longest pause there is, with any other number for none.
func fixedJitter(p *plan.Policy, number float64) *backoff.Policy {
	values := p.Values
	values.Random = func() float64 { return number }
	if p.PauseFrom != nil && number == 1 {
		values.PauseFrom = func(error) (time.Duration, bool) { return never, true }
	}
	return &values
}
