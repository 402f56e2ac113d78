package attempt

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"time"
	"weak"

	"github.com/backoffgen/backoffgen/runtime/internal/countctx"
)

// A stuckContext lets whoever takes a function away from it wait until it is free.
type stuckContext struct {
	*countctx.Context
	hung []func()
	free chan struct{}
}

func (c *stuckContext) AfterFunc(f func()) func() bool {
	c.hung = append(c.hung, f)
	return func() bool { <-c.free; return true }
}

// Rule 3.9: a caller's context may end when the garbage collector has found results out of reach, but has yet to cut their links.
func TestACallersEndRightAfterItsResultsAreGone(t *testing.T) {
	inner, cancel := countctx.New(t.Context())
	caller := &stuckContext{Context: inner, free: make(chan struct{})}
	defer close(caller.free)
	var dropped []weak.Pointer[Kept]
	for range 100 { // the first few keep the garbage collector's own goroutines from the others
		dropped = append(dropped, weak.Make(keptWith(caller, func(ctx context.Context) { ctx.Done() })))
	}
	held := keptWith(caller, func(ctx context.Context) { ctx.Done() })
	areGone := func() bool {
		return !slices.ContainsFunc(dropped, func(p weak.Pointer[Kept]) bool { return p.Value() != nil })
	}
	for range 200 {
		if runtime.GC(); areGone() {
			break
		}
		time.Sleep(ms)
	}
	if !areGone() {
		t.Fatal("results that nobody holds are not collected")
	}
	cancel()
	before := runtime.NumGoroutine()
	for _, f := range caller.hung {
		f() // package context has each end noticed in a goroutine of its own
	}
	for range 2000 {
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(ms)
	}
	if !isDone(held) || held.Err() != context.Canceled {
		t.Errorf("the one that is left has %v", held.Err())
	}
}
