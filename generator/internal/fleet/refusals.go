package fleet

import (
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
)

// Refusals are on their way to the clients. All take as long, so that they arrive in the order in which they were sent.
type refusals struct {
	due  time.Duration // when the first one arrives; Never when there is none
	sent fifo[refusal]
}

type refusal struct {
	arrives time.Duration
	attempt uint64
}

func newRefusals() refusals { return refusals{due: virtual.Never} }

func (r *refusals) push(arrives time.Duration, attempt uint64) {
	if r.sent.length() == 0 {
		r.due = arrives
	}
	r.sent.push(refusal{arrives, attempt})
}

// pop takes the first one, and returns the attempt that it comes to. There must be one.
func (r *refusals) pop() (attempt uint64) {
	attempt = r.sent.first().attempt
	r.sent.drop()
	if r.due = virtual.Never; r.sent.length() > 0 {
		r.due = r.sent.first().arrives
	}
	return attempt
}
