package shard_test

import (
	"sync"
	"testing"

	"github.com/backoffgen/backoffgen/runtime/internal/shard"
)

func TestCount(t *testing.T) {
	if n := shard.Count(); n < 4 || n > 64 || n&(n-1) != 0 {
		t.Errorf("%d shards", n)
	}
}

// Goroutines that run at the same time have stacks in different places: they are spread over the shards, and all of them are in range.
func TestIndexSpreadsGoroutines(t *testing.T) {
	const goroutines = 256
	for _, n := range []int{1, 2, 8, 64} {
		var begun, ended sync.WaitGroup
		begun.Add(goroutines)
		found := make([]int, goroutines)
		for i := range goroutines {
			ended.Go(func() {
				found[i] = shard.Index(n)
				begun.Done()
				begun.Wait() // so that no stack is used twice
			})
		}
		ended.Wait()
		times := make([]int, n)
		for _, i := range found {
			if i < 0 || i >= n {
				t.Fatalf("shard %d of %d", i, n)
			}
			times[i]++
		}
		for i, got := range times {
			if got > 8*goroutines/n {
				t.Errorf("%d of %d goroutines have shard %d of %d", got, goroutines, i, n)
			}
		}
	}
}
