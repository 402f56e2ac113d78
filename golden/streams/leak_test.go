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
	most, calls := int64(100_000), 0
	if testing.Short() {
		most = 10_000
	}
	inner, cancel := context.WithCancel(t.Context())
	defer cancel()
	ctx := &longLived{Context: inner}
	s := streams.NewRetryingSource(&source{query: func(ctx context.Context) (streams.Rows, error) {
		ctx, cancel := context.WithCancel(ctx) // as database/sql does
		if calls++; calls%2 == 0 {
			cancel()
		}
		return &cancelRows{feed{ctx: ctx}, cancel}, nil
	}})
	for i := range most {
		rows, err := s.Query(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			rows.Close()
		}
	}
	if ever := ctx.ever.Load(); ever < most*9/10 { // a busy machine may let an attempt expire unseen
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
