// Package shard spreads what all processors count over as many places, so that they do not wait for each other: adding to a
// counter that another processor has just added to takes ten times as long as to one that is at hand.
package shard

import (
	"runtime"
	"unsafe"
)

// most is the largest number of shards. More would cost more memory than contention costs time.
const most = 64

// Line is the size of what a processor takes from another one at a time. Shards are no smaller, so that no two share a line.
const Line = 64

// Count returns a number of shards that is good for this machine: a power of two, several for each processor, so that
// goroutines rarely meet in one.
func Count() int {
	n := 1
	for n < 4*runtime.GOMAXPROCS(0) && n < most {
		n *= 2
	}
	return n
}

// Index returns the shard of the calling goroutine, of n, a power of two: it goes by where the goroutine's stack is. It may
// change as the stack grows, which does no harm.
func Index(n int) int {
	var onStack byte
	page := uint64(uintptr(unsafe.Pointer(&onStack))) >> 11 // the smallest stack is that large
	return int(page*0x9E3779B97F4A7C15>>32) & (n - 1)       // Fibonacci hashing: neighbours are spread
}
