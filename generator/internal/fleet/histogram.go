package fleet

import (
	"math/bits"
	"time"
)

// A histogram counts durations in classes whose ends differ by 3 % at most.
type histogram struct {
	counts [classes]uint32
	n      uint64
}

const (
	classBits = 5 // of a duration, after the first
	classes   = (64 - classBits) << classBits
)

func (h *histogram) note(d time.Duration) {
	h.counts[classOf(d)]++
	h.n++
}

// classOf returns the class of a duration: its length in bits, and the bits after the first.
func classOf(d time.Duration) int {
	length := bits.Len64(uint64(d)) - classBits - 1
	if length < 0 {
		return int(d)
	}
	return length<<classBits + int(d>>length)
}

// middle returns the middle of a class.
func middle(class int) time.Duration {
	if class < 2<<classBits {
		return time.Duration(class)
	}
	length := class>>classBits - 1
	low := time.Duration(class-length<<classBits) << length
	return low + 1<<length/2
}

// quantile returns the duration which a share of all do not exceed; 0 when there are none.
func (h *histogram) quantile(share float64) time.Duration {
	rank, seen := uint64(share*float64(h.n)), uint64(0)
	for class, n := range h.counts {
		if seen += uint64(n); n > 0 && seen > rank {
			return middle(class)
		}
	}
	return 0
}

func (h *histogram) add(other *histogram) {
	for i, n := range other.counts {
		h.counts[i] += n
	}
	h.n += other.n
}
