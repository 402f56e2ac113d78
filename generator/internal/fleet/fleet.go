// Package fleet simulates many clients that call a method under its policy, and the service that they call, through an outage of it.
// It goes from event to event on a clock of its own; each call, from its first failure or hedge on, is one of package virtual, which has
// the runtime's own decisions and pauses. The same scenario has the same result each time, for all that is random comes from its seed,
// and nothing from the machine's clock. (Processors that fuse multiplications and additions may round a pause otherwise than those that do not.)
//
// What it is made to show is how retries turn an outage into a longer one: a service that is behind answers after its clients have
// given up and called again, so that it works on requests that nobody waits for any more, and stays behind ("Metastable Failures in
// Distributed Systems", Bronson et al., HotOS 2021; "Metastable Failures in the Wild", Huang et al., OSDI 2022).
package fleet

import (
	"context"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A Method is what a fleet calls, and how.
type Method struct {
	Policy        backoff.Policy // valid; only the numbers matter
	CutsOff       bool           // an attempt ends when it is out of time
	Asks          bool           // it hears when a server asks it to come back later
	NeverRefused  bool           // an attempt that was refused is not retried
	NeverTimedOut bool           // the same for one that has timed out

	// Budget makes the budgets of so many clients, by the clock of a simulation. It is nil when there are none.
	Budget func(clients int, now *time.Duration) budgets
}

// WithoutRetries returns m with one attempt for each call, under the same limits.
func (m Method) WithoutRetries() Method {
	m.Policy.MaxTries, m.Policy.Hedge, m.Budget = 1, 0, nil
	return m
}

// WithBudget returns m with a budget for each client: its retries are at most a share of its calls in the last ten seconds, as
// backoff.NewRetryRatio has it.
func (m Method) WithBudget(share float64) Method {
	m.Budget = func(clients int, now *time.Duration) budgets { return newRatios(share, clients, now) }
	return m
}

// A Run is what became of a fleet under a policy.
type Run struct {
	Name   string
	Until  time.Duration // how far it came: to the end, unless it was interrupted
	Total  Count
	Every  time.Duration // length of its samples; the last one may be shorter
	Series []Sample
}

// Unfinished returns how many calls had not ended when the run did.
func (r *Run) Unfinished() int64 { return r.Total.First - r.Total.Succeeded - r.Total.Failed }

// Amplification returns how many attempts a call made on average; 0 without calls.
func (r *Run) Amplification() float64 {
	if r.Total.First == 0 {
		return 0
	}
	return float64(r.Total.Attempts()) / float64(r.Total.First)
}

// simulate runs a scenario with a method. When ctx ends it returns what there is until then.
func simulate(ctx context.Context, s *Scenario, m *Method, name string, progress func(time.Duration)) Run {
	e := newSimulation(s, m)
	e.run(ctx, progress)
	return e.result(name)
}

func (e *simulation) result(name string) Run {
	return Run{name, e.now, e.samples.total, e.samples.every, e.samples.done}
}

// A named is a method of a run.
type named struct {
	name   string
	method Method
}
