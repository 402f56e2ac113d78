package load

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls do for every number below n, on as many goroutines as there are processors, and waits for all.
func parallel(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}
