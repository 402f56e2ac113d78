package trial

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
)

// A Ledger writes entries in a server, under policies with the client's name: Once with idempotent=no, and Again with
// idempotent=yes. Each entry of one and the same id is one more.
type Ledger interface {
	Once(ctx context.Context, id int) error
	Again(ctx context.Context, id int) error
}

// A Writer is a Ledger that writes an entry in one way under both policies, and counts its attempts.
type Writer struct {
	Attempts atomic.Int64
	Write    func(ctx context.Context, id int) error
}

// Once is that of [Ledger].
func (w *Writer) Once(ctx context.Context, id int) error {
	w.Attempts.Add(1)
	return w.Write(ctx, id)
}

// Again is that of [Ledger].
func (w *Writer) Again(ctx context.Context, id int) error { return w.Once(ctx, id) }

// Chaos is a number of calls while what they need breaks.
type Chaos struct {
	Calls   int // 10,000 where it is 0; a tenth of it with -short
	Callers int // how many make calls at the same time; 1 where it is 0

	// Certain says that every error tells whether something was done, so that nothing is carried out twice under
	// idempotent=yes either.
	Certain bool

	// Start returns a decorated ledger over something that breaks, the attempts that reach the inner one, and what the server
	// has of them: how often it carried each id out.
	Start func(t *testing.T) (store Ledger, attempts *atomic.Int64, carriedOut func() map[int]int)
}

// NothingTwice makes the calls and looks in the server. Under idempotent=no nothing is carried out twice, and what succeeded
// is there. Under idempotent=yes something is, unless errors are certain: that is how one sees that the trial would show it.
func (c Chaos) NothingTwice(t *testing.T) {
	t.Run("idempotent=no", func(t *testing.T) { c.run(t, Ledger.Once, false) })
	t.Run("idempotent=yes", func(t *testing.T) { c.run(t, Ledger.Again, !c.Certain) })
}

func (c Chaos) run(t *testing.T, call func(Ledger, context.Context, int) error, mayRepeat bool) {
	calls := max(c.Calls, 0)
	if calls == 0 {
		calls = 10_000
	}
	if testing.Short() {
		calls /= 10
	}
	store, attempts, carriedOut := c.Start(t)
	failed := make([]error, calls)
	var next atomic.Int64
	var callers sync.WaitGroup
	for range max(c.Callers, 1) {
		callers.Go(func() {
			for id := int(next.Add(1)) - 1; id < calls; id = int(next.Add(1)) - 1 {
				failed[id] = call(store, t.Context(), id)
			}
		})
	}
	callers.Wait()
	done, twice, failures := carriedOut(), 0, 0
	var last error
	for id, err := range failed {
		if err != nil {
			failures++
			last = err
		} else if done[id] == 0 {
			t.Errorf("call %d succeeded, and the server does not know of it", id)
		}
		if done[id] > 1 {
			twice++
		}
	}
	t.Logf("%d calls, %d attempts, %d failed, %d carried out, %d of them more than once", calls, attempts.Load(), failures, len(done), twice)
	if twice > 0 != mayRepeat {
		t.Errorf("%d calls were carried out more than once", twice)
	}
	if failures > calls/2 { // then it is not the chaos
		t.Errorf("%d calls failed, with %v for instance", failures, last)
	}
	if attempts.Load() <= int64(calls) {
		t.Error("nothing was retried")
	}
}
