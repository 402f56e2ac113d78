package fleet

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
)

// A simulation is one run: a fleet under one policy. It goes from one event to the next, whichever of these it is: a call begins, the
// callee answers, an attempt is out of time, it is time to hedge, or something from the queue.
type simulation struct {
	scenario *Scenario
	method   *Method
	rules    virtual.Policy
	now      time.Duration
	handled  int // events

	begins   arrivals
	next     time.Duration // when the next call does
	client   uint32        // whose it is
	callee   callee
	service  *service      // the callee, unless a test has another one
	answers  time.Duration // when the callee does next; it keeps this up to date
	timeouts cursor
	hedges   cursor
	refusals refusals
	events   queue

	attempts attempts
	calls    pool
	unplaced call     // see callOf
	budgets  budgets  // nil where there are none
	foreseen uint64   // up to which attempt they have been told whose time is up soon
	asked    []uint32 // the clients of the last of these
	samples  sampler
}

// A callee is where attempts go.
type callee interface {
	take(e *simulation, attempt uint64)
	// answer is called when it is time for an answer, and gives it, even if nobody waits for it any more.
	answer(e *simulation)
}

// The streams of random numbers: calls begin at the same times under all policies.
const (
	streamCalls = iota + 1
	streamService
	streamPauses
	streamClients
)

func stream(seed uint64, n uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, n)) }

// newSimulation returns a simulation that has not begun.
func newSimulation(s *Scenario, m *Method) *simulation {
	e := &simulation{scenario: s, method: m, answers: virtual.Never}
	policy := m.Policy
	policy.Random = stream(s.Seed, streamPauses).Float64
	e.rules = virtual.Of(&policy)
	e.service = newService(s.Capacity, s.Latency, stream(s.Seed, streamService))
	e.callee = e.service
	e.timeouts, e.hedges, e.refusals = newCursor(virtual.Never), newCursor(virtual.Never), newRefusals()
	if m.CutsOff {
		e.timeouts = newCursor(e.rules.CutOff(0))
	}
	if policy.Hedge > 0 {
		e.hedges = newCursor(policy.Hedge)
	}
	if m.Budget != nil {
		e.budgets = m.Budget(s.Clients, &e.now)
	}
	e.begins = newPoisson(s, e.budgets)
	return e
}

// start has the first events come.
func (e *simulation) start() {
	e.samples.begin(e)
	if o := e.scenario.Outage; o.Kind != None {
		e.events.push(o.Begin, outageBegins, 0)
		e.events.push(o.End(), outageEnds, 0)
	}
	e.next, e.client = e.begins.next()
}

// run goes through the scenario, or as far as ctx lets it. It calls progress now and then.
func (e *simulation) run(ctx context.Context, progress func(now time.Duration)) {
	const often = 1 << 15
	for e.start(); e.step(e.scenario.For); e.handled++ {
		if e.handled%often == 0 {
			if progress(e.now); ctx.Err() != nil {
				break
			}
		}
	}
	e.samples.end(e)
}

// step handles the next event, up to a time. It returns false when there is none, and goes to that time.
func (e *simulation) step(end time.Duration) bool {
	// Of those of the same time an answer goes before a limit: a success is one.
	next, source := e.next, callBegins
	if e.answers < next {
		next, source = e.answers, answered
	}
	if e.timeouts.due < next {
		next, source = e.timeouts.due, timedOut
	}
	if e.hedges.due < next {
		next, source = e.hedges.due, hedgeDue
	}
	if e.refusals.due <= next {
		next, source = e.refusals.due, refused
	}
	if e.events.due(min(next, end)) {
		e.handle(e.events.pop())
		return true
	}
	if next > end {
		e.now = end
		return false
	}
	e.now = next
	switch source {
	case callBegins:
		e.beginCall()
	case answered:
		e.callee.answer(e)
	case timedOut:
		e.passTimeout()
	case hedgeDue:
		e.hedge(e.hedges.pass(&e.attempts))
	case refused:
		e.refuse(e.refusals.pop())
	}
	return true
}

// handle handles an event of the queue.
func (e *simulation) handle(next *event) {
	e.now = next.at
	switch next.kind() {
	case timedOut:
		e.timeOut(next.subject())
	case pauseEnds:
		e.resume(next.call)
	case hedgeDue:
		e.beginBeside(callRef(next.subject()))
	case outageBegins:
		e.service.outage = e.scenario.Outage.Kind
	case outageEnds:
		e.service.recover(e)
	case sampleEnds:
		e.samples.next(e)
	}
}
