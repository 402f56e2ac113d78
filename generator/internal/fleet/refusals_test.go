package fleet

import (
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
)

// Refusals arrive in the order in which they were sent, each at its time, and take no more room than those that are on their way.
func TestRefusalsArriveInOrder(t *testing.T) {
	r := newRefusals()
	sent, arrived, most := uint64(0), uint64(0), 0
	for round := range 10_000 {
		for range round % 7 {
			r.push(time.Duration(sent)*time.Second, sent)
			sent++
		}
		most = max(most, int(sent-arrived))
		for range round % 7 {
			if arrived == sent {
				break
			}
			if want := time.Duration(arrived) * time.Second; r.due != want {
				t.Fatalf("the next one arrives at %v, want %v", r.due, want)
			}
			if n := r.pop(); n != arrived {
				t.Fatalf("it is that of attempt %d, want %d", n, arrived)
			}
			arrived++
		}
	}
	for arrived < sent {
		r.pop()
		arrived++
	}
	if r.due != virtual.Never || cap(r.sent.list) > 4*most {
		t.Errorf("after the last one the next is due at %v, and there is room for %d", r.due, cap(r.sent.list))
	}
	for range 1000 {
		r.push(0, 0)
		r.pop()
	}
	if len(r.sent.list) > 1 {
		t.Errorf("%d that have arrived are kept", len(r.sent.list))
	}
}
