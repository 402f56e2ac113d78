package fleet

import (
	"time"
)

// A Count is what happened in a run, or in a part of it.
type Count struct {
	First, Retries, Hedges int64 // attempts that began: of calls that began, after one that had failed, beside others
	Succeeded, Failed      int64 // calls that ended
	Wasted                 int64 // requests that the service carried out when nobody waited for them any more

	// P50 and P99 are within 2 % how long calls took that ended, half of them at most the one, and 99 of 100 the other.
	P50, P99 time.Duration
}

// Attempts returns how many attempts began.
func (c *Count) Attempts() int64 { return c.First + c.Retries + c.Hedges }

// A Sample is what happened in a part of a run.
type Sample struct {
	At time.Duration // its begin
	Count
	Queue  float64 // the requests that waited for a server, on average
	Tokens float64 // how many retries the budget of a client would grant at the end, on average; 0 without budgets
}

const (
	mostSamples = 125  // of a run, at most
	mostAsked   = 1000 // clients whose budgets are looked at for a sample
)

// A sampler makes the samples of a run.
type sampler struct {
	every   time.Duration
	current Sample
	area    float64 // of the service's queue, up to the last sample
	lasted  histogram
	done    []Sample
	total   Count
	all     histogram // of the whole run
}

// width returns how long the samples of a run are: 1, 2 or 5 times a power of ten.
func width(length time.Duration) time.Duration {
	for unit := time.Microsecond * 10; ; unit *= 10 {
		for _, w := range []time.Duration{unit, 2 * unit, 5 * unit} {
			if length/w <= mostSamples {
				return w
			}
		}
	}
}

// begin begins the first sample.
func (s *sampler) begin(e *simulation) {
	s.every = width(e.scenario.For)
	e.events.push(s.every, sampleEnds, 0)
}

// next begins the next sample.
func (s *sampler) next(e *simulation) {
	s.finish(e)
	e.events.push(e.now+s.every, sampleEnds, 0)
}

// finish ends a sample, be it shorter than others.
func (s *sampler) finish(e *simulation) {
	c := &s.current
	if e.now == c.At {
		return
	}
	e.service.count(e.now)
	c.Queue = (e.service.area - s.area) / float64(e.now-c.At)
	s.area = e.service.area
	c.P50, c.P99 = s.lasted.quantile(0.50), s.lasted.quantile(0.99)
	c.Tokens = e.tokens()
	s.done = append(s.done, *c)
	s.total.add(&c.Count)
	s.all.add(&s.lasted)
	s.lasted, s.current = histogram{}, Sample{At: e.now}
}

// end ends the last sample.
func (s *sampler) end(e *simulation) {
	s.finish(e)
	s.total.P50, s.total.P99 = s.all.quantile(0.50), s.all.quantile(0.99)
}

func (c *Count) add(other *Count) {
	c.First += other.First
	c.Retries += other.Retries
	c.Hedges += other.Hedges
	c.Succeeded += other.Succeeded
	c.Failed += other.Failed
	c.Wasted += other.Wasted
}

// ended notes that a call has ended.
func (s *sampler) ended(lasted time.Duration, succeeded bool) {
	s.lasted.note(lasted)
	if succeeded {
		s.current.Succeeded++
	} else {
		s.current.Failed++
	}
}

// tokens returns how many retries a client's budget would grant, on average. Of a large fleet not all are looked at.
func (e *simulation) tokens() float64 {
	if e.budgets == nil {
		return 0
	}
	step := max(1, e.scenario.Clients/mostAsked)
	sum, n := 0.0, 0
	for client := 0; client < e.scenario.Clients; client += step {
		sum += e.budgets.left(uint32(client))
		n++
	}
	return sum / float64(n)
}
