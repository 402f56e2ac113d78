package hedge_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/hedge"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Rule 1.25.
func TestAnotherAttemptBeginsBesideOneThatTakesLong(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		user, err := store.Fetch(t.Context(), 7)
		if err != nil || user.ID != 2 {
			t.Errorf("got %v, %v, want what the second attempt returned", user, err)
		}
		c.took(t, 150*ms, 0, 100*ms)
	}, after(time.Second, nil), after(50*ms, nil))
}

func TestNoneBeginsBesideOneThatEndsSoon(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		if user, err := store.Fetch(t.Context(), 7); err != nil || user.ID != 1 {
			t.Errorf("got %v, %v", user, err)
		}
		c.took(t, 99*ms, 0)
	}, after(99*ms, nil))
}

func TestAttemptsInFlightCountAgainstMaxTries(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		if user, err := store.Fetch(t.Context(), 7); err != nil || user.ID != 1 {
			t.Errorf("got %v, %v, want the first success", user, err)
		}
		c.took(t, time.Second, 0, 100*ms, 200*ms)
	}, after(time.Second, nil))
}

func TestAFatalErrorEndsTheCallAtOnce(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		user, err := store.Fetch(t.Context(), 7)
		if err != hedge.ErrFatal || user.ID != 2 {
			t.Errorf("got %v, %v, want the second attempt's", user, err)
		}
		c.took(t, 120*ms, 0, 100*ms)
		if got := c.cause(1); got != backoff.ErrHedgeLost {
			t.Errorf("the other's context ended with %v", got)
		}
	}, heed(time.Hour, nil), after(20*ms, hedge.ErrFatal))
}

// After a giveup no other attempt begins, but one that runs may still win (gRFC A6); when none does, the call ends with the
// last error, retryable or not.
func TestAGiveupLeavesThoseThatRunTheirChance(t *testing.T) {
	for name, test := range map[string]struct {
		first error
		id    int
		want  error
	}{
		"it succeeds":                {nil, 1, nil},
		"it fails, would be retried": {hedge.ErrBusy, 1, hedge.ErrBusy},
		"it gives up too":            {hedge.ErrFinal, 1, hedge.ErrFinal},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
				user, err := store.Fetch(t.Context(), 7)
				if err != test.want || user.ID != test.id {
					t.Errorf("got %v, %v, want %v of attempt %d", user, err, test.want, test.id)
				}
				c.took(t, time.Second, 0, 100*ms)
			}, heed(time.Second, test.first), after(20*ms, hedge.ErrFinal))
		})
	}
}

// A failure that is retried is not the end while another attempt runs, even when there is none left to follow.
func TestTheCallGoesOnWhileAnAttemptRuns(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		if user, err := store.Fetch(t.Context(), 7); err != nil || user.ID != 1 {
			t.Errorf("got %v, %v, want the first attempt's success", user, err)
		}
		c.took(t, 500*ms, 0, 100*ms, 150*ms) // a failure is followed at once without a pause
	}, after(500*ms, nil), after(50*ms, hedge.ErrBusy), after(50*ms, hedge.ErrBusy))
}

func TestTheLastToFailIsTheOneThatIsReturned(t *testing.T) {
	first := errors.New("first")
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		if err := store.Ping(t.Context()); err != first {
			t.Errorf("got %v, want the first attempt's error, which came last", err)
		}
		c.took(t, 500*ms, 0, 100*ms, 180*ms)
	}, after(500*ms, first), after(50*ms, hedge.ErrBusy))
}

// The next attempt after a failure begins when the pause is over or it is time to hedge, whichever is sooner.
func TestAPauseAndAHedgeMeet(t *testing.T) {
	for _, test := range []struct {
		fails  time.Duration // the first attempt, beside the second
		starts []time.Duration
	}{
		{150 * ms, []time.Duration{0, 100 * ms, 180 * ms}},
		{190 * ms, []time.Duration{0, 100 * ms, 200 * ms}},
	} {
		bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
			if err := store.Ping(t.Context()); err != nil {
				t.Error(err)
			}
			c.took(t, 400*ms, test.starts...)
		}, after(test.fails, hedge.ErrBusy), after(300*ms, nil), heed(time.Hour, nil))
	}
}

// Without another attempt in flight a failure is followed as without a hedge: after the pause.
func TestAFailureAloneIsRetriedAfterThePause(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		if err := store.Ping(t.Context()); err != nil {
			t.Error(err)
		}
		c.took(t, 95*ms, 0, 90*ms)
	}, after(60*ms, hedge.ErrBusy), after(5*ms, nil))
}

func TestAResultThatIsRejectedIsNoSuccess(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		file, size, err := store.Sized(t.Context())
		if err != nil || size != 1 || file.(*body).n != 2 {
			t.Errorf("got %v, %v, %v", file, size, err)
		}
		c.took(t, 200*ms, 0, 100*ms, 150*ms)
		if got := c.cause(1); got != context.Canceled {
			t.Errorf("the context of the attempt whose result was rejected ended with %v", got)
		}
		c.noted(t, `1 closed with "text" left at 150ms`, `3 closed with "text" left at 1.15s`)
	}, after(150*ms, nil), after(100*ms, nil), after(time.Second, nil))
}

func TestWithoutContextTheLosersAreLeftBehind(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		if user, err := store.Blocking(7); err != nil || user.ID != 2 {
			t.Errorf("got %v, %v", user, err)
		}
		c.took(t, 150*ms, 0, 100*ms)
	}, after(time.Minute, nil), after(50*ms, nil))
}

type cache struct{ *callee }

func (c cache) Get(ctx context.Context, key string) (int, bool, error) {
	n, err := c.attempt(ctx)
	return n, key == "key", err
}

func (c cache) Len() (int, error) { return c.attempt(context.Background()) }

func TestGenericMethodsAreHedged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer drain()
		c := &callee{steps: []step{after(time.Second, nil), after(50*ms, nil)}, began: time.Now()}
		value, found, err := hedge.NewRetryingCache[string, int](cache{c}).Get(t.Context(), "key")
		if value != 2 || !found || err != nil {
			t.Errorf("got %v, %v, %v", value, found, err)
		}
		c.took(t, 150*ms, 0, 100*ms)
	})
	synctest.Test(t, func(t *testing.T) { // the default's hedge is left out here
		defer drain()
		c := &callee{steps: []step{after(time.Second, nil)}, began: time.Now()}
		if n, err := hedge.NewRetryingCache[string, int](cache{c}).Len(); n != 1 || err != nil {
			t.Errorf("got %v, %v", n, err)
		}
		c.took(t, time.Second, 0)
	})
}
