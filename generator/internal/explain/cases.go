package explain

import (
	"bufio"
	"go/token"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A Case is the explanation of a case of a policy.
type Case struct {
	Annotation string // as written: "backoff:when ErrBusy pause=1s"; empty in a shared policy
	At         token.Position
	Matched    []string  // which errors it is for
	Values     []Value   // the keys that are set for it, its policy's among them
	Schedule   *Schedule // of a call all of whose attempts fail and end in it; none of them hangs
	Load       *Load     // of such a call
}

// cases explains the cases of m, each as if all attempts of a call ended in it.
func (w wording) cases(m *plan.Method) []Case {
	var out []Case
	for i, c := range m.Policy.Cases {
		alone := inCase(m, i)
		known := newMethod(alone)
		load, schedule := known.load(), known.schedule()
		schedule.Hangs = nil
		set, _ := w.values(alone)
		var own []Value
		for _, v := range set {
			if k, ok := keys.Find(v.Key); ok && k.OfCases && k.Name != keys.Errors {
				own = append(own, v)
			}
		}
		matched := w.matchedBy(c.Errors)
		for _, r := range m.CaseResults {
			if r.Case == i+1 {
				matched = append(matched, "results with "+r.Text)
			}
		}
		out = append(out, Case{Annotation: c.Text, At: c.At, Matched: matched, Values: own, Schedule: schedule, Load: &load})
	}
	return out
}

// inCase returns m under what the i-th case makes of its policy.
func inCase(m *plan.Method, i int) *plan.Method {
	c, policy, method := m.Policy.Cases[i], *m.Policy, *m
	policy.Cases, policy.Errors = nil, c.Errors
	policy.Values = c.Values.Under(policy.Values)
	if c.PauseFrom != nil {
		policy.PauseFrom = c.PauseFrom
	}
	method.Policy = &policy
	return &method
}

// newMixed returns what bounds calls of m, whose attempts may end in any of its cases, or in none.
func newMixed(m *plan.Method) *method {
	mixed := newMethod(m)
	if len(m.Policy.Cases) == 0 {
		return mixed
	}
	tries, limited := m.Policy.Values.MaxTries, m.Policy.Values.MaxTries > 0
	least := mixed.soonest.PauseAfter(1, 0, errFailed)
	for i, c := range m.Policy.Cases {
		known := newMethod(inCase(m, i))
		least = min(least, known.soonest.PauseAfter(1, 0, errFailed))
		mixed.hint = max(mixed.hint, known.hint)
		mixed.others = append(mixed.others, known.latest)
		if c.Values.MaxTries != 0 { // each case may come to one less than its number before the last attempt of all
			tries += max(0, c.Values.MaxTries-1)
			limited = limited && c.Values.MaxTries > 0
		}
	}
	if !limited {
		tries = 0
	}
	soonest, latest := *mixed.soonest, *mixed.latest
	soonest.MaxTries, latest.MaxTries = tries, tries
	soonest.Pause, soonest.Multiplier, soonest.MaxPause, soonest.Jitter = least, 0, 0, backoff.JitterNone
	mixed.soonest, mixed.latest = &soonest, &latest
	return mixed
}

// longest returns the longest pause after a try, whatever the tries up to it have ended in. Before are the last ones that each
// line of the policy would have made, which it changes.
func (m *method) longest(try int, before []time.Duration) time.Duration {
	pause := time.Duration(0)
	for i, p := range append([]*backoff.Policy{m.latest}, m.others...) {
		before[i] = p.PauseAfter(try, before[i], errFailed)
		pause = max(pause, before[i])
	}
	return max(pause, m.hint)
}

// writeCases writes what there is to say about a method's cases.
func writeCases(out *bufio.Writer, m Method) {
	for _, c := range m.Cases {
		out.WriteByte('\n')
		if c.Annotation != "" {
			writeWords(out, "case", "//"+c.Annotation)
		} else {
			writeLine(out, "case", "of "+m.Shared)
		}
		writeLine(out, "for", strings.Join(c.Matched, ", "))
		writeWords(out, "policy", assignments(c.Values)...)
		alone := m
		alone.Values, alone.Schedule, alone.Load = c.Values, c.Schedule, c.Load
		writeSchedule(out, alone)
		writeLine(out, "load", c.Load.text())
	}
}
