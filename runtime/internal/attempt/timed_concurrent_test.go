package attempt

import (
	"context"
	"math/rand/v2"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
	"github.com/backoffgen/backoffgen/runtime/internal/countctx"
)

// children is how many contexts hang on ctx, which package context's WithCancel has made.
func children(ctx context.Context) int {
	return reflect.ValueOf(ctx).Elem().FieldByName("children").Len()
}

// A meddlingContext does something once, when it is asked for its deadline.
type meddlingContext struct {
	context.Context
	meddle func()
}

func (c *meddlingContext) Deadline() (time.Time, bool) {
	if meddle := c.meddle; meddle != nil {
		c.meddle = nil
		meddle()
	}
	return c.Context.Deadline()
}

func TestAttemptContextOvertakenWhileItBecomesARealOne(t *testing.T) {
	for name, test := range map[string]struct {
		overtake func(ctx *Timed)
		children int
		err      error
	}{
		"by its end":        {(*Timed).End, 0, context.Canceled},
		"by another's Done": {func(ctx *Timed) { ctx.Done() }, 1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			plain, cancel := context.WithCancel(context.Background())
			defer cancel()
			parent := &meddlingContext{Context: plain}
			ctx := new(Timed).Init(parent, Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
			parent.meddle = func() { test.overtake(ctx) }
			if done := ctx.Done(); done != ctx.Done() || ctx.Err() != test.err || isDone(ctx) != (test.err != nil) {
				t.Errorf("Err is %v, want %v, Done closed: %v", ctx.Err(), test.err, isDone(ctx))
			}
			if n := children(plain); n != test.children {
				t.Errorf("%d children on the caller's context, want %d", n, test.children)
			}
			ctx.End()
			if n := children(plain); n != 0 || ctx.Err() != context.Canceled {
				t.Errorf("after its end it has %v, and %d children are left on the caller's", ctx.Err(), n)
			}
		})
	}
}

// TestAttemptContextUnderManyGoroutines lets them ask everything in every order, at the moment when it expires, its
// caller cancels and its attempt ends. Whatever comes first, all of them have seen the same end.
func TestAttemptContextUnderManyGoroutines(t *testing.T) {
	for seed := range uint64(150) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 1))
			plain, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			counted := &countctx.Context{Context: plain}
			var parent context.Context = plain
			endParent := func() {}
			switch seed % 3 {
			case 1:
				parent = counted
			case 2: // a decorator around a decorator
				outer := new(Timed).Init(plain, Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
				parent, endParent = outer, outer.End
			}
			p, limit := Limits{Timeout: ms}, ErrTimeout
			if seed%2 == 0 {
				p, limit = Limits{Deadline: ms}, ErrDeadline
			}
			ctx := new(Timed).Init(parent, p, clock.Now(), clock.Now())
			var asked, ran atomic.Int64
			acts := []func(t *testing.T){
				func(t *testing.T) {
					if err := ctx.Err(); err != nil && ctx.Err() != err {
						t.Errorf("Err changed from %v to %v", err, ctx.Err())
					}
				},
				func(t *testing.T) {
					if isDone(ctx) && ctx.Err() == nil {
						t.Error("Done is closed and Err nil")
					}
				},
				func(t *testing.T) {
					if cause := context.Cause(ctx); cause != nil && context.Cause(ctx) != cause {
						t.Errorf("Cause changed from %v to %v", cause, context.Cause(ctx))
					}
				},
				func(t *testing.T) {
					child, cancel := context.WithCancel(ctx)
					defer cancel()
					if err := child.Err(); err != nil && ctx.Err() != err {
						t.Errorf("a child has %v, the attempt %v", err, ctx.Err())
					}
				},
				func(*testing.T) { asked.Add(1); context.AfterFunc(ctx, func() { ran.Add(1) }) },
				func(*testing.T) { ctx.Value(key{}); ctx.Deadline(); _ = ctx.String() },
				func(*testing.T) { <-ctx.Done() },
			}
			moment := ms - time.Duration(random.IntN(2))*ms/2 // with the timer, or before
			var wg sync.WaitGroup
			for _, act := range append(acts, acts...) {
				if random.IntN(4) != 0 {
					wg.Go(func() { time.Sleep(moment); act(t) })
				}
			}
			if random.IntN(2) == 0 {
				wg.Go(func() { time.Sleep(moment); cancel(errCause) })
			}
			wg.Go(func() { time.Sleep(moment); ctx.TimedOut(clock.Now()); ctx.End() })
			wg.Wait()
			synctest.Wait()

			end := [2]error{ctx.Err(), context.Cause(ctx)}
			switch end {
			case [2]error{context.Canceled, context.Canceled}, [2]error{context.Canceled, errCause},
				[2]error{context.DeadlineExceeded, limit}:
			default:
				t.Errorf("seed %d: it ended with %v", seed, end)
			}
			if asked.Load() != ran.Load() {
				t.Errorf("seed %d: %d of %d functions of AfterFunc ran", seed, ran.Load(), asked.Load())
			}
			endParent()
			if n := counted.Children.Load() + int64(children(plain)); n != 0 {
				t.Errorf("seed %d: %d children are left on the caller's context", seed, n)
			}
		})
	}
}
