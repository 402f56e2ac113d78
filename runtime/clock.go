package backoff

import (
	"context"
	"math"
	"time"
)

// An instant is a point on the monotonic clock, in nanoseconds since a moment before the process started; it takes a
// third of a time.Time's room and half of its time to read. The zero instant means that nothing was measured. In a
// testing/synctest bubble, whose clock starts long ago, instants are negative, and their differences as right.
type instant time.Duration

// epoch lies a second back, so that no reading outside a bubble is the zero instant.
var epoch = time.Now().Add(-time.Second)

func now() instant { return instant(time.Since(epoch)) }

// add returns the instant d after t, saturating.
func (t instant) add(d time.Duration) instant {
	if t > 0 && d > math.MaxInt64-time.Duration(t) {
		return math.MaxInt64
	}
	return t + instant(d)
}

func (t instant) since(start instant) time.Duration { return time.Duration(t - start) }

// time returns t as a time.Time with a monotonic reading. It starts from the present, since epoch's wall clock means
// nothing in a synctest bubble.
func (t instant) time() time.Time {
	present := time.Now()
	return present.Add(t.since(instant(present.Sub(epoch))))
}

// sleep waits for d or until ctx is done. A context that is never done needs no timer of its own: time.Sleep uses the
// goroutine's.
func sleep(ctx context.Context, d time.Duration) {
	done := ctx.Done()
	if done == nil {
		time.Sleep(d)
		return
	}
	timer := time.NewTimer(d)
	select {
	case <-timer.C:
	case <-done:
		timer.Stop()
	}
}
