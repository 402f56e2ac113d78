package bench

import (
	"context"
	"runtime"
	"runtime/metrics"
	"sync"
	"testing"
	"time"
)

const callers = 100_000

// BenchmarkParked measures the memory of each of 100,000 callers that wait in a pause, stacks included. An operation is
// all of them coming and going.
func BenchmarkParked(b *testing.B) {
	for _, parked := range []struct {
		name string
		call func(s Store, ctx context.Context) (*User, error)
	}{
		{"pause", func(s Store, ctx context.Context) (*User, error) { return s.Wait(ctx, "7") }},
		{"pause-limits", func(s Store, ctx context.Context) (*User, error) { return s.WaitLimited(ctx, "7") }},
	} {
		for _, contender := range contenders() {
			if contender.name == direct || contender.name == "avast-reused" { // which never give up
				continue
			}
			b.Run(parked.name+"/"+contender.name, func(b *testing.B) {
				var bytes float64
				for b.Loop() {
					bytes += park(contender.wrap(callee(func(context.Context) (*User, error) { return nil, ErrBusy })), parked.call)
				}
				b.ReportMetric(bytes/float64(b.N), "B/caller")
			})
		}
	}
}

// park lets the callers come, and returns what each of them holds once all are in their pauses.
func park(store Store, call func(s Store, ctx context.Context) (*User, error)) float64 {
	ctx, cancel := context.WithCancel(context.Background())
	before, idle := inUse(), waiting()
	var all sync.WaitGroup
	for range callers {
		all.Go(func() { call(store, ctx) })
	}
	for waiting() < idle+callers {
		time.Sleep(time.Millisecond)
	}
	bytes := float64(inUse()-before) / callers
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
