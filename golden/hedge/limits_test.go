package hedge_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/hedge"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Each attempt has its own timeout, and a timed-out one is followed by another while others run.
func TestAttemptTimeoutHoldsForEach(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		_, err := store.Limited(t.Context())
		if !errors.Is(err, backoff.ErrAttemptTimeout) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the last attempt's timeout", err)
		}
		c.took(t, 500*ms, 0, 100*ms, 200*ms, 250*ms)
		for n := 1; n <= 4; n++ {
			if got := c.cause(n); got != backoff.ErrAttemptTimeout {
				t.Errorf("the context of attempt %d ended with %v", n, got)
			}
		}
	}, heed(time.Hour, nil))
}

// withLimits returns the decorator with other limits for Limited.
func withLimits(t *testing.T, c *callee, change func(p *backoff.Policy), opts ...backoff.Option) *hedge.RetryingStore {
	t.Helper()
	policies := hedge.DefaultStorePolicies()
	change(&policies.Limited)
	store, err := hedge.NewRetryingStore(c, opts...).WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func TestTheDeadlineEndsAllAttempts(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, _ hedge.Store) {
		_, err := withLimits(t, c, func(p *backoff.Policy) { p.AttemptTimeout = 0 }).Limited(t.Context())
		stopped(t, err, backoff.Error{Reason: backoff.ReasonDeadline, Attempts: 4, Cause: backoff.ErrDeadline})
		c.took(t, 600*ms, 0, 100*ms, 200*ms, 300*ms)
		synctest.Wait()
		for n := 1; n <= 4; n++ {
			if got := c.cause(n); got != backoff.ErrDeadline {
				t.Errorf("the context of attempt %d ended with %v", n, got)
			}
		}
	}, heed(time.Hour, nil))
}

// A pause that does not fit before the deadline ends nothing while an attempt runs that may succeed.
func TestAPauseThatDoesNotFitWaitsForTheOthers(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, _ hedge.Store) {
		n, err := withLimits(t, c, func(p *backoff.Policy) { p.AttemptTimeout, p.Pause, p.MaxTries = 0, time.Second, 2 }).Limited(t.Context())
		if n != 2 || err != nil {
			t.Errorf("got %d, %v", n, err)
		}
		c.took(t, 500*ms, 0, 100*ms)
	}, after(200*ms, hedge.ErrBusy), after(400*ms, nil))
}

func TestTheCallersCancelEndsTheCall(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, store hedge.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(150*ms, cancel)
		err := store.Ping(ctx)
		stopped(t, err, backoff.Error{Reason: backoff.ReasonCanceled, Attempts: 2, Cause: context.Canceled})
		c.took(t, 150*ms, 0, 100*ms)
		synctest.Wait()
	}, heed(time.Hour, nil))
}

// A budget is asked before each hedge, and hears of each attempt what it would without.
type budget struct {
	allows                            int
	began, succeeded, failed, retries int
}

func (b *budget) Began()     { b.began++ }
func (b *budget) Succeeded() { b.succeeded++ }
func (b *budget) Failed()    { b.failed++ }
func (b *budget) Retry() bool {
	b.retries++
	return b.retries <= b.allows
}

// Rule 4.5.
func TestTheBudgetIsAskedBeforeEachHedge(t *testing.T) {
	for _, test := range []struct {
		name   string
		budget budget
		steps  []step
		want   budget
		err    error
		took   time.Duration
		starts []time.Duration
	}{
		{"it agrees once", budget{allows: 1}, []step{after(time.Second, nil)},
			budget{1, 1, 1, 0, 2}, nil, time.Second, []time.Duration{0, 100 * ms}},
		{"it refuses, and is not asked again while nothing fails", budget{}, []step{after(time.Second, nil)},
			budget{0, 1, 1, 0, 1}, nil, time.Second, []time.Duration{0}},
		{"it is asked once for a failure and the hedge that follows it", budget{allows: 2}, []step{after(500*ms, nil), after(50*ms, hedge.ErrBusy), after(time.Hour, nil)},
			budget{2, 1, 1, 0, 2}, nil, 500 * ms, []time.Duration{0, 100 * ms, 150 * ms}},
		{"it refuses what follows a failure", budget{allows: 1}, []step{after(500*ms, nil), after(50*ms, hedge.ErrBusy)},
			budget{1, 1, 1, 0, 2}, nil, 500 * ms, []time.Duration{0, 100 * ms}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				defer drain()
				c := &callee{steps: test.steps, began: time.Now()}
				_, err := hedge.NewRetryingStore(c, backoff.WithBudget(&test.budget)).Fetch(t.Context(), 7)
				if err != test.err || test.budget != test.want {
					t.Errorf("got %v, and the budget was told %+v, want %v and %+v", err, test.budget, test.err, test.want)
				}
				c.took(t, test.took, test.starts...)
			})
		})
	}
}

// What the policies say later counts: without a hedge the attempts follow each other in the caller's goroutine.
func TestAHedgeCanBeSwitchedOff(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, _ hedge.Store) {
		n, err := withLimits(t, c, func(p *backoff.Policy) { p.Hedge = 0 }).Limited(t.Context())
		if n != 2 || err != nil {
			t.Errorf("got %d, %v", n, err)
		}
		c.took(t, 350*ms, 0, 200*ms)
	}, after(200*ms, hedge.ErrBusy), after(150*ms, nil))
}

func TestAHedgeTakesAMethodThatIsGeneratedForIt(t *testing.T) {
	policies := hedge.DefaultCachePolicies()
	policies.Len.Hedge = time.Second
	if _, err := hedge.NewRetryingCache[string, int](cache{}).WithPolicies(policies); err == nil {
		t.Error("a policy with a hedge is taken by a method without")
	}
}

// Where attempts are not left behind any more, a method without a context cannot hedge: the hedge that is annotated is left out, and
// another one is refused.
//
// Rule 2.18.
func TestWithoutContextAHedgeTakesAbandon(t *testing.T) {
	for _, test := range []struct {
		hedge time.Duration
		fits  bool
	}{{0, true}, {100 * ms, true}, {200 * ms, false}} {
		bubble(t, func(t *testing.T, c *callee, _ hedge.Store) {
			policies := hedge.DefaultStorePolicies()
			policies.Blocking.Abandon, policies.Blocking.Hedge = false, test.hedge
			store, err := hedge.NewRetryingStore(c).WithPolicies(policies)
			if fits := err == nil; fits != test.fits {
				t.Fatalf("with a hedge after %v: %v", test.hedge, err)
			}
			if !test.fits {
				return
			}
			if user, err := store.Blocking(7); err != nil || user.ID != 1 {
				t.Errorf("with a hedge after %v: %v, %v", test.hedge, user, err)
			}
			c.took(t, time.Second, 0)
		}, after(time.Second, nil))
	}
}

// Nothing gathers on a context that lives long.
func TestNothingStaysOnTheCallersContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer drain()
		ctx := &counting{Context: t.Context(), done: make(chan struct{})}
		c := &callee{steps: []step{after(150*ms, hedge.ErrBusy), heed(time.Hour, nil), after(10*ms, nil)}, began: time.Now()}
		store := hedge.NewRetryingStore(c)
		for range 10 {
			c.starts = nil
			if _, err := store.Limited(ctx); err != nil {
				t.Error(err)
			}
			c.starts = nil
			if err := store.Ping(ctx); err != nil {
				t.Error(err)
			}
		}
		synctest.Wait()
		if ctx.children != 0 || ctx.most == 0 {
			t.Errorf("%d children are left of up to %d", ctx.children, ctx.most)
		}
	})
}

// A counting context counts those that wait for its end. It is never done.
type counting struct {
	context.Context
	done           chan struct{}
	mu             sync.Mutex
	children, most int
}

func (c *counting) Done() <-chan struct{} { return c.done }

func (c *counting) Value(any) any { return nil }

func (c *counting) AfterFunc(func()) func() bool {
	c.add(1)
	stopped := false
	return func() bool {
		if !stopped {
			stopped = true
			c.add(-1)
		}
		return true
	}
}

func (c *counting) add(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.children += n
	c.most = max(c.most, c.children)
}
