package fleet

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// An attempt is found by its number until it ends, in whatever order attempts end, and room is used again.
func TestAttemptsAreFoundUntilTheyEnd(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var l attempts
	begun := map[uint64]time.Duration{}
	most := 0
	for range 40 * blockLength {
		at := time.Duration(random.Int64N(1000))
		n := l.add(attempt{begun: at})
		begun[n] = at
		if random.IntN(10*blockLength) == 0 {
			continue // it stays to the end
		}
		n -= min(n, uint64(random.IntN(blockLength)))
		for range 2 {
			if _, ok := begun[n]; ok && n%997 > 0 {
				l.end(n)
				delete(begun, n)
			}
			n /= 2
		}
		most = max(most, len(begun))
	}
	for n := range l.next {
		a := l.at(n)
		want, ok := begun[n]
		if ok != (a != nil) || ok && a.begun != want {
			t.Fatalf("attempt %d is %+v, want one that began at %v: %v", n, a, want, ok)
		}
	}
	for n := range begun {
		l.end(n)
	}
	if n := len(l.free); n > 40 {
		t.Errorf("%d blocks were made", n)
	}
	for range 3 * blockLength {
		l.end(l.add(attempt{}))
	}
	if l.first < 40 {
		t.Errorf("the ring has block %d still, although no attempt is waited for", l.first)
	}
}

// A cursor comes to each attempt that has not ended, after the same time, in the order of their begins.
func TestACursorComesToWhatHasNotEnded(t *testing.T) {
	var l attempts
	c := newCursor(time.Second)
	now := time.Duration(0)
	add := func() uint64 {
		now++
		n := l.add(attempt{begun: now})
		c.begun(n, now)
		return n
	}
	for range 3 * blockLength {
		add()
	}
	for n := uint64(0); n < 2*blockLength+10; n++ {
		if n != 5 {
			l.end(n)
		}
	}
	var passed []uint64
	for range 4 {
		passed = append(passed, c.pass(&l))
	}
	if diff := cmp.Diff([]uint64{0, 5, 2*blockLength + 10, 2*blockLength + 11}, passed); diff != "" { // it had been waiting for the first one
		t.Error(diff)
	}
	for c.at < l.next-1 {
		c.pass(&l)
	}
	if c.pass(&l); c.due <= now+time.Second {
		t.Errorf("it is due at %v, after the last attempt", c.due)
	}
	last := add()
	if c.at != last || c.due != now+time.Second {
		t.Errorf("it waits for attempt %d, until %v", c.at, c.due)
	}
}

// What joins a line leaves it in the same order, whether it joins one after another or not, and the line is no longer than what
// is in it.
func TestTheLineKeepsOrderAndRoom(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var l line
	var in []uint64
	n := uint64(0)
	for range 100_000 {
		if random.IntN(100) == 0 {
			n += uint64(random.IntN(3))
		}
		l.push(n)
		in = append(in, n)
		n++
		for range random.IntN(3) {
			if l.length > 0 {
				if got := l.pop(); got != in[0] {
					t.Fatalf("%d came in place of %d", got, in[0])
				}
				in = in[1:]
			}
		}
		if l.length != len(in) || len(l.ranges.list) > 2*len(in)+4 {
			t.Fatalf("the line has %d ranges for %d attempts, and says that they are %d", len(l.ranges.list), len(in), l.length)
		}
	}
}

// A service that falls behind has many requests in its queue that nobody waits for any more. They take no memory.
func TestWhatIsInVainTakesNoMemory(t *testing.T) {
	s := Scenario{Clients: 1000, Rate: 10, Capacity: 15_000, Latency: 50 * time.Millisecond, For: 30 * time.Second, Outage: Outage{time.Second, 5 * time.Second, Slow}, Seed: 1}
	m := retrying()
	e := newSimulation(&s, &m)
	e.run(context.Background(), quiet)
	blocks := len(e.attempts.free)
	for _, b := range e.attempts.blocks {
		if b != nil {
			blocks++
		}
	}
	const each = 40_000 // attempts begin in a second, and are cut off after one
	if e.service.queue.length < 5*each || blocks > 2*each/blockLength || len(e.service.queue.ranges.list) > 100 {
		t.Errorf("%d requests wait, in %d ranges, and there are %d blocks of attempts", e.service.queue.length, len(e.service.queue.ranges.list), blocks)
	}
}

// unhurried is a service whose answers look up each attempt.
type unhurried struct{ *service }

func (u unhurried) take(e *simulation, attempt uint64) {
	u.service.take(e, attempt)
	u.lookUp()
}

func (u unhurried) answer(e *simulation) {
	u.service.answer(e)
	u.lookUp()
}

func (u unhurried) lookUp() {
	for _, w := range []*working{&u.well, &u.slow} {
		if n := len(w.requests); n > 0 {
			w.requests[n-1].begun = notFirst
		}
	}
}

// An answer that is given without looking the attempt up is the one that it would have had.
func TestAnswersAtOnceAreTheSame(t *testing.T) {
	s := outage(Slow)
	s.Outage.Begin = 0
	m := Method{Policy: backoff.Policy{AttemptTimeout: 300 * time.Millisecond, Deadline: time.Second, MaxTries: 4, Pause: 20 * time.Millisecond, Hedge: 100 * time.Millisecond}, CutsOff: true}
	want := newSimulation(&s, &m)
	want.callee = unhurried{want.service}
	want.run(context.Background(), quiet)
	got := simulate(context.Background(), &s, &m, "", quiet)
	if diff := cmp.Diff(want.samples.done, got.Series); diff != "" {
		t.Error(diff)
	}
	if got.Total.Hedges == 0 || got.Total.Retries == 0 || got.Total.Failed == 0 || got.Total.Succeeded == 0 || got.Total.Wasted == 0 {
		t.Errorf("not all happens that may: %+v", got.Total)
	}
}
