package backoff_test

import (
	"context"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
	"github.com/backoffgen/backoffgen/runtime/internal/countctx"
)

// collected reports whether f becomes true while garbage is collected.
func collected(f func() bool) bool {
	for range 200 {
		if f() {
			return true
		}
		runtime.GC()
		time.Sleep(ms) // cleanups have a goroutine of their own
	}
	return false
}

// Nothing piles up on a caller's context that lives long, whatever callees hang on their attempts' contexts.
func TestRule3_9_NothingPilesUpOnTheCallersContext(t *testing.T) {
	calls := 100_000
	if raceDetector || testing.Short() {
		calls = 10_000
	}
	m := keeping(with(func(p *Policy) { p.AttemptTimeout, p.Deadline = time.Hour, 2*time.Hour }))
	type stream struct {
		context.Context
		close func()
	}
	for name, attempt := range map[string]func(ctx context.Context) stream{
		"dropped":            func(ctx context.Context) stream { ctx.Done(); return stream{Context: ctx} },
		"child, closed":      func(ctx context.Context) stream { c, cancel := context.WithCancel(ctx); return stream{c, cancel} },
		"AfterFunc, stopped": func(ctx context.Context) stream { context.AfterFunc(ctx, func() {})(); return stream{Context: ctx} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			caller, cancel := countctx.New(t.Context())
			defer cancel()
			for range calls {
				s, err := open(caller, m, func(ctx context.Context) (stream, error) { return attempt(ctx), nil })
				if err != nil || s.Err() != nil {
					t.Fatalf("open returned %v, and a context with %v", err, s.Err())
				}
				if s.close != nil {
					s.close()
				}
			}
			if caller.Ever.Load() < int64(calls) {
				t.Errorf("%d contexts hung on the caller's, want %d or more: the count does not work", caller.Ever.Load(), calls)
			}
			if !collected(func() bool { return caller.Children.Load() == 0 }) {
				t.Errorf("%d contexts are left on the caller's", caller.Children.Load())
			}
		})
	}
	t.Run("never waited for", func(t *testing.T) {
		caller, cancel := countctx.New(t.Context())
		defer cancel()
		ctx, err := open(caller, m, func(ctx context.Context) (context.Context, error) { return ctx, ctx.Err() })
		if err != nil || ctx.Done() != caller.Done() || caller.Ever.Load() != 0 {
			t.Errorf("%v, %d contexts hung on the caller's, want none", err, caller.Ever.Load())
		}
	})
	t.Run("closed", func(t *testing.T) {
		caller, cancel := countctx.New(t.Context())
		defer cancel()
		for range calls {
			closeBody(t, caller, m)
		}
		if n := caller.Children.Load(); n != 0 {
			t.Errorf("%d contexts are left on the caller's, without a garbage collection", n)
		}
	})
}

func closeBody(t *testing.T, caller context.Context, m decorate.Method) {
	call := m.Call()
	defer call.End()
	ctx := call.Attempt(caller)
	ctx.Done()
	if call.Retry(caller, nil) {
		t.Fatal("the call goes on")
	}
	if err := call.ReleaseOnClose(io.NopCloser(strings.NewReader(""))).Close(); err != nil || ctx.Err() == nil {
		t.Fatalf("Close returned %v, and the context has %v", err, ctx.Err())
	}
}

// A goroutine that waits for Done has nothing else of the context: it must not wait for ever.
func TestRule3_9_WhoHasNothingButDoneSeesTheEnd(t *testing.T) {
	m := keeping(with(func(p *Policy) { p.AttemptTimeout = time.Hour }))
	caller, cancel := countctx.New(t.Context())
	defer cancel()
	done, err := open(caller, m, func(ctx context.Context) (<-chan struct{}, error) { return ctx.Done(), nil })
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		runtime.GC()
		time.Sleep(ms)
	}
	if caller.Children.Load() != 1 {
		t.Fatal("the link has gone, although someone is there to see it")
	}
	cancel()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("Done is open, although the caller's context has ended")
	}
}

// So must whoever has a child of it.
func TestRule3_9_WhoHasNothingButAChildSeesTheEnd(t *testing.T) {
	m := keeping(with(func(p *Policy) { p.AttemptTimeout = time.Hour }))
	caller, cancel := context.WithCancelCause(t.Context())
	child, err := open(caller, m, func(ctx context.Context) (context.Context, error) {
		child, cancel := context.WithCancel(context.WithValue(ctx, key{}, "value"))
		_ = cancel // it would hold on to the context
		return child, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		runtime.GC()
		time.Sleep(ms)
	}
	cancel(errCause)
	select {
	case <-child.Done():
		if context.Cause(child) != errCause {
			t.Errorf("the cause is %v", context.Cause(child))
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the child is alive, although the caller's context has ended")
	}
}
