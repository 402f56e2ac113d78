package fleet

import "github.com/backoffgen/backoffgen/generator/internal/virtual"

// hedge begins an attempt beside another one, which has run so long that it is time to, if it still runs.
func (e *simulation) hedge(n uint64) {
	a := e.waiting(n)
	if a != nil {
		if !a.call.placed() {
			a.call = e.calls.ref(e.calls.add(e.callOf(a)))
		}
		e.beginBeside(a.call)
	}
}

// beginBeside begins an attempt of a call beside those that run, if it is still due.
func (e *simulation) beginBeside(r callRef) {
	if !e.calls.has(r) {
		return
	}
	c := e.calls.at(r.place())
	if c.Running == 0 || c.NextHedge != e.now-c.begun {
		return
	}
	may, hedge := c.TakeHedge(&e.rules)
	switch {
	case !may:
		return
	case !hedge:
		e.samples.current.Retries++
	case e.budgets != nil && !e.budgets.hedge(c.client):
		c.NextHedge = virtual.Never
		return
	default:
		e.samples.current.Hedges++
	}
	e.sendAgain(r.place())
}
