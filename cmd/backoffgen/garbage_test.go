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
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(-1))
	t.Setenv("GOGC", "50")
	t.Setenv("GOMEMLIMIT", "")
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

// Rule 2.20: What needs a lot of memory does not get several times that, unless the environment says how much there is.
func TestMemoryHasASoftLimit(t *testing.T) {
	defer debug.SetGCPercent(int(gcPercent()))
	before := debug.SetMemoryLimit(-1)
	defer debug.SetMemoryLimit(before)
	t.Setenv("GOGC", "100")
	t.Setenv("GOMEMLIMIT", "3GiB")
	delayGC()
	if got := debug.SetMemoryLimit(-1); got != before {
		t.Errorf("with GOMEMLIMIT in the environment it is %d", got)
	}
	t.Setenv("GOMEMLIMIT", "")
	delayGC()
	if got := debug.SetMemoryLimit(-1); got != softLimit {
		t.Errorf("it is %d", got)
	}
}

func gcPercent() uint64 {
	sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
