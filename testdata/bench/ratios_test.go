package bench

import (
	"context"
	"math"
	"testing"
	"time"
)

// TestRatios holds the generated decorator to bounds that a busy machine does not break: of many short measurements, in
// turns, the best of each contender. What is aimed at is a good deal lower, see cmd/table.
func TestRatios(t *testing.T) {
	if testing.Short() {
		t.Skip("measures for a second")
	}
	bounds := map[string]float64{ // of the best loop by hand
		"plain":           3,
		"success":         3,
		"limits":          0.25,
		"limits-done":     1,
		"limits-derived":  1,
		"failures":        3,
		"failures-limits": 0.6,
		"failures-pause":  2,
		"hedge":           3,
		"abandon":         3,
	}
	for _, scenario := range scenarios() {
		t.Run(scenario.name, func(t *testing.T) {
			bound, ok := bounds[scenario.name]
			if !ok {
				t.Fatal("no bound")
			}
			hand := measure(t, scenario, func(inner Store) Store { return &hand{inner} })
			ours := measure(t, scenario, func(inner Store) Store { return NewRetryingStore(inner) })
			var best [2]time.Duration
			for i := range 60 { // more than three rounds only while the ratio is too high
				for j, round := range []func() time.Duration{hand, ours} {
					if took := round(); i == 0 || took < best[j] {
						best[j] = took
					}
				}
				if i >= 2 && float64(best[1]) <= bound*float64(best[0]) {
					t.Logf("%.2f of the loop by hand", float64(best[1])/float64(best[0]))
					return
				}
			}
			t.Errorf("%v for what takes the loop by hand %v: %.2f of it, want at most %v",
				best[1], best[0], float64(best[1])/float64(best[0]), bound)
		})
	}
}

// measure returns a function that times some calls.
func measure(t *testing.T, s scenario, wrap func(Store) Store) func() time.Duration {
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	store := wrap(s.callee())
	return func() time.Duration {
		start := time.Now()
		for range 3000 { // some microseconds to some milliseconds
			if _, err := s.call(store, ctx); err != nil {
				t.Fatal(err)
			}
		}
		return time.Since(start)
	}
}

// TestParkedCallers holds the memory of a caller in a pause to that of a loop by hand: the smallest stacks that a goroutine
// can have where there are no limits, and no contexts and timers but that of the pause where there are. How large a stack
// begins depends on those before it, so the best of some measurements in turns counts.
func TestParkedCallers(t *testing.T) {
	for _, scenario := range parked() {
		least, ours := math.Inf(1), math.Inf(1)
		for i := 0; i == 0 || i < 10 && ours > 1.3*least; i++ {
			least = min(least, park(&hand{scenario.callee()}, scenario.call, 2000))
			ours = min(ours, park(NewRetryingStore(scenario.callee()), scenario.call, 2000))
		}
		if ours > 1.3*least {
			t.Errorf("%s: %.0f bytes a caller, in a loop by hand %.0f", scenario.name, ours, least)
		}
	}
}
