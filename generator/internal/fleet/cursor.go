package fleet

import (
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
)

// A cursor comes to each attempt that is still waited for a fixed time after its begin: in the order in which they begin, that is. So
// one for all is enough, and those that have ended before cost it next to nothing.
type cursor struct {
	after time.Duration // Never when it comes to none
	at    uint64        // the number of the attempt that it waits for, which may not have begun
	due   time.Duration // when it comes to that one; Never when it has not begun
}

func newCursor(after time.Duration) cursor { return cursor{after: after, due: virtual.Never} }

// begun tells the cursor that an attempt has begun.
func (c *cursor) begun(n uint64, now time.Duration) {
	if c.at == n && c.after != virtual.Never {
		c.due = virtual.Add(now, c.after)
	}
}

// pass goes on to the next attempt that has not ended, and returns the one that was due.
func (c *cursor) pass(all *attempts) uint64 {
	passed := c.at
	c.at = all.nextWaited(c.at + 1)
	if c.due = virtual.Never; c.at < all.next {
		c.due = virtual.Add(all.at(c.at).begun, c.after)
	}
	return passed
}
