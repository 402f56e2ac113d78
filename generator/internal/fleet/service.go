package fleet

import (
	"math"
	"math/rand/v2"
	"time"
)

// What an outage does.
const (
	slowness  = 10                   // a service that is slow, or sheds load, takes so many times as long
	refusal   = time.Millisecond     // until a client knows that its request was refused
	comeBack  = time.Second          // what a service that sheds load asks its clients to wait
	leastWork = time.Microsecond / 2 // no request is carried out in less
)

// A service carries out requests, each on one of its servers, and those that find none free wait in the order in which they came. How
// long one takes is exponentially distributed, so that without an outage this is the queue M/M/c. A request that has been taken is
// carried out, be there still somebody who waits for it or not.
type service struct {
	servers int
	work    time.Duration // of a request, on average
	random  *rand.Rand

	outage Kind // None when it is well
	busy   int
	queue  fifo[ref]

	area    float64       // the length of the queue over time, in nanoseconds
	changed time.Duration // up to when area counts
}

// newService returns a service that can carry out so many requests in a second, each of which takes it latency. Its servers are whole
// ones, so that they may take a little more or less.
func newService(capacity float64, latency time.Duration, random *rand.Rand) *service {
	servers := max(1, math.Round(capacity*latency.Seconds()))
	work := time.Duration(servers / capacity * float64(time.Second))
	return &service{servers: int(servers), work: work, random: random}
}

// take takes the request of an attempt, or refuses it.
func (s *service) take(e *simulation, attempt ref) {
	switch {
	case s.outage == Refuse:
		e.events.push(e.now+refusal, refused, attempt)
	case s.outage == Shed && s.busy >= s.servers:
		e.events.push(e.now+refusal, told, attempt)
	case s.busy >= s.servers, s.outage == Hang:
		s.count(e.now)
		s.queue.push(attempt)
	default:
		s.start(e, attempt)
	}
}

// start begins to carry out a request.
func (s *service) start(e *simulation, attempt ref) {
	s.busy++
	took := time.Duration(s.random.ExpFloat64() * float64(s.work))
	if s.outage == Slow || s.outage == Shed {
		took *= slowness
	}
	e.events.push(e.now+max(took, leastWork), answered, attempt)
}

// finish frees a server, and has it go on.
func (s *service) finish(e *simulation, _ ref) bool {
	s.busy--
	s.goOn(e)
	return true
}

// goOn begins what waits, as far as servers are free.
func (s *service) goOn(e *simulation) {
	for s.busy < s.servers && s.queue.length > 0 && s.outage != Hang {
		s.count(e.now)
		s.start(e, s.queue.pop())
	}
}

// count adds the time that the queue has been as long as it is.
func (s *service) count(now time.Duration) {
	s.area += float64(s.queue.length) * float64(now-s.changed)
	s.changed = now
}
