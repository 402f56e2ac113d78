package bench

import (
	"context"
	"runtime"
	"runtime/metrics"
	"sync"
	"testing"
	"time"
)

// BenchmarkParked measures the memory of each of 100,000 callers that wait in a pause, stacks included. An operation is
// all of them coming and going. Run it with GODEBUG=adaptivestackstart=0: else a goroutine's first stack is as large as
// those before it came to need on average, and the contenders are not measured alike.
func BenchmarkParked(b *testing.B) {
	for _, scenario := range parked() {
		for _, contender := range contenders() {
			if !scenario.takesPart(contender) {
				continue
			}
			b.Run(scenario.name+"/"+contender.name, func(b *testing.B) {
				store := contender.wrap(scenario.callee())
				var bytes float64
				for b.Loop() {
					bytes += park(store, scenario.call, 100_000)
				}
				b.ReportMetric(bytes/float64(b.N), "B/caller")
			})
		}
	}
}

// park lets the callers come, and returns what each of them holds once all are in their pauses.
func park(store Store, call func(Store, context.Context) (*User, error), callers int) float64 {
	ctx, cancel := context.WithCancel(context.Background())
	before := inUse()
	var all sync.WaitGroup
	for range callers {
		all.Go(func() { call(store, ctx) })
	}
	for waiting() < uint64(callers) { // or very nearly all of them: a few others wait too, but may stop
		time.Sleep(time.Millisecond)
	}
	bytes := float64(inUse()-before) / float64(callers)
	cancel()
	all.Wait()
	return bytes
}

// inUse is the memory that objects and stacks take.
func inUse() int64 {
	runtime.GC()
	runtime.GC() // which frees the stacks that the first has shrunk or left behind
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}

// waiting is how many goroutines wait for something.
func waiting() uint64 {
	sample := []metrics.Sample{{Name: "/sched/goroutines/waiting:goroutines"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
