package attempt

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
	"github.com/backoffgen/backoffgen/runtime/internal/countctx"
)

func TestAttemptContextThatEndedUnseen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, p := range []Limits{{Timeout: time.Second}, {Deadline: time.Second}} {
			ctx := new(Timed).Init(context.WithValue(t.Context(), key{}, "value"), p, clock.Now(), clock.Now())
			deadline, _ := ctx.Deadline()
			ctx.End()
			ctx.End() // as End after Done does
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
		ctx := new(Timed).Init(hastyContext{parent}, Limits{Timeout: time.Second}, clock.Now(), clock.Now())
		defer ctx.End()
		if ctx.Err() != context.DeadlineExceeded || !isDone(ctx) || context.Cause(ctx) == ErrTimeout {
			t.Errorf("Err is %v, Done closed: %v, Cause %v", ctx.Err(), isDone(ctx), context.Cause(ctx))
		}
	})
}

func TestAttemptContextPrintsNoFields(t *testing.T) {
	parent := &countctx.Context{Context: t.Context()}
	ctx := new(Timed).Init(parent, Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
	if got := ctx.String(); !strings.HasPrefix(got, "*countctx.Context.backoffAttempt(") {
		t.Errorf("prints itself as %s", got)
	}
	ctx = new(Timed).Init(context.Background(), Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
	if got := ctx.String(); !strings.HasPrefix(got, "context.Background.backoffAttempt(59m") {
		t.Errorf("prints itself as %s", got)
	}
}

func TestAttemptContextThatEndsWhileItBecomesARealOne(t *testing.T) {
	plain, cancel := context.WithCancel(context.Background())
	defer cancel()
	var wg sync.WaitGroup
	for range 5000 {
		ctx := new(Timed).Init(plain, Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
		for range 2 {
			wg.Go(func() { <-ctx.Done() })
		}
		wg.Go(ctx.End)
		wg.Wait()
		if ctx.Err() != context.Canceled {
			t.Fatalf("Err is %v", ctx.Err())
		}
		if n := children(plain); n != 0 {
			t.Fatalf("%d children are left on the caller's context", n)
		}
	}
}

func TestAttemptContextWhoseTimerIsLate(t *testing.T) {
	for caller, want := range map[time.Duration]bool{0: true, 2 * time.Hour: true, time.Hour: false, time.Minute: false} {
		synctest.Test(t, func(t *testing.T) {
			parent := t.Context()
			if caller > 0 {
				var cancel context.CancelFunc
				parent, cancel = context.WithTimeout(parent, caller)
				defer cancel()
			}
			ctx := new(Timed).Init(parent, Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
			defer ctx.End()
			ctx.Done()
			// As if the clock were ahead of the timers, which have not fired.
			if got := ctx.TimedOut(ctx.deadline); got != want {
				t.Errorf("under a caller's deadline of %v it timed out: %v, want %v", caller, got, want)
			}
			if ctx.TimedOut(ctx.deadline - 1) {
				t.Error("it timed out before its deadline")
			}
		})
	}
}

func TestAttemptContextIsRealOnceItsCauseIsAskedFor(t *testing.T) {
	expired(t, func(t *testing.T, ctx context.Context, _ error) { // as package context asks, with a *int
		if ctx.Value(new(int)); ctx.(*Timed).state.Load().pending() {
			t.Error("an expired context answered for its caller's")
		}
	})
}

// Rule 3.2: who asks for a value has not looked whether the context has ended. Nobody has then who could tell which end was first.
func TestAskingForAValueIsNotLooking(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		caller, cancel := context.WithCancelCause(context.WithValue(t.Context(), key{}, "value"))
		ctx := new(Timed).Init(caller, Limits{Timeout: ms}, clock.Now(), clock.Now())
		defer ctx.End()
		time.Sleep(ms)
		if got := ctx.Value(key{}); got != "value" {
			t.Errorf("Value is %v", got)
		}
		cancel(errCause)
		if got := context.Cause(ctx); got != errCause || ctx.Err() != context.Canceled {
			t.Errorf("it ended with %v because of %v", ctx.Err(), got)
		}
	})
}

// Rule 3.2: the values are the caller's after the end, too, although package context asks for the cause with a key of the same type.
func TestAUsersKeyOfTheTypeOfPackageContexts(t *testing.T) {
	mine := new(int)
	caller := context.WithValue(t.Context(), mine, "value")
	for _, ctx := range []Context{
		new(Timed).Init(caller, Limits{Timeout: time.Hour}, clock.Now(), clock.Now()),
		new(Timed).InitLosable(caller, Limits{}, clock.Now(), clock.Now()),
		new(Kept).Init(caller, Limits{Timeout: time.Hour}, clock.Now(), clock.Now()),
	} {
		if ctx.End(); ctx.Value(mine) != "value" || ctx.Err() != context.Canceled {
			t.Errorf("%T has %v, and ended with %v", ctx, ctx.Value(mine), ctx.Err())
		}
	}
}
