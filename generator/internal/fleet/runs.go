package fleet

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
)

// Stages are how many parts of the whole time a run may not be ahead by more than one of.
const stages = 100

// Runs are those of a scenario with several methods, which are made at the same time.
//
// As long as no attempt fails the policies do the same, but for those that hedge or have budgets, which count calls. So without an outage
// the other runs wait until the first one has a failure. Where it has none they are the same as that one, and are not made.
//
// None goes far ahead of another: so all have come as far when they are interrupted, and those that take longer are not the last to
// end, each on one processor, where there are fewer processors than runs.
type runs struct {
	scenario *Scenario
	methods  []named
	progress func(time.Duration)

	mu      sync.Mutex      // of progress and reached
	reached []time.Duration // Never of a run that nobody waits for
	further sync.Cond       // a run has reached more

	once  sync.Once
	known chan struct{} // closed when same is known: the first run has a failure, or has ended
	same  *Run          // the first run if it has none
	done  []Run
}

// simulateAll runs a scenario with several methods. It calls progress, from one goroutine at a time, with what all of them have
// reached.
func simulateAll(ctx context.Context, s *Scenario, methods []named, progress func(time.Duration)) []Run {
	r := &runs{scenario: s, methods: methods, progress: progress, reached: make([]time.Duration, len(methods)), known: make(chan struct{}), done: make([]Run, len(methods))}
	r.further.L = &r.mu
	var wg sync.WaitGroup
	for i := range methods {
		wg.Go(func() { r.make(ctx, i) })
	}
	wg.Wait()
	return r.done
}

// make makes a run, unless the first one tells that it is the same.
func (r *runs) make(ctx context.Context, i int) {
	name := r.methods[i].name
	if i > 0 && r.onlyFailuresMatter(0) && r.onlyFailuresMatter(i) {
		r.keepPace(i, virtual.Never)
		if <-r.known; r.same != nil {
			r.done[i] = *r.same
			r.done[i].Name = name
			return
		}
	}
	defer r.keepPace(i, virtual.Never)
	e := newSimulation(r.scenario, &r.methods[i].method)
	e.run(ctx, func(now time.Duration) {
		if i == 0 && e.samples.total.Failed+e.samples.current.Failed > 0 {
			r.once.Do(func() { close(r.known) })
		}
		r.keepPace(i, now)
	})
	r.done[i] = e.result(name)
	if i == 0 {
		r.once.Do(func() {
			if r.done[0].Total.Failed == 0 {
				r.same = &r.done[0]
			}
			close(r.known)
		})
	}
}

// onlyFailuresMatter reports whether a run is the same as others until an attempt fails, and may be to the end.
func (r *runs) onlyFailuresMatter(i int) bool {
	m := &r.methods[i].method
	return r.scenario.Outage.Kind == None && m.Budget == nil && m.Policy.Hedge == 0
}

// keepPace notes what a run has reached, and waits where that is far more than what others have.
func (r *runs) keepPace(i int, now time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reached[i] = now
	r.further.Broadcast()
	least := slices.Min(r.reached)
	if least != virtual.Never {
		r.progress(least)
	}
	for now != virtual.Never && now-least > r.scenario.For/stages {
		r.further.Wait()
		least = slices.Min(r.reached)
	}
}
