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
