package bench

import "testing"

// BenchmarkDecoratedResult measures what it costs that a result comes back decorated: by a wrap, and by a constructor that is
// called for each result, as one does by hand.
func BenchmarkDecoratedResult(b *testing.B) {
	inner := directory{&wide{}}
	for _, contender := range []struct {
		name string
		open func() Wide
	}{
		{"wrap", NewRetryingDirectory(inner).Open},
		{"constructor", func() Wide { return NewRetryingWide(inner.Open()) }},
		{"undecorated", inner.Open},
	} {
		b.Run(contender.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				contender.open()
			}
		})
	}
}

// A decorated result is one allocation, however many methods it has.
func TestDecoratedResultAllocations(t *testing.T) {
	d := NewRetryingDirectory(directory{&wide{}})
	if got := testing.AllocsPerRun(100, func() { d.Open() }); got != 1 {
		t.Errorf("%v allocations for a result, want 1", got)
	}
}
