package attempt

import (
	"context"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// withoutDeadline is a context that keeps its deadline to itself, as a Kept does.
type withoutDeadline struct {
	context.Context
	caller context.Context
}

func (c withoutDeadline) Deadline() (time.Time, bool) { return c.caller.Deadline() }

// TestResultContextIsLikePackageContexts plays random schedules: time passes, the caller cancels, the attempt fails, or
// succeeds and its result is closed, children are made. Whatever happens, the context and its children are like those of
// package context.
func TestResultContextIsLikePackageContexts(t *testing.T) {
	for seed := range uint64(4000) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 0))
			caller, cancel := randomCaller(t, random)
			p := Limits{Timeout: time.Duration(1+random.IntN(9)) * ms, Deadline: time.Duration(random.IntN(10)) * ms}
			end, cause := p.Timeout, ErrTimeout
			if p.Deadline != 0 && p.Deadline <= end {
				end, cause = p.Deadline, ErrDeadline
			}
			succeeds := random.IntN(2) == 0
			if succeeds { // in time: package context has no deadline that can be lifted
				p.Timeout, p.Deadline, end = time.Hour, 0, time.Hour
			}
			ours := new(Kept).Init(caller, p, clock.Now(), clock.Now())
			std, stop := context.WithDeadlineCause(caller, time.Now().Add(end), cause)
			if callers, ok := caller.Deadline(); succeeds || ok && time.Until(callers) == end {
				std, stop = context.WithCancel(caller)
			}
			defer stop()
			defer ours.Release()
			askDone := random.IntN(2) == 0
			schedule := play(t, random, pair{"attempt", ours, withoutDeadline{std, caller}}, askDone, 3, func(kind int) string {
				switch {
				case kind == 0:
					cancel()
					return "cancel"
				case kind == 1 && succeeds:
					if ours.Release(); !ours.shares {
						stop()
					}
					return "close"
				case kind == 1:
					ours.End()
					stop()
					return "fail"
				case kind == 2 && succeeds:
					ours.Keep()
					ours.End()
					return "succeed"
				}
				return ""
			})
			if t.Failed() {
				t.Fatalf("seed %d: %v under %v: %v", seed, p, caller, schedule)
			}
		})
	}
}

// Everyone may ask anything at any time.
func TestResultContextUnderManyGoroutines(t *testing.T) {
	for range 200 {
		caller, cancel := context.WithCancelCause(context.WithValue(t.Context(), key{}, "value"))
		ctx := new(Kept).Init(caller, Limits{Timeout: ms / 10}, clock.Now(), clock.Now())
		var wg sync.WaitGroup
		for _, ask := range []func(){
			func() { <-ctx.Done() },
			func() {
				child, cancel := context.WithCancel(context.WithValue(ctx, otherKey{}, 1))
				defer cancel()
				<-child.Done()
				if child.Err() == nil || context.Cause(child) == nil {
					t.Errorf("a child ended with %v, because of %v", child.Err(), context.Cause(child))
				}
			},
			func() {
				for ctx.Err() == nil {
					runtime.Gosched()
				}
				if !isDone(ctx) || context.Cause(ctx) == nil {
					t.Error("Err is there, but Done is open, or there is no cause")
				}
			},
			func() { _, _, _ = ctx.Value(key{}), ctx.Value(new(int)), ctx.String() },
			func() { time.Sleep(ms / 10); ctx.Keep() },
			func() { time.Sleep(ms / 10); ctx.End() },
			func() { time.Sleep(ms / 5); cancel(errCause) },
			func() { ctx.Release() },
		}[:7+rand.IntN(2)] {
			wg.Go(ask)
		}
		wg.Wait()
		first, cause := ctx.Err(), context.Cause(ctx)
		ctx.End()
		ctx.Release()
		cancel(errFatal)
		if ctx.Err() != first || context.Cause(ctx) != cause {
			t.Errorf("it ended with %v and then with %v", first, ctx.Err())
		}
	}
}
