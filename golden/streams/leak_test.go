package streams_test

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/streams"
)

// A long-lived context counts what hangs on it: package context asks for its AfterFunc, since it is none of its own.
type longLived struct {
	context.Context
	children, ever atomic.Int64
}

func (c *longLived) AfterFunc(f func()) func() bool {
	c.children.Add(1)
	c.ever.Add(1)
	stop := context.AfterFunc(c.Context, f)
	gone := sync.OnceFunc(func() { c.children.Add(-1) })
	return func() bool {
		gone()
		return stop()
	}
}

// Value hides the real context inside, to which a child would be linked directly.
func (c *longLived) Value(key any) any {
	if _, private := key.(*int); private {
		return nil
	}
	return c.Context.Value(key)
}

// Rows that were closed, or on whose context nothing hangs any more, leave nothing on the context of a caller that calls
// for ever.
func TestNothingPilesUp(t *testing.T) {
	most, ends := int64(100_000), false
	if testing.Short() {
		most = 10_000
	}
	inner, cancel := context.WithCancel(t.Context())
	defer cancel()
	ctx := &longLived{Context: inner}
	s := streams.NewRetryingSource(&source{query: func(ctx context.Context) (streams.Rows, error) {
		ctx, cancel := context.WithCancel(ctx) // as database/sql does
		if ends {
			cancel()
		}
		return &cancelRows{feed{ctx: ctx}, cancel}, nil
	}})
	for range most {
		rows, err := s.Query(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		if !ends {
			rows.Close()
		}
		ends = !ends // and not with each attempt: a busy machine may let one expire, and begin another
	}
	if ever := ctx.ever.Load(); ever < most*9/10 { // one may expire unseen, too
		t.Fatalf("%d contexts hung on the caller's, want %d: the count does not work", ever, most)
	}
	left := ctx.children.Load()
	for idle := 0; idle < 1000; idle++ {
		if left == 0 {
			return
		}
		runtime.GC()
		time.Sleep(time.Millisecond) // the runtime cleans up in a goroutine of its own, which a busy machine may keep waiting
		if now := ctx.children.Load(); now < left {
			left, idle = now, 0
		}
	}
	t.Errorf("%d contexts are left on the caller's", left)
}

type cancelRows struct {
	feed
	cancel context.CancelFunc
}

func (r *cancelRows) Close() { r.cancel() }
