package backoff

import (
	"context"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestAttemptContextThatEndedUnseen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, p := range []*Policy{{AttemptTimeout: time.Second}, {Deadline: time.Second}} {
			ctx := newAttemptContext(context.WithValue(t.Context(), key{}, "value"), p, now(), now())
			deadline, _ := ctx.Deadline()
			ctx.end()
			ctx.end() // as End after Done does
			if ctx.Err() != context.Canceled || context.Cause(ctx) != context.Canceled || !isDone(ctx) {
				t.Errorf("Err is %v, Cause %v, Done closed: %v", ctx.Err(), context.Cause(ctx), isDone(ctx))
			}
			if got := ctx.Value(key{}); got != "value" {
				t.Errorf("Value is %v", got)
			}
			if got, ok := ctx.Deadline(); !ok || !got.Equal(deadline) {
				t.Errorf("Deadline is %v, was %v", got, deadline)
			}
			child, cancel := context.WithCancel(ctx)
			defer cancel()
			ran := false
			context.AfterFunc(ctx, func() { ran = true })
			synctest.Wait()
			if child.Err() != context.Canceled || !ran {
				t.Errorf("the child has %v, and AfterFunc's function ran: %v", child.Err(), ran)
			}
			if free := context.WithoutCancel(ctx); free.Err() != nil || context.Cause(free) != nil || free.Value(key{}) != "value" {
				t.Errorf("WithoutCancel has %v, %v, %v", free.Err(), context.Cause(free), free.Value(key{}))
			}
		}
	})
}

// A hastyContext says that its deadline has passed when it has not.
type hastyContext struct{ context.Context }

func (hastyContext) Err() error { return context.DeadlineExceeded }

func TestAttemptContextOfACallerAheadOfItsDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		parent, cancel := context.WithTimeout(t.Context(), time.Hour)
		cancel()
		ctx := newAttemptContext(hastyContext{parent}, &Policy{AttemptTimeout: time.Second}, now(), now())
		defer ctx.end()
		if ctx.Err() != context.DeadlineExceeded || !isDone(ctx) || context.Cause(ctx) == ErrAttemptTimeout {
			t.Errorf("Err is %v, Done closed: %v, Cause %v", ctx.Err(), isDone(ctx), context.Cause(ctx))
		}
	})
}

func TestAttemptContextPrintsNoFields(t *testing.T) {
	parent := &countingContext{Context: t.Context()}
	ctx := newAttemptContext(parent, &Policy{AttemptTimeout: time.Hour}, now(), now())
	if got := ctx.String(); !strings.HasPrefix(got, "*backoff.countingContext.backoffAttempt(") {
		t.Errorf("prints itself as %s", got)
	}
	ctx = newAttemptContext(context.Background(), &Policy{AttemptTimeout: time.Hour}, now(), now())
	if got := ctx.String(); !strings.HasPrefix(got, "context.Background.backoffAttempt(59m") {
		t.Errorf("prints itself as %s", got)
	}
}

// children is how many contexts hang on ctx, which package context's WithCancel has made.
func children(ctx context.Context) int {
	return reflect.ValueOf(ctx).Elem().FieldByName("children").Len()
}

// TestAttemptContextUnderManyGoroutines lets them ask everything in every order, at the moment when it expires, its
// caller cancels and its attempt ends. Whatever comes first, all of them have seen the same end.
func TestAttemptContextUnderManyGoroutines(t *testing.T) {
	for seed := range uint64(150) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 1))
			plain, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			counted := &countingContext{Context: plain}
			var parent context.Context = plain
			if seed%2 == 0 {
				parent = counted
			}
			ctx := newAttemptContext(parent, &Policy{AttemptTimeout: ms}, now(), now())
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
			wg.Go(func() { time.Sleep(moment); ctx.timedOut(now()); ctx.end() })
			wg.Wait()
			synctest.Wait()

			end := [2]error{ctx.Err(), context.Cause(ctx)}
			switch end {
			case [2]error{context.Canceled, context.Canceled}, [2]error{context.Canceled, errCause},
				[2]error{context.DeadlineExceeded, ErrAttemptTimeout}:
			default:
				t.Errorf("seed %d: it ended with %v", seed, end)
			}
			if asked.Load() != ran.Load() {
				t.Errorf("seed %d: %d of %d functions of AfterFunc ran", seed, ran.Load(), asked.Load())
			}
			if n := counted.children.Load() + int64(children(plain)); n != 0 {
				t.Errorf("seed %d: %d children are left on the caller's context", seed, n)
			}
		})
	}
}
