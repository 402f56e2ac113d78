package fleet

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
	backoff "github.com/backoffgen/backoffgen/runtime"
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
