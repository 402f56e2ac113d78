package fleet

import (
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
)

// awaitCutOff has an attempt cut off at a time. As long as attempts are cut off in the order of their begin, as they are without a
// deadline, one event is enough for all of them: most have ended before.
func (e *simulation) awaitCutOff(r ref, at time.Duration) {
	switch {
	case at == virtual.Never:
	case e.method.Policy.Deadline > 0:
		e.events.push(at, cutOff, r)
	default:
		if e.cutOffs.push(timed{at, r}); e.cutOffs.length == 1 {
			e.events.push(at, cutOffs, ref{})
		}
	}
}

// cutOffNext cuts off the attempts whose time it is, and comes back when it is time for the next one.
func (e *simulation) cutOffNext() {
	for e.cutOffs.length > 0 {
		first := e.cutOffs.first()
		if e.attempts.has(first.ref) && first.at > e.now {
			e.events.push(first.at, cutOffs, ref{})
			return
		}
		e.cutOffs.pop()
		if e.attempts.has(first.ref) {
			e.fail(first.ref, virtual.Failure{Unsafe: e.method.NeverTimedOut})
		}
	}
}
