package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
)

func TestGarbageIsCollectedLate(t *testing.T) {
	before := gcPercent()
	defer debug.SetGCPercent(int(before))
	t.Setenv("GOGC", "50")
	delayGC()
	if got := gcPercent(); got != before {
		t.Errorf("with GOGC in the environment it is set to %d", got)
	}
	t.Setenv("GOGC", "")
	delayGC()
	if got := gcPercent(); got != firstGC {
		t.Errorf("until the first collection it is %d", got)
	}
	for gcPercent() == firstGC {
		runtime.GC() // cleanups run on a goroutine of their own
	}
	if got := gcPercent(); got != laterGC {
		t.Errorf("after a collection it is %d", got)
	}
}

func gcPercent() uint64 {
	sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
