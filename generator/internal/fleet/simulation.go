package fleet

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decision"
)

// A simulation is one run: a fleet under one policy.
type simulation struct {
	scenario *Scenario
	method   *Method
	rules    virtual.Policy
	now      time.Duration
	events   queue
	handled  int         // events
	cutOffs  fifo[timed] // of attempts whose time is the same for all

	callee   callee
	service  *service // the callee, unless a test has another one
	begins   arrivals
	clients  []backoff.RetryBudget // nil where there are none
	calls    pool[call]
	attempts pool[attempt]
	samples  sampler
}

// A callee is where attempts go. It answers by events: answered, refused or told.
type callee interface {
	take(e *simulation, attempt ref)
	// finish is told that its answer to an attempt is there, before the attempt is, and even if nobody waits for it any more. It
	// reports whether that is a success.
	finish(e *simulation, attempt ref) bool
}

// arrivals say when the next call begins, and of which client; never after the last one.
type arrivals interface {
	next(now time.Duration) (at time.Duration, client uint32)
}

// A call is one that has not ended.
type call struct {
	virtual.Call
	begun    time.Duration
	client   uint32
	attempts uint32  // the first one that runs, counted from 1
	_        [8]byte // with its generation it fills a cache line
}

// An attempt is one that the call waits for.
type attempt struct {
	call   uint32
	others uint32 // another one of the call, counted from 1
}

// A timed is an attempt and its time.
type timed struct {
	at time.Duration
	ref
}

// The streams of random numbers: calls begin at the same times under all policies.
const (
	streamCalls = iota + 1
	streamService
	streamPauses
)

func stream(seed uint64, n uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, n)) }

// newSimulation returns a simulation that has not begun.
func newSimulation(s *Scenario, m *Method) *simulation {
	e := &simulation{scenario: s, method: m}
	policy := m.Policy
	policy.Random = stream(s.Seed, streamPauses).Float64
	e.rules = virtual.Of(&policy)
	e.service = newService(s.Capacity, s.Latency, stream(s.Seed, streamService))
	e.callee = e.service
	e.begins = &poisson{stream(s.Seed, streamCalls), float64(time.Second) / (s.Rate * float64(s.Clients)), uint32(s.Clients)}
	if m.Budget != nil {
		e.clients = make([]backoff.RetryBudget, s.Clients)
	}
	return e
}

// poisson has calls begin at random, independently of each other.
type poisson struct {
	random  *rand.Rand
	every   float64 // nanoseconds, on average
	clients uint32
}

func (p *poisson) next(now time.Duration) (time.Duration, uint32) {
	return now + time.Duration(p.random.ExpFloat64()*p.every), p.random.Uint32N(p.clients)
}

// run goes through the scenario, or as far as ctx lets it. It calls progress now and then.
func (e *simulation) run(ctx context.Context, progress func(now time.Duration)) {
	e.samples.begin(e)
	if o := e.scenario.Outage; o.Kind != None {
		e.events.push(o.Begin, outageBegins, ref{})
		e.events.push(o.End(), outageEnds, ref{})
	}
	e.awaitCall()
	const often = 1 << 15
	for ; e.events.length > 0; e.handled++ {
		if e.handled%often == 0 {
			if progress(e.now); ctx.Err() != nil {
				break
			}
		}
		next := e.events.pop()
		if next.at > e.scenario.For {
			e.now = e.scenario.For
			break
		}
		e.now = next.at
		e.handle(next)
	}
	e.samples.end(e)
}

func (e *simulation) handle(next event) {
	switch next.kind {
	case callBegins:
		e.beginCall(next.id)
	case answered:
		switch ok := e.callee.finish(e, next.ref); {
		case !e.attempts.has(next.ref):
			e.samples.current.Wasted++
		case ok:
			e.succeed(next.ref)
		default:
			e.fail(next.ref, virtual.Failure{})
		}
	case refused, told:
		if e.attempts.has(next.ref) {
			how := virtual.Failure{Unsafe: e.method.NeverRefused}
			if next.kind == told && e.method.Asks {
				how.Asked = comeBack
			}
			e.fail(next.ref, how)
		}
	case cutOff:
		if e.attempts.has(next.ref) {
			e.fail(next.ref, virtual.Failure{Unsafe: e.method.NeverTimedOut})
		}
	case cutOffs:
		e.cutOffNext()
	case pauseEnds:
		e.resume(next.ref)
	case hedgeDue:
		e.hedge(next.ref)
	case outageBegins:
		e.service.outage = e.scenario.Outage.Kind
	case outageEnds:
		e.service.outage = None
		e.service.goOn(e)
	case sampleEnds:
		e.samples.next(e)
	}
}

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
