package fleet

import (
	"github.com/backoffgen/backoffgen/generator/internal/virtual"
	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decision"
)

// awaitCall has the next call begin when it is time.
func (e *simulation) awaitCall() {
	if at, client := e.begins.next(e.now); at != virtual.Never {
		e.events.push(at, callBegins, ref{id: client})
	}
}

func (e *simulation) beginCall(client uint32) {
	e.awaitCall()
	id := e.calls.add(call{begun: e.now, client: client})
	if b := e.budget(client); b != nil {
		b.Began()
	}
	e.samples.current.First++
	e.begin(id)
}

// budget returns a client's budget; nil when it has none.
func (e *simulation) budget(client uint32) backoff.RetryBudget {
	if e.clients == nil {
		return nil
	}
	b := &e.clients[client]
	if *b == nil {
		*b = e.method.Budget(&e.now)
	}
	return *b
}

// begin begins an attempt of a call.
func (e *simulation) begin(id uint32) {
	c := e.calls.at(id)
	elapsed := e.now - c.begun
	c.Begin(&e.rules, elapsed)
	n := e.attempts.add(attempt{call: id, others: c.attempts})
	c.attempts = n + 1
	r := e.attempts.ref(n)
	if e.method.CutsOff {
		e.awaitCutOff(r, virtual.Add(c.begun, e.rules.CutOff(elapsed)))
	}
	if c.NextHedge != virtual.Never {
		e.events.push(c.begun+c.NextHedge, hedgeDue, e.calls.ref(id))
	}
	e.callee.take(e, r)
}

func (e *simulation) succeed(r ref) {
	a := e.attempts.at(r.id)
	c := e.calls.at(a.call)
	if b := e.budget(c.client); b != nil {
		b.Succeeded()
	}
	e.endCall(a.call, true)
}

// fail goes on after an attempt that has failed.
func (e *simulation) fail(r ref, how virtual.Failure) {
	id := e.attempts.at(r.id).call
	e.drop(r.id)
	c := e.calls.at(id)
	elapsed, due := e.now-c.begun, c.NextHedge
	verdict, pause := c.Fail(&e.rules, elapsed, how)
	budget := e.budget(c.client)
	if verdict.Step != decision.Next {
		if budget != nil {
			budget.Failed()
		}
		if verdict.Step != decision.Wait {
			e.endCall(id, false)
		} else if verdict.Reason == decision.MaxTriesReached {
			c.NextHedge = virtual.Never
		}
		return
	}
	if budget != nil && !budget.Retry() {
		if c.NextHedge = virtual.Never; c.Running == 0 {
			e.endCall(id, false)
		}
		return
	}
	switch {
	case c.Running == 0:
		c.NextHedge = virtual.Never
		if next := virtual.Add(e.now, pause); next <= e.scenario.For {
			e.events.push(next, pauseEnds, e.calls.ref(id))
		} else {
			e.calls.remove(id) // it does not end in this run
		}
	case c.NextHedge != due:
		e.events.push(c.begun+c.NextHedge, hedgeDue, e.calls.ref(id))
	}
}

// resume begins the next attempt of a call whose pause is over.
func (e *simulation) resume(r ref) {
	c := e.calls.at(r.id)
	if !c.MayResume(&e.rules, e.now-c.begun) {
		e.endCall(r.id, false)
		return
	}
	e.samples.current.Retries++
	// In a new place it lies beside those whose attempts begin at about the same time, and are cut off at about the same time.
	moved := e.calls.add(*c)
	e.calls.remove(r.id)
	e.begin(moved)
}

// hedge begins an attempt of a call beside those that run, if it is still due.
func (e *simulation) hedge(r ref) {
	if !e.calls.has(r) {
		return
	}
	c := e.calls.at(r.id)
	if c.Running == 0 || c.NextHedge != e.now-c.begun {
		return
	}
	may, hedge := c.TakeHedge(&e.rules)
	switch {
	case !may:
		return
	case !hedge:
		e.samples.current.Retries++
	case !e.mayHedge(c.client):
		c.NextHedge = virtual.Never
		return
	default:
		e.samples.current.Hedges++
	}
	e.begin(r.id)
}

// mayHedge asks a client's budget for an attempt after none that has failed.
func (e *simulation) mayHedge(client uint32) bool {
	b := e.budget(client)
	if b == nil {
		return true
	}
	if h, ok := b.(interface{ Hedge() bool }); ok {
		return h.Hedge()
	}
	return b.Retry()
}

// drop lets go of an attempt: its call no longer waits for it.
func (e *simulation) drop(n uint32) {
	a := e.attempts.at(n)
	for at := &e.calls.at(a.call).attempts; *at != 0; at = &e.attempts.at(*at - 1).others {
		if *at == n+1 {
			*at = a.others
			break
		}
	}
	e.attempts.remove(n)
}

// endCall ends a call, and with it those of its attempts that run.
func (e *simulation) endCall(id uint32, succeeded bool) {
	c := e.calls.at(id)
	for n := c.attempts; n != 0; {
		others := e.attempts.at(n - 1).others
		e.attempts.remove(n - 1)
		n = others
	}
	e.samples.ended(e.now-c.begun, succeeded)
	e.calls.remove(id)
}
