// Package clock reads the monotonic clock cheaply, and waits by it. All of it uses package time, so that testing/synctest
// runs what waits here in virtual time.
package clock

import (
	"context"
	"math"
	"time"
)

// An Instant is a point on the monotonic clock, in nanoseconds since a moment before the process started; it takes a
// third of a time.Time's room and half of its time to read. The zero Instant means that nothing was measured. In a
// testing/synctest bubble, whose clock starts long ago, instants are negative, and their differences are as right.
type Instant time.Duration

// Never is the instant that does not come.
const Never Instant = math.MaxInt64

// epoch lies a second back, so that no reading outside a bubble is the zero Instant.
var epoch = time.Now().Add(-time.Second)

// Now reads the clock.
func Now() Instant { return Instant(time.Since(epoch)) }

// Of returns the instant of t, which must have a monotonic reading where the present has one.
func Of(t time.Time) Instant { return Instant(t.Sub(epoch)) }

// Add returns the instant d after t, at most Never; d must not be negative.
func (t Instant) Add(d time.Duration) Instant {
	if t > 0 && d > math.MaxInt64-time.Duration(t) {
		return Never
	}
	return t + Instant(d)
}

// Since returns the time from start to t, at most the greatest duration.
func (t Instant) Since(start Instant) time.Duration {
	d := time.Duration(t - start)
	if d < 0 && t > start {
		return math.MaxInt64
	}
	return d
}

// Time returns t as a time.Time with a monotonic reading. It starts from the present, since epoch's wall clock means
// nothing in a synctest bubble.
func (t Instant) Time() time.Time {
	present := time.Now()
	return present.Add(t.Since(Of(present)))
}

// Sleep waits for d or until ctx is done. It uses the timer that an earlier Sleep returned, which must not be in use, or makes one
// where that is nil, and returns it for the next time. Neither 0 nor a context that is never done needs one: time.Sleep uses the
// goroutine's.
func Sleep(ctx context.Context, d time.Duration, timer *time.Timer) *time.Timer {
	if d <= 0 {
		return timer
	}
	done := ctx.Done()
	if done == nil {
		time.Sleep(d)
		return timer
	}
	if timer == nil {
		timer = time.NewTimer(d)
	} else {
		timer.Reset(d)
	}
	select {
	case <-timer.C:
	case <-done:
		timer.Stop()
	}
	return timer
}
