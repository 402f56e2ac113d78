package bench

import (
	"context"
	"slices"
	"testing"
)

// BenchmarkCall measures a call in each scenario, the contenders of each side by side. The caller's context can be
// cancelled, as that of a request can.
func BenchmarkCall(b *testing.B) {
	for _, scenario := range scenarios() {
		for _, contender := range contenders() {
			if !scenario.takesPart(contender) {
				continue
			}
			b.Run(scenario.name+"/"+contender.name, func(b *testing.B) {
				store := contender.wrap(scenario.callee())
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				b.ReportAllocs()
				for b.Loop() {
					if _, err := scenario.call(store, ctx); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkParallel measures calls on all processors at once through one Store, each goroutine with a caller's context of
// its own.
func BenchmarkParallel(b *testing.B) {
	for _, scenario := range scenarios() {
		if slices.Contains(scenario.less, direct) { // its callee is for one goroutine
			continue
		}
		for _, contender := range contenders() {
			if !scenario.takesPart(contender) {
				continue
			}
			b.Run(scenario.name+"/"+contender.name, func(b *testing.B) { parallel(b, contender.wrap(scenario.callee()), scenario.call) })
		}
	}
	for _, watching := range watchings() {
		for _, contender := range watching.contenders {
			b.Run(watching.name+"/"+contender.name, func(b *testing.B) { parallel(b, contender.wrap(succeeds()), get) })
		}
	}
}

// parallel measures calls of one store on all processors.
func parallel(b *testing.B, store Store, call func(s Store, ctx context.Context) (*User, error)) {
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		for pb.Next() {
			if _, err := call(store, ctx); err != nil {
				b.Error(err)
				return
			}
		}
	})
}
