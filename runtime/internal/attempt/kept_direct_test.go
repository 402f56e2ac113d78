package attempt

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
	"github.com/backoffgen/backoffgen/runtime/internal/countctx"
)

// Package context asks for Done before it hangs anything on a context. Whoever calls AfterFunc itself need not.

// Rule 3.9: what hangs on the context of an attempt that runs is called at its limit, once.
func TestAFunctionThatHangsWithoutDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := new(Kept).Init(t.Context(), Limits{Timeout: ms}, clock.Now(), clock.Now())
		called := 0
		stop := ctx.AfterFunc(func() { called++ })
		if taken := ctx.AfterFunc(func() { t.Error("it was taken away") }); !taken() || taken() {
			t.Error("it could not be taken away, or twice")
		}
		time.Sleep(2 * ms)
		synctest.Wait()
		if called != 1 || stop() {
			t.Errorf("it was called %d times, and could be taken away then", called)
		}
	})
}

// Rule 3.9: once the attempt has succeeded, and nobody has waited for the end of its context, that is the caller's end: nothing of
// its own hangs on the caller's context, and nothing tells that the result was released.
func TestAResultForWhoseEndNobodyHasWaited(t *testing.T) {
	for name, test := range map[string]struct {
		wait func(ctx *Kept, ended func())
		hang int64 // on the caller's context
	}{
		"AfterFunc": {func(ctx *Kept, ended func()) { ctx.AfterFunc(ended) }, 1},
		"Done": {func(ctx *Kept, ended func()) {
			done := ctx.Done()
			go func() { <-done; ended() }()
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				caller, cancel := countctx.New(t.Context())
				defer cancel()
				ctx := keptWith(caller, func(context.Context) {})
				ended := false
				test.wait(ctx, func() { ended = true })
				if n := caller.Ever.Load(); n != test.hang {
					t.Errorf("%d functions hang on the caller's context, want %d", n, test.hang)
				}
				ctx.Release()
				synctest.Wait()
				if ctx.Err() != nil || ended {
					t.Errorf("the context has %v after Release; told of its end: %v", ctx.Err(), ended)
				}
				cancel()
				synctest.Wait()
				if ctx.Err() != context.Canceled || !ended {
					t.Errorf("the context has %v after its caller's end; told of it: %v", ctx.Err(), ended)
				}
			})
		})
	}
}
