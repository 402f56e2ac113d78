package fleet

import (
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
	"github.com/backoffgen/backoffgen/runtime/decision"
)

// A call is one that has not ended. It has a place only while it has attempts that run, and the first of them has failed, or is hedged:
// until then all that there is to know of it is when that attempt began, and whose it is, and most calls never need more. During a
// pause it is where the event is that ends the pause.
type call struct {
	virtual.Call
	begun      time.Duration
	client     uint32
	generation uint32 // of its place
}

// beginCall begins the call whose time it is.
func (e *simulation) beginCall() {
	client := e.client
	e.next, e.client = e.begins.next()
	if e.budgets != nil {
		e.budgets.began(client)
	}
	e.samples.current.First++
	e.send(callRef(client))
}

// callOf returns the call of an attempt; where that has no place, it is good until another one is asked for.
func (e *simulation) callOf(a *attempt) *call {
	if a.call.placed() {
		return e.calls.at(a.call.place())
	}
	e.unplaced = call{begun: a.begun, client: a.call.client()}
	e.unplaced.Begin(&e.rules, 0)
	return &e.unplaced
}

// clientOf returns whose attempt it is.
func (e *simulation) clientOf(a *attempt) uint32 {
	if a.call.placed() {
		return e.calls.at(a.call.place()).client
	}
	return a.call.client()
}

// forget takes a call's place away, if it has one.
func (e *simulation) forget(c callRef) {
	if c.placed() {
		e.calls.remove(c.place())
	}
}

// waiting returns an attempt that the call waits for; nil when it has ended.
func (e *simulation) waiting(n uint64) *attempt {
	a := e.attempts.at(n)
	if a != nil && a.call.placed() && !e.calls.has(a.call) {
		e.attempts.end(n) // with its call
		return nil
	}
	return a
}

// send begins an attempt of a call, and returns its number.
func (e *simulation) send(c callRef) uint64 {
	n := e.attempts.add(attempt{e.now, c})
	e.timeouts.begun(n, e.now)
	e.hedges.begun(n, e.now)
	e.callee.take(e, n)
	return n
}

// sendAgain begins an attempt of a call that has made others. Where its deadline comes before the time that an attempt may take, it
// is cut off sooner than its turn is.
func (e *simulation) sendAgain(place uint32) {
	c := e.calls.at(place)
	elapsed := e.now - c.begun
	c.Begin(&e.rules, elapsed)
	n := e.send(e.calls.ref(place))
	if end := virtual.Add(c.begun, e.rules.CutOff(elapsed)); e.method.CutsOff && end < virtual.Add(e.now, e.timeouts.after) {
		e.events.push(end, timedOut, n)
	}
}

// untouched reports whether nothing has happened yet to a first attempt that the service has taken: whatever ends it, or gives its call a
// place, comes to attempts in the order of their begins, and has not come as far.
func (e *simulation) untouched(n uint64) bool { return n >= e.timeouts.at && n >= e.hedges.at }

// succeedAtOnce ends a call with the success of its first attempt, to which nothing has happened. It does without looking the attempt
// up, which mostly lies outside of a processor's cache: to write there that it is over takes no waiting.
func (e *simulation) succeedAtOnce(r request) {
	e.attempts.end(r.attempt)
	e.samples.ended(e.now-r.begun, true)
}

// succeed ends an attempt with a success. It reports whether somebody waited for it.
func (e *simulation) succeed(n uint64) bool {
	a := e.waiting(n)
	if a == nil {
		return false
	}
	begun := a.begun
	if a.call.placed() {
		begun = e.calls.at(a.call.place()).begun
		e.calls.remove(a.call.place())
	}
	e.attempts.end(n)
	e.samples.ended(e.now-begun, true)
	return true
}

// passTimeout cuts the attempt off whose time is up.
func (e *simulation) passTimeout() {
	n := e.timeouts.pass(&e.attempts)
	if e.budgets != nil && n >= e.foreseen {
		e.foresee(n)
	}
	e.timeOut(n)
}

// foresee tells the budgets whose attempts are the next to be cut off, unless they end before.
func (e *simulation) foresee(n uint64) {
	e.asked = e.asked[:0]
	for e.foreseen = n; e.foreseen < min(n+drawnAhead, e.attempts.next); e.foreseen++ {
		if a := e.attempts.at(e.foreseen); a != nil {
			e.asked = append(e.asked, e.clientOf(a))
		}
	}
	e.budgets.soon(e.asked)
}

// timeOut cuts an attempt off.
func (e *simulation) timeOut(n uint64) {
	e.fail(n, virtual.Failure{Unsafe: e.method.NeverTimedOut})
}

// refuse fails an attempt that the service has refused.
func (e *simulation) refuse(n uint64) {
	how := virtual.Failure{Unsafe: e.method.NeverRefused}
	if e.scenario.Outage.Kind == Shed && e.method.Asks {
		how.Asked = comeBack
	}
	e.fail(n, how)
}

// fail goes on after an attempt that has failed, if it has not ended before.
func (e *simulation) fail(n uint64, how virtual.Failure) {
	a := e.waiting(n)
	if a == nil {
		return
	}
	c, ref := e.callOf(a), a.call
	e.attempts.end(n)
	elapsed, due := e.now-c.begun, c.NextHedge
	verdict, pause := c.Fail(&e.rules, elapsed, how)
	if verdict.Step != decision.Next {
		if e.budgets != nil {
			e.budgets.failed(c.client)
		}
		if verdict.Step != decision.Wait {
			e.endFailed(c, ref)
		} else if verdict.Reason == decision.MaxTriesReached {
			c.NextHedge = virtual.Never
		}
		return
	}
	if e.budgets != nil && !e.budgets.retry(c.client) {
		if c.NextHedge = virtual.Never; c.Running == 0 {
			e.endFailed(c, ref)
		}
		return
	}
	switch {
	case c.Running == 0:
		c.NextHedge = virtual.Never
		if next := virtual.Add(e.now, pause); next <= e.scenario.For { // or else it does not end in this run
			e.events.pushPause(next, c)
		}
		e.forget(ref)
	case c.NextHedge != due:
		e.events.push(c.begun+c.NextHedge, hedgeDue, uint64(ref))
	}
}

// resume begins the next attempt of a call whose pause is over.
func (e *simulation) resume(c call) {
	if !c.MayResume(&e.rules, e.now-c.begun) {
		e.samples.ended(e.now-c.begun, false)
		return
	}
	e.samples.current.Retries++
	e.sendAgain(e.calls.add(&c))
}

// endFailed ends a call, and with it those of its attempts that run.
func (e *simulation) endFailed(c *call, ref callRef) {
	e.samples.ended(e.now-c.begun, false)
	e.forget(ref)
}
