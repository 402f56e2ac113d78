package backoff_test

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/internal/countctx"
)

// Rules 3.8, 3.11 and 3.12: nothing is left behind, and waiting is virtual.

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var limitsPolicy = with(func(p *Policy) { p.AttemptTimeout, p.Deadline, p.Pause = time.Second, time.Minute, ms })

func TestRule3_8_APanicPassesThrough(t *testing.T) {
	for _, p := range []Policy{{Errors: []Matcher{Any}}, with(func(p *Policy) { *p = limitsPolicy; p.Errors = []Matcher{Any} })} {
		each(t, ways, func(t *testing.T, r *run) {
			ctx, cancel := countctx.New(t.Context())
			defer cancel()
			value := new(int)
			func() {
				defer func() {
					if got := recover(); got != value {
						t.Errorf("recovered %v, want the value itself", got)
					}
				}()
				r.call(ctx, p, fail(context.DeadlineExceeded), func(ctx context.Context) error { ctx.Done(); panic(value) })
			}()
			if len(r.starts) != 2 {
				t.Errorf("%d attempts, want 2: a panic is not retried", len(r.starts))
			}
			r.released(ctx, p)
		})
	}
}

func TestRule3_8_GoexitPassesThrough(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		ctx, cancel := countctx.New(t.Context())
		defer cancel()
		returned := false
		var wg sync.WaitGroup
		wg.Go(func() {
			r.call(ctx, limitsPolicy, fail(errBusy), func(ctx context.Context) error { ctx.Done(); runtime.Goexit(); return nil })
			returned = true
		})
		wg.Wait()
		if returned || len(r.starts) != 2 {
			t.Errorf("%d attempts, and the call returned: %v", len(r.starts), returned)
		}
		r.released(ctx, limitsPolicy)
	})
}

// released checks that every attempt's context has ended, and that none is left on the caller's.
func (r *run) released(ctx *countctx.Context, p Policy) {
	r.t.Helper()
	for i, seen := range r.seen {
		if (p.AttemptTimeout|p.Deadline > 0) && seen.Err() == nil {
			r.t.Errorf("the context of attempt %d is alive", i+1)
		}
	}
	if n := ctx.Children.Load(); n != 0 {
		r.t.Errorf("%d contexts are left on the caller's", n)
	}
}

func TestRule3_11_EveryAttemptsContextEndsWithIt(t *testing.T) {
	wait := func(step step) step {
		return func(ctx context.Context) error {
			if ctx.Done() == nil {
				t.Error("the context has no Done")
			}
			return step(ctx)
		}
	}
	for _, steps := range [][]step{
		{fail(nil)}, {fail(errBusy), fail(nil)}, {fail(errFatal)}, {heed, fail(nil)},
		{wait(fail(nil))}, {wait(fail(errBusy)), wait(fail(nil))}, {wait(fail(errFatal))}, {after(2*time.Minute, errBusy)},
	} {
		each(t, ways, func(t *testing.T, r *run) {
			ctx, cancel := countctx.New(t.Context())
			defer cancel()
			r.call(ctx, limitsPolicy, append([]step{func(seen context.Context) error {
				if context.AfterFunc(seen, func() {}); ctx.Children.Load() != 1 {
					t.Errorf("%d contexts on the caller's, want 1: the count does not work", ctx.Children.Load())
				}
				return errBusy
			}}, steps...)...)
			r.released(ctx, limitsPolicy)
			if r.seen[0].Err() != context.Canceled {
				t.Errorf("the first attempt's context has %v, want it cancelled", r.seen[0].Err())
			}
		})
	}
}

func TestRule3_11_ManyGoroutinesShareADecorator(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := countctx.New(t.Context())
		defer cancel()
		var calls atomic.Int64
		s := newRetryingStore(storeFunc(func(ctx context.Context) (int, error) {
			switch calls.Add(1) % 4 {
			case 0:
				return 0, nil
			case 1:
				return 0, heed(ctx)
			}
			return 0, errBusy
		}), with(func(p *Policy) { p.AttemptTimeout, p.Pause = 10*ms, ms }))
		var wg sync.WaitGroup
		for range 200 {
			wg.Go(func() {
				if _, err := s.Fetch(ctx); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n, ever := ctx.Children.Load(), ctx.Ever.Load(); n != 0 || ever == 0 {
			t.Errorf("%d of %d contexts are left on the caller's", n, ever)
		}
	})
}

func TestRule3_11_ADecoratorKeepsItsPolicy(t *testing.T) {
	p := Policy{MaxTries: 2, Errors: []Matcher{Is(errBusy)}}
	calls := 0
	s := newRetryingStore(storeFunc(func(context.Context) (int, error) { calls++; return 0, errBusy }), p)
	p.MaxTries, p.Errors[0] = 5, Is(errFatal)
	if _, err := s.Fetch(t.Context()); err != errBusy || calls != 2 {
		t.Errorf("%d attempts, %v; want 2 and busy: what is done to the policy afterwards is not the decorator's", calls, err)
	}
}

func TestRule3_12_WaitingIsVirtual(t *testing.T) {
	const year = 365 * 24 * time.Hour
	for _, ctx := range []func(r *run) context.Context{
		func(*run) context.Context { return context.Background() }, // sleeps without a timer of its own
		func(r *run) context.Context { return r.t.Context() },
	} {
		each(t, allWays, func(t *testing.T, r *run) {
			r.call(ctx(r), with(func(p *Policy) { p.Pause, p.Deadline = 10*year, 25*year }), fail(errBusy))
			r.stopped(Error{Reason: ReasonDeadline, Elapsed: 20 * year, Last: errBusy, Cause: ErrDeadline})
			r.took(20*year, 0, 10*year, 20*year)
		})
		each(t, ways, func(t *testing.T, r *run) {
			r.call(ctx(r), Policy{AttemptTimeout: year, MaxTries: 3}, heed)
			r.took(3*year, 0, year, 2*year)
		})
	}
}
