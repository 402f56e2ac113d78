package backoff_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
	"github.com/backoffgen/backoffgen/runtime/internal/countctx"
)

// keeping is a method whose results outlive the call.
func keeping(p Policy) decorate.Method {
	return decorate.New("Store", succeed).Method("Open", p, decorate.KeepsResult)
}

// open calls f as an attempt of m, in the generated form.
func open[T any](ctx context.Context, m decorate.Method, f func(ctx context.Context) (T, error)) (T, error) {
	call := m.Call()
	defer call.End()
	for {
		v, err := f(call.Attempt(ctx))
		if !call.Retry(ctx, err) {
			return v, call.Err()
		}
	}
}

// reject ends an attempt with results that are rejected, as generated code does, and reports whether the call goes on.
func reject(call *decorate.Call, ctx context.Context) bool {
	var err error
	call.Reject(ctx, &err)
	return call.Retry(ctx, err)
}

// What an attempt that succeeded hung on its context lives on, past all limits, until the caller's context ends.
func TestRule3_9_TheContextLivesOnWithTheResult(t *testing.T) {
	p := with(func(p *Policy) { p.AttemptTimeout, p.Deadline = 10*ms, 50*ms })
	for name, watch := range map[string]func(ctx context.Context) context.Context{
		"unseen": func(ctx context.Context) context.Context { return ctx },
		"seen":   func(ctx context.Context) context.Context { ctx.Done(); return ctx },
		"child": func(ctx context.Context) context.Context {
			ctx, cancel := context.WithCancel(ctx)
			t.Cleanup(cancel)
			return ctx
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				caller, cancel := context.WithCancelCause(context.WithValue(t.Context(), key{}, "value"))
				ctx, err := open(caller, keeping(p), func(ctx context.Context) (context.Context, error) {
					if _, ok := ctx.Deadline(); ok {
						t.Error("the callee sees a deadline that is not the caller's")
					}
					return watch(ctx), nil
				})
				if err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Hour)
				if ctx.Err() != nil || isDone(ctx) || context.Cause(ctx) != nil || ctx.Value(key{}) != "value" {
					t.Fatalf("an hour later: %v, because of %v", ctx.Err(), context.Cause(ctx))
				}
				cancel(errCause)
				synctest.Wait()
				if ctx.Err() != context.Canceled || !isDone(ctx) || context.Cause(ctx) != errCause {
					t.Errorf("after the caller's cancel: %v, because of %v", ctx.Err(), context.Cause(ctx))
				}
			})
		})
	}
}

// An attempt that runs too long is cancelled and tried again, although its Deadline does not say so. Its context ends for
// the callee, and for all that the callee made of it, as one with a deadline does.
func TestRule3_9_TheLimitsHoldWhileTheAttemptRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		caller, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		callers, _ := caller.Deadline()
		start, tries := time.Now(), 0
		got, err := open(caller, keeping(with(func(p *Policy) { p.AttemptTimeout = 10 * ms })), func(ctx context.Context) (context.Context, error) {
			if d, ok := ctx.Deadline(); !ok || !d.Equal(callers) {
				t.Errorf("Deadline is %v, want the caller's", d)
			}
			if tries++; tries == 3 {
				return ctx, nil
			}
			child, cancel := context.WithCancel(ctx)
			defer cancel()
			<-child.Done()
			for _, c := range []context.Context{ctx, child} {
				if c.Err() != context.DeadlineExceeded || context.Cause(c) != ErrAttemptTimeout {
					t.Errorf("the attempt ended with %v, because of %v", c.Err(), context.Cause(c))
				}
			}
			return ctx, child.Err()
		})
		if err != nil || tries != 3 || time.Since(start) != 20*ms || got.Err() != nil {
			t.Errorf("%v after %d tries and %v, the result's context has %v", err, tries, time.Since(start), got.Err())
		}
	})
}

// All other attempts' contexts are cancelled when they end.
func TestRule3_9_AFailedAttemptsContextIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		caller, cancel := countctx.New(t.Context())
		defer cancel()
		var seen []context.Context
		p := with(func(p *Policy) { p.AttemptTimeout, p.MaxTries = time.Second, 3 })
		last, err := open(caller, keeping(p), func(ctx context.Context) (context.Context, error) {
			if seen = append(seen, ctx); len(seen) != 2 {
				ctx.Done()
			}
			return ctx, errBusy
		})
		if err != errBusy || len(seen) != 3 || last != seen[2] {
			t.Fatalf("%v after %d attempts", err, len(seen))
		}
		for i, ctx := range seen {
			if ctx.Err() != context.Canceled || !isDone(ctx) || context.Cause(ctx) != context.Canceled {
				t.Errorf("the context of attempt %d has %v", i+1, ctx.Err())
			}
		}
		if n := caller.Children.Load(); n != 0 {
			t.Errorf("%d contexts are left on the caller's", n)
		}
	})
}

// A success that comes after the limit is a success, but what hung on the limit has ended.
func TestRule3_9_ALateSuccess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := keeping(Policy{AttemptTimeout: ms})
		for _, seen := range []bool{false, true} {
			ctx, err := open(t.Context(), m, func(ctx context.Context) (context.Context, error) {
				if seen {
					ctx.Done()
				}
				time.Sleep(time.Second)
				return ctx, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if alive := ctx.Err() == nil; alive == seen || isDone(ctx) != seen {
				t.Errorf("seen: %v, but alive: %v", seen, alive)
			}
		}
	})
}

// What was rejected is let go of before the pause, while the attempt's limits hold; without a next attempt it is the
// caller's, and one that cannot begin after all leaves an error.
func TestRule3_9_TheContextOfRejectedResults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := keeping(with(func(p *Policy) { p.AttemptTimeout, p.Pause, p.MaxTries = 10*ms, time.Second, 2 }))
		call := m.Call()
		first := call.Attempt(t.Context())
		first.Done()
		var rejected error
		if !call.Reject(t.Context(), &rejected) || first.Err() != nil {
			t.Errorf("before its results are let go of, the context has %v", first.Err())
		}
		time.Sleep(10 * ms)
		if !errors.Is(context.Cause(first), ErrAttemptTimeout) {
			t.Errorf("letting go outlasts the attempt's limit: the context has %v", first.Err())
		}
		if !call.Retry(t.Context(), rejected) || first.Err() == nil {
			t.Errorf("the call ends with %v, or the context has not ended", call.Err())
		}
		second := call.Attempt(t.Context())
		if reject(&call, t.Context()) || call.Err() != nil {
			t.Errorf("the call goes on, or ends with %v", call.Err())
		}
		call.End()
		if second.Err() != nil {
			t.Errorf("the last results are the caller's, but their context has %v", second.Err())
		}

		call = m.Call()
		call.ConsumesBody(http.NoBody, func() (io.ReadCloser, error) { return nil, errFatal })
		only := call.Attempt(t.Context())
		if reject(&call, t.Context()) || call.Err() != ErrRejected {
			t.Errorf("the call goes on, or ends with %v", call.Err())
		}
		call.End()
		if only.Err() != context.Canceled {
			t.Errorf("the only results have been let go of, but their context has %v", only.Err())
		}

		call = m.Call()
		caller, cancel := context.WithTimeout(t.Context(), time.Minute)
		time.AfterFunc(500*ms, cancel)
		left := call.Attempt(caller)
		if reject(&call, caller) || !errors.Is(call.Err(), context.Canceled) {
			t.Errorf("the call goes on, or ends with %v", call.Err())
		}
		call.End()
		if left.Err() != context.Canceled {
			t.Errorf("the caller has gone, but the context has %v", left.Err())
		}
	})
}
