package attempt

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// Rule 3.5: an attempt whose caller's context has ended at a deadline which that does not tell of, as that of an attempt around whose
// result may live on, has not timed out; nobody can tell which was first.
func TestACallersDeadlineThatIsNotToldOf(t *testing.T) {
	for name, test := range map[string]struct {
		around, own time.Duration
		want        bool
	}{
		"the caller's is over":            {ms, 2 * ms, false},
		"the caller's is over, and later": {2 * ms, ms, false},
		"the caller's is not over":        {time.Second, ms, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				caller := new(Kept).Init(t.Context(), Limits{Timeout: test.around}, clock.Now(), clock.Now())
				defer caller.End()
				timed := new(Timed).Init(caller, Limits{Timeout: test.own}, clock.Now(), clock.Now())
				kept := new(Kept).Init(caller, Limits{Timeout: test.own}, clock.Now(), clock.Now())
				time.Sleep(3 * ms)
				if now := clock.Now(); timed.TimedOut(now) != test.want || kept.TimedOut(now) != test.want {
					t.Errorf("timed out: %v and %v, want %v", timed.TimedOut(now), kept.TimedOut(now), test.want)
				}
			})
		})
	}
}

// Rule 3.5: at the very instant of the caller's deadline an attempt has timed out whose own time was over before.
func TestItTimesOutAtTheVeryInstantOfItsCallersDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		caller, cancel := context.WithTimeout(t.Context(), 2*ms)
		defer cancel()
		timed := new(Timed).Init(caller, Limits{Timeout: ms}, clock.Now(), clock.Now())
		kept := new(Kept).Init(caller, Limits{Timeout: ms}, clock.Now(), clock.Now())
		<-caller.Done()
		if now := clock.Now(); !timed.TimedOut(now) || !kept.TimedOut(now) {
			t.Errorf("timed out: %v and %v", timed.TimedOut(now), kept.TimedOut(now))
		}
	})
}

// Rule 3.2: of several ends that all have come before anybody looks the first one is the cause, as far as that can be told.
func TestTheFirstOfSeveralEndsIsTheCause(t *testing.T) {
	timed := func(ctx context.Context, d time.Duration) *Timed {
		return new(Timed).Init(ctx, Limits{Timeout: d}, clock.Now(), clock.Now())
	}
	kept := func(ctx context.Context, d time.Duration) *Kept {
		return new(Kept).Init(ctx, Limits{Timeout: d}, clock.Now(), clock.Now())
	}
	expires := func(ctx context.Context, d time.Duration) context.Context {
		ctx, cancel := context.WithTimeoutCause(ctx, d, errFatal)
		context.AfterFunc(ctx, cancel)
		return ctx
	}
	for name, test := range map[string]struct {
		caller func(ctx context.Context) context.Context
		want   error // of an attempt whose deadline is after 2 ms, that nobody looks at before 6 ms have passed
	}{
		"the caller's deadline, later": {func(ctx context.Context) context.Context { return expires(ctx, 3*ms) }, ErrDeadline},
		"a cancellation, before, of a caller with a deadline": {func(ctx context.Context) context.Context {
			ctx, cancel := context.WithCancelCause(ctx)
			time.AfterFunc(ms, func() { cancel(errCause) })
			return expires(ctx, 3*ms)
		}, errCause},
		"the limit of an attempt around, later":                {func(ctx context.Context) context.Context { return timed(ctx, 3*ms) }, ErrDeadline},
		"limits of two attempts around, one untold of, later":  {func(ctx context.Context) context.Context { return timed(kept(ctx, 5*ms), 3*ms) }, ErrDeadline},
		"limits of two attempts around, one untold of, before": {func(ctx context.Context) context.Context { return kept(timed(ctx, 3*ms), ms) }, ErrTimeout},
		"a limit untold of, before, from which the caller is detached": {func(ctx context.Context) context.Context {
			return expires(context.WithoutCancel(kept(ctx, ms)), 3*ms)
		}, ErrDeadline},
		"a limit untold of, before, that was lifted": {func(ctx context.Context) context.Context {
			around := kept(timed(ctx, 3*ms), ms)
			around.Keep()
			return around
		}, ErrDeadline},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				caller := test.caller(t.Context())
				both := []Context{
					new(Timed).Init(caller, Limits{Deadline: 2 * ms}, clock.Now(), clock.Now()),
					new(Kept).Init(caller, Limits{Deadline: 2 * ms}, clock.Now(), clock.Now()),
				}
				time.Sleep(6 * ms)
				for _, ctx := range both {
					if got := context.Cause(ctx); got != test.want {
						t.Errorf("%T ended with %v because of %v, want %v", ctx, ctx.Err(), got, test.want)
					}
				}
			})
		})
	}
}

// Rule 3.2: an attempt whose caller's context has ended does not lose, although package context, which knows nothing of the caller's
// type, has yet to tell it so.
func TestItDoesNotLoseOnceItsCallersContextHasEnded(t *testing.T) {
	for range 100 { // it is chance who is first
		synctest.Test(t, func(t *testing.T) {
			around := new(Kept).Init(t.Context(), Limits{Timeout: ms}, clock.Now(), clock.Now())
			defer around.End()
			caller := context.WithValue(around, key{}, 1)
			ctx := new(Timed).InitLosable(caller, Limits{}, clock.Now(), clock.Now())
			ctx.Done()
			<-caller.Done()
			ctx.Lose()
			synctest.Wait()
			if cause := context.Cause(ctx); cause != ErrTimeout || ctx.Err() != context.DeadlineExceeded {
				t.Fatalf("it ended with %v because of %v", ctx.Err(), cause)
			}
			ctx.End()
		})
	}
}
