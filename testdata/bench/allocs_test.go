package bench

import (
	"context"
	"testing"
)

// TestAllocations holds the generated decorator to the allocations of each scenario, exactly.
func TestAllocations(t *testing.T) {
	for _, scenario := range scenarios() {
		t.Run(scenario.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			store := NewRetryingStore(scenario.callee())
			got := testing.AllocsPerRun(100, func() {
				if _, err := scenario.call(store, ctx); err != nil {
					t.Fatal(err)
				}
			})
			if got != scenario.allocs {
				t.Errorf("%v allocations a call, want %v", got, scenario.allocs)
			}
		})
	}
}
