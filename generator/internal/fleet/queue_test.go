package fleet

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// Events come in the order of their times, and those of one time in the order in which they were pushed, at whatever distance they
// lie, and whether they are pushed before or between. None comes before its time, and the present goes on without them.
func TestTheQueueKeepsOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	distances := []int64{1, 1 << 4, 1 << 9, 1 << 12, 1 << 19, 1 << 30, 1 << 40, 1 << 55}
	for range 50 {
		var q queue
		var pushed, popped []event
		now := time.Duration(0)
		push := func() {
			at := now + time.Duration(random.Int64N(distances[random.IntN(len(distances))]))
			q.push(at, pauseEnds, uint64(len(pushed)))
			pushed = append(pushed, event{at: at, what: uint64(pauseEnds)<<subjectBits | uint64(len(pushed))})
		}
		for range random.IntN(400) {
			push()
		}
		for q.length > 0 {
			now += time.Duration(random.Int64N(distances[random.IntN(len(distances))]))
			for q.due(now) {
				e := q.pop()
				if e.at > now || e.kind() != pauseEnds || e.subject() >= uint64(len(pushed)) {
					t.Fatalf("%+v comes at %v", e, now)
				}
				popped = append(popped, *e)
			}
			for len(pushed) < 2000 && random.IntN(3) > 0 {
				push()
			}
		}
		slices.SortStableFunc(pushed, func(a, b event) int { return cmp.Compare(a.at, b.at) })
		if !slices.Equal(popped, pushed) {
			t.Fatalf("%d events in another order than their times", len(popped))
		}
	}
}

// Many events of the same instant, as of a fleet whose pauses have no jitter, cost no more than others.
func TestTheQueueTakesAHerd(t *testing.T) {
	var q queue
	const herd = 300_000
	for i := range herd {
		q.push(time.Second+time.Duration(i%7), 0, uint64(i))
	}
	if q.due(time.Second - 1) {
		t.Error("they come too soon")
	}
	last := event{}
	for range herd {
		if !q.due(time.Hour) {
			t.Fatal("some do not come")
		}
		e := q.pop()
		if e.at < last.at || e.at == last.at && e.what < last.what {
			t.Fatalf("%+v came after %+v", e, last)
		}
		last = *e
	}
}

// What has left a place is not taken for what has come into it.
func TestRefsNameOneCall(t *testing.T) {
	var p pool
	a := p.ref(p.add(&call{client: 1}))
	p.remove(a.place())
	b := p.ref(p.add(&call{client: 2}))
	if p.has(a) || !p.has(b) {
		t.Errorf("%#x, %#x: the place is used again, under another name", a, b)
	}
}

func TestTheHistogramIsWithinThreePercent(t *testing.T) {
	for _, d := range []time.Duration{0, 1, 31, 32, 63, 64, 65, 1000, time.Microsecond, 12345678, time.Second, 100 * time.Hour, 1<<63 - 1} {
		var h histogram
		h.note(d)
		got := h.quantile(0.5)
		if diff := max(got-d, d-got); float64(diff) > 0.03*float64(d) {
			t.Errorf("%v is said to be %v", d, got)
		}
	}
	var h histogram
	for i := range 1000 {
		h.note(time.Duration(i+1) * time.Millisecond)
	}
	if p50, p99 := h.quantile(0.5).Seconds(), h.quantile(0.99).Seconds(); p50 < 0.48 || p50 > 0.52 || p99 < 0.96 || p99 > 1.02 {
		t.Errorf("of 1 ms to 1 s half take %v s, and 99 of 100 %v s", p50, p99)
	}
}
