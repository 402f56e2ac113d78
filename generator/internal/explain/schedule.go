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
	RetryFor time.Duration // after which no attempt begins; 0 when there is no such time
}

// schedule returns the schedule of m's attempts.
func (m *method) schedule() *Schedule {
	s := &Schedule{
		Soonest:  (&simulation{policy: m.soonest, unsafe: m.RetriesNothing()}).run(),
		Latest:   (&simulation{policy: m.latest, hint: m.hint, unsafe: m.RetriesNothing()}).run(),
		Jitters:  m.Policy.Values.Jitter != backoff.JitterNone,
		Asks:     m.AsksServer(),
		Deadline: m.Policy.Values.Deadline,
		RetryFor: m.Policy.Values.RetryFor,
	}
	if v := m.Policy.Values; m.CutsOff() && (v.AttemptTimeout > 0 || v.Deadline > 0 || v.Hedge > 0) {
		hangs := (&simulation{policy: m.latest, hangs: true, unsafe: m.Idempotence == plan.IdempotenceNo}).run() // an attempt that hangs returns no error with a hint in it
		s.Hangs = &hangs
	}
	return s
}

// A method is a method under a policy whose values are known.
type method struct {
	*plan.Method
	soonest, latest *backoff.Policy   // with the policy's own pauses as short, and as long, as they can be
	others          []*backoff.Policy // the same as latest, for each case
	hint            time.Duration     // the longest pause that a server may ask for
}

func newMethod(m *plan.Method) *method {
	known := &method{
		Method:  m,
		soonest: fixedJitter(m, 0),
		latest:  fixedJitter(m, 1), // 1 is never drawn, but numbers close to it are
	}
	if m.AsksServer() {
		known.soonest.Multiplier = 0 // growth begins anew after a hint, and any pause may have been one
		if known.hint = m.Policy.Values.MaxHint; known.hint == 0 {
			known.hint = never
		}
	}
	return known
}

// fixedJitter returns a policy of the runtime whose jitter always draws the same number.
func fixedJitter(m *plan.Method, number float64) *backoff.Policy {
	values := m.Policy.Values
	values.Random = func() float64 { return number }
	return &values
}
