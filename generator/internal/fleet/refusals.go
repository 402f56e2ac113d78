package fleet

import (
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
)

// Refusals are on their way to the clients. All take as long, so that they arrive in the order in which they were sent.
type refusals struct {
	due  time.Duration // when the first one arrives; Never when there is none
	sent []refusal
	gone int // of these
}

type refusal struct {
	arrives time.Duration
	attempt uint64
}

func newRefusals() refusals { return refusals{due: virtual.Never} }

func (r *refusals) push(arrives time.Duration, attempt uint64) {
	switch {
	case r.gone == len(r.sent):
		r.due = arrives
		r.sent, r.gone = r.sent[:0], 0
	case r.gone > len(r.sent)/2:
		r.sent = append(r.sent[:0], r.sent[r.gone:]...)
		r.gone = 0
	}
	r.sent = append(r.sent, refusal{arrives, attempt})
}

// pop takes the first one, and returns the attempt that it comes to. There must be one.
func (r *refusals) pop() (attempt uint64) {
	attempt = r.sent[r.gone].attempt
	if r.gone++; r.gone < len(r.sent) {
		r.due = r.sent[r.gone].arrives
	} else {
		r.due = virtual.Never
	}
	return attempt
}
