package fleet

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
)

// What an outage does.
const (
	slowness     = 10               // a service that is slow, or sheds load, takes so many times as long
	refusalTakes = time.Millisecond // until a client knows that its request was refused
	comeBack     = time.Second      // what a service that sheds load asks its clients to wait
)

// A service carries out requests, each on one of its servers, and those that find none free wait in the order in which they came. How
// long one takes is exponentially distributed, so that without an outage this is the queue M/M/c. A request that has been taken is
// carried out, be there still somebody who waits for it or not.
//
// An exponential time has no memory: how long a request has been worked on says nothing of how long it still takes. So it is not drawn
// for each request when the request ends. What is drawn is when the next one of all does, which is the sooner the more there are,
// and then, by chance, which of them that is: the distribution of all times is the same, and there are none to be sorted.
type service struct {
	servers int
	work    time.Duration // of a request, on average
	random  *rand.Rand

	outage Kind    // None when it is well
	well   working // requests that it began when it was well, or hung
	slow   working // those that take slowness times as long
	queue  line

	// The work that is left until the next request ends, of which pace is done in a nanosecond, and up to when it has been counted.
	left, pace, since float64

	area    float64       // the length of the queue over time, in nanoseconds
	changed time.Duration // up to when area counts
}

// working are requests that the service works on.
type working struct {
	requests []request
	unasked  int // those beside them for which nobody waited when they were begun
}

// A request is one for which somebody waited when it was begun. Of first attempts it has the begin, so that their answer finds all it
// needs in one place; of others notFirst.
type request struct {
	attempt uint64
	begun   time.Duration
}

const notFirst time.Duration = -1

func (w *working) length() int { return len(w.requests) + w.unasked }

// newService returns a service that can carry out so many requests in a second, each of which takes it latency. Its servers are whole
// ones, so that they may take a little more or less.
func newService(capacity float64, latency time.Duration, random *rand.Rand) *service {
	servers := max(1, math.Round(capacity*latency.Seconds()))
	work := time.Duration(servers / capacity * float64(time.Second))
	s := &service{servers: int(servers), work: work, random: random}
	s.drawWork()
	return s
}

// drawWork draws how much work there is until the next request ends.
func (s *service) drawWork() {
	if s.random != nil {
		s.left = s.random.ExpFloat64() * slowness * float64(s.work)
	}
}

func (s *service) busy() int { return s.well.length() + s.slow.length() }

// take takes the request of an attempt, or refuses it.
func (s *service) take(e *simulation, attempt uint64) {
	switch {
	case s.outage == Refuse, s.outage == Shed && s.busy() >= s.servers:
		e.refusals.push(e.now+refusalTakes, attempt)
	case s.outage == Hang || s.busy() >= s.servers:
		s.count(e.now)
		s.queue.push(attempt)
	default:
		s.elapse(float64(e.now))
		s.start(e, attempt)
		s.schedule(e)
	}
}

// start begins to carry out a request.
func (s *service) start(e *simulation, attempt uint64) {
	w := &s.well
	if s.outage == Slow || s.outage == Shed {
		w = &s.slow
	}
	switch a := e.attempts.at(attempt); {
	case a == nil:
		w.unasked++
	case a.call.placed():
		w.requests = append(w.requests, request{attempt, notFirst})
	default:
		w.requests = append(w.requests, request{attempt, a.begun})
	}
}

// elapse does the work up to a time.
func (s *service) elapse(now float64) {
	s.left -= float64((now - s.since) * s.pace) // rounded, or else some processors round only the difference
	s.since = now
}

// schedule says when the next request ends.
func (s *service) schedule(e *simulation) {
	s.pace = float64(slowness*s.well.length() + s.slow.length())
	if e.answers = virtual.Never; s.pace > 0 {
		e.answers = time.Duration(s.ends())
	}
}

// ends returns when the next request ends, which time.Duration would round.
func (s *service) ends() float64 { return s.since + s.left/s.pace }

// answer ends a request, and goes on with others.
func (s *service) answer(e *simulation) {
	s.since = s.ends()
	s.drawWork()
	r, asked := s.draw()
	s.goOn(e)
	switch {
	case asked && r.begun != notFirst && e.untouched(r.attempt):
		e.succeedAtOnce(r)
	case !asked || !e.succeed(r.attempt):
		e.samples.current.Wasted++
	}
}

// draw takes one of the requests that are worked on, by chance, and reports whether somebody waited for it when it was begun. One that
// takes longer is less likely.
func (s *service) draw() (r request, asked bool) {
	n := int(s.random.Uint64N(uint64(s.pace)))
	w := &s.slow
	if well := slowness * s.well.length(); n < well {
		w, n = &s.well, n/slowness
	} else {
		n -= well
	}
	if n >= len(w.requests) {
		w.unasked--
		return request{}, false
	}
	r = w.requests[n]
	last := len(w.requests) - 1
	w.requests[n], w.requests = w.requests[last], w.requests[:last]
	return r, true
}

// recover ends the outage.
func (s *service) recover(e *simulation) {
	s.outage = None
	s.elapse(float64(e.now))
	s.goOn(e)
}

// goOn begins what waits, as far as servers are free.
func (s *service) goOn(e *simulation) {
	for s.busy() < s.servers && s.queue.length > 0 && s.outage != Hang {
		s.count(e.now)
		s.start(e, s.queue.pop())
	}
	s.schedule(e)
}

// count adds the time that the queue has been as long as it is.
func (s *service) count(now time.Duration) {
	s.area += float64(float64(s.queue.length) * float64(now-s.changed)) // rounded, as above
	s.changed = now
}
