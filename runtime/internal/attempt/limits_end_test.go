package attempt

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// Rule 3.2: the deadline is the same each time, to the last bit of its wall clock, be it asked for before or after the
// attempt's end, and by many at once.
func TestTheDeadlineIsTheSameEachTime(t *testing.T) {
	for name, before := range map[string]func(ctx *Timed){
		"at first":          func(*Timed) {},
		"after Done":        func(ctx *Timed) { ctx.Done() },
		"after Deadline":    func(ctx *Timed) { ctx.Deadline() },
		"after the end":     func(ctx *Timed) { ctx.End() },
		"after both":        func(ctx *Timed) { ctx.Deadline(); ctx.End() },
		"after the end too": func(ctx *Timed) { ctx.End(); ctx.Deadline(); ctx.End() },
	} {
		t.Run(name, func(t *testing.T) {
			ctx := new(Timed).Init(t.Context(), Limits{Timeout: time.Minute}, clock.Now(), clock.Now())
			before(ctx)
			answers := make(chan time.Time, 8)
			for range cap(answers) {
				go func() { d, _ := ctx.Deadline(); answers <- d }()
			}
			first, _ := ctx.Deadline()
			for range cap(answers) {
				if d := <-answers; d != first {
					t.Errorf("it is %v and %v", first, d)
				}
			}
			for range 100 {
				if d, ok := ctx.Deadline(); d != first || !ok {
					t.Fatalf("it is %v and then %v, %v", first, d, ok)
				}
			}
			ctx.End()
			if d, _ := ctx.Deadline(); d != first || ctx.Err() != context.Canceled {
				t.Errorf("after the end it is %v, and %v before; Err is %v", d, first, ctx.Err())
			}
		})
	}
	for range 20_000 { // two who ask first
		ctx := new(Timed).Init(t.Context(), Limits{Timeout: time.Minute}, clock.Now(), clock.Now())
		var other atomic.Pointer[time.Time]
		ready := make(chan struct{})
		go func() { close(ready); d, _ := ctx.Deadline(); other.Store(&d) }()
		<-ready
		one, _ := ctx.Deadline()
		for other.Load() == nil {
			runtime.Gosched()
		}
		if *other.Load() != one {
			t.Fatalf("it is %v and %v", one, *other.Load())
		}
	}
}

// Rule 3.2: a context without limits of its own ends as its caller's does, with the caller's cause, in the past of a bubble too.
func TestAKeptContextWithoutLimits(t *testing.T) {
	for _, look := range []bool{false, true} {
		for _, kept := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) {
				caller, cancel := context.WithTimeoutCause(t.Context(), time.Second, errCause)
				defer cancel()
				ctx := new(Kept).Init(caller, Limits{}, clock.Now(), clock.Now())
				if look {
					ctx.Done()
				}
				if kept {
					ctx.Keep()
				}
				time.Sleep(time.Second)
				synctest.Wait()
				if ctx.Err() != context.DeadlineExceeded || context.Cause(ctx) != errCause || !isDone(ctx) || ctx.TimedOut(clock.Now()) {
					t.Errorf("it ended with %v because of %v; timed out: %v", ctx.Err(), context.Cause(ctx), ctx.TimedOut(clock.Now()))
				}
			})
		}
	}
}

// Rule 3.3: a success whose context somebody saw at its end is of no use, and whoever did not look has it lifted.
func TestExpiredIsWhatSomebodySaw(t *testing.T) {
	for name, test := range map[string]struct {
		look func(ctx context.Context)
		want error
	}{
		"nobody":         {func(context.Context) {}, nil},
		"its Deadline":   {func(ctx context.Context) { ctx.Deadline() }, nil},
		"its Value":      {func(ctx context.Context) { ctx.Value(key{}) }, nil},
		"Err":            {func(ctx context.Context) { _ = ctx.Err() }, ErrTimeout},
		"Cause":          {func(ctx context.Context) { _ = context.Cause(ctx) }, ErrTimeout},
		"Done, too late": {func(ctx context.Context) { ctx.Done() }, ErrTimeout},
		"a late child":   {func(ctx context.Context) { _, cancel := context.WithCancel(ctx); cancel() }, ErrTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := new(Kept).Init(t.Context(), Limits{Timeout: ms}, clock.Now(), clock.Now())
				time.Sleep(2 * ms)
				test.look(ctx)
				if got := ctx.Expired(); got != test.want {
					t.Errorf("Expired is %v, want %v", got, test.want)
				}
				if test.want == nil {
					if ctx.Keep(); ctx.Err() != nil {
						t.Errorf("the context of a success that was kept has %v", ctx.Err())
					}
				}
			})
		})
	}
}

// Rule 3.3: who waits for its end sees it at the limit, and not when a timer comes to run.
func TestExpiredAtTheVeryInstantOfTheLimit(t *testing.T) {
	for range 100 { // who wakes first is chance
		synctest.Test(t, func(t *testing.T) {
			ctx := new(Kept).Init(t.Context(), Limits{Timeout: ms}, clock.Now(), clock.Now())
			ctx.Done()
			time.Sleep(ms)
			if got := ctx.Expired(); got != ErrTimeout {
				t.Errorf("Expired is %v", got)
			}
		})
	}
}

// Rule 3.9: what the caller has got does not lose.
func TestAResultThatIsKeptDoesNotLose(t *testing.T) {
	ctx := new(Kept).Init(t.Context(), Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
	ctx.Keep()
	if ctx.Lose(); ctx.Err() != nil {
		t.Errorf("it ended with %v", context.Cause(ctx))
	}
}
