package load

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls do for every number below n, in as many goroutines as there are processors, and waits for all.
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

// A pending is the result of a function that still runs.
type pending[T any] struct {
	done  chan struct{}
	value T
	err   error
}

func start[T any](work func() (T, error)) *pending[T] {
	p := &pending[T]{done: make(chan struct{})}
	go func() {
		defer close(p.done)
		p.value, p.err = work()
	}()
	return p
}

func (p *pending[T]) wait() (T, error) {
	<-p.done
	return p.value, p.err
}

func (p *pending[T]) isDone() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}
