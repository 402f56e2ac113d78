package fleet

import (
	"context"
	"fmt"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// The names of the runs.
const (
	WithoutRetries = "without retries"
	AsAnnotated    = "as annotated"
	AsImproved     = "as improved"
)

// A Comparison is what became of a fleet without retries, under the policy as annotated, and under a better one.
type Comparison struct {
	Scenario Scenario
	Runs     []Run  // by the names above, in this order
	Improved string // what the last one has in addition, in words; empty when nothing is missing
	Verdict  string // a sentence about the policy as annotated

	// Stopped tells that the runs were interrupted, each where its Until says.
	Stopped bool
}

// MethodOf returns what a fleet needs of a method whose policy is written out, not shared.
func MethodOf(m *plan.Method) Method {
	return Method{
		Policy:        m.Policy.Values,
		CutsOff:       m.CutsOff(),
		Asks:          m.AsksServer(),
		NeverRefused:  m.RetriesNothing(),
		NeverTimedOut: m.Idempotence == plan.IdempotenceNo,
	}
}

// The budget that is proposed, and the pauses where there are none.
const (
	proposedShare = 0.2
	proposedPause = 100 * time.Millisecond
)

// An improvement is one thing that a policy has not.
type improvement struct {
	name string
	make func(Method) Method
}

// improvements returns what m could have, the smaller changes first. None is for a method that retries nothing.
func improvements(s *Scenario, m Method) []improvement {
	p := m.Policy
	var list []improvement
	switch {
	case p.MaxTries == 1:
		return nil
	case p.Pause == 0:
		list = append(list, improvement{"pause=100ms multiplier=2 max_pause=10s jitter=full", func(m Method) Method {
			m.Policy.Pause, m.Policy.Multiplier, m.Policy.MaxPause, m.Policy.Jitter = proposedPause, 2, 100*proposedPause, backoff.JitterFull
			return m
		}})
	case p.Jitter == backoff.JitterNone:
		list = append(list, improvement{"jitter=full", func(m Method) Method { m.Policy.Jitter = backoff.JitterFull; return m }})
	}
	if m.Budget == nil {
		list = append(list, improvement{fmt.Sprintf("a budget of %.0f %%", 100*proposedShare), func(m Method) Method { return m.WithBudget(proposedShare) }})
	}
	if s.Outage.Kind == Shed && !m.Asks {
		list = append(list, improvement{"pause_from", func(m Method) Method { m.Asks = true; return m }})
	}
	return list
}

// Compare simulates a fleet. The scenario and the policy must be valid. It calls progress, from one goroutine at a time, with how far the
// first runs have come. When ctx ends it returns what there is until then.
func Compare(ctx context.Context, s Scenario, m Method, progress func(now time.Duration)) Comparison {
	better := improvements(&s, m)
	methods := []named{{WithoutRetries, m.WithoutRetries()}, {AsAnnotated, m}}
	if len(better) > 0 {
		methods = append(methods, named{AsImproved, better[0].make(m)})
	}
	c := Comparison{Scenario: s, Runs: simulateAll(ctx, &s, methods, progress)}
	if len(better) == 0 {
		same := c.Runs[1]
		same.Name = AsImproved
		c.Runs = append(c.Runs, same)
	} else {
		c.Improved = better[0].name
		c.findBetter(ctx, m, better[1:])
	}
	c.Stopped = ctx.Err() != nil
	c.Verdict = c.verdict()
	return c
}

// findBetter tries the other improvements if the fleet does not recover, neither as annotated nor with the first one.
func (c *Comparison) findBetter(ctx context.Context, m Method, others []improvement) {
	s := &c.Scenario
	if !s.endsInTime() || c.Runs[1].recovers(s) || c.Runs[2].recovers(s) || ctx.Err() != nil {
		return
	}
	var methods []named
	for _, i := range others {
		methods = append(methods, named{AsImproved, i.make(m)})
	}
	for n, run := range simulateAll(ctx, s, methods, func(time.Duration) {}) {
		if run.recovers(s) {
			c.Runs[2], c.Improved = run, others[n].name
			return
		}
	}
}

// several is a number of things: "1 call", "0.5 calls".
func several(name string, n float64) string {
	if text := fmt.Sprintf("%.4g", n); text != "1" {
		return text + " " + name + "s"
	}
	return "1 " + name
}

// PerSecond returns how many calls the fleet makes in a second.
func (s *Scenario) PerSecond() float64 { return s.Rate * float64(s.Clients) }

// endsInTime reports whether there is an outage, and it ends before the run does.
func (s *Scenario) endsInTime() bool { return s.Outage.Kind != None && s.Outage.End() < s.For }

// verdict says what happens to the fleet as annotated.
func (c *Comparison) verdict() string {
	s, plain, annotated := &c.Scenario, &c.Runs[0], &c.Runs[1]
	switch {
	case c.Stopped:
		return fmt.Sprintf("interrupted after %v of %v", rounded(annotated.Until), s.For)
	case s.PerSecond() >= s.Capacity:
		return fmt.Sprintf("overloaded: %.4g calls a second are more than the service can carry out, without retries too", s.PerSecond())
	case s.Outage.Kind == None:
		return "without an outage a call makes " + several("attempt", annotated.Amplification())
	case !s.endsInTime():
		return "the outage lasts to the end of the run"
	}
	after, ok := annotated.Recovery(s)
	switch rest := s.For - s.Outage.End(); {
	case ok && after == 0:
		return "recovers with the service"
	case ok:
		return fmt.Sprintf("recovers %v after the service", rounded(after))
	case !plain.recovers(s):
		return fmt.Sprintf("does not recover within %v, and would not without retries", rounded(rest))
	case annotated.atEnd() < s.Capacity:
		return fmt.Sprintf("does not recover within %v%s", rounded(rest), c.wouldIt())
	}
	return "does not recover: metastable" + c.wouldIt()
}

// wouldIt says whether the fleet as improved recovers, as the end of a sentence that says that it does not as annotated.
func (c *Comparison) wouldIt() string {
	switch {
	case c.Improved == "":
		return ""
	case c.Runs[2].recovers(&c.Scenario):
		return "; " + c.Improved + " would"
	}
	return ", nor with " + c.Improved
}

func rounded(d time.Duration) time.Duration {
	if d > time.Second {
		return d.Round(10 * time.Millisecond)
	}
	return d.Round(10 * time.Microsecond)
}
