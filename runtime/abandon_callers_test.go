package backoff_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// abandoning is a method whose attempts are left behind, for results that live on and others.
func abandoning(p Policy, traits decorate.Traits) decorate.Method {
	p.Abandon = true
	return decorate.New("Store", 1).Method("Fetch", p, traits, decorate.RunsAsync)
}

var bothTraits = []decorate.Traits{0, decorate.KeepsResult}

// Rule 3.2: the callee of an attempt that is left behind has its limits in its context, and sees its own time-out there,
// whatever the caller does as soon as it has its answer.
func TestTheContextOfAnAttemptThatIsLeftBehind(t *testing.T) {
	for _, traits := range bothTraits {
		for _, limits := range []struct {
			p     Policy
			cause error
		}{{Policy{AttemptTimeout: 100 * ms, MaxTries: 1}, ErrAttemptTimeout}, {Policy{Deadline: 100 * ms}, ErrDeadline}} {
			for range 50 {
				synctest.Test(t, func(t *testing.T) {
					ctx, cancel := context.WithCancelCause(t.Context())
					m := abandoning(limits.p, traits)
					causes := make(chan error, 1)
					_, err := async(ctx, &m, func(ctx context.Context) (int, error) {
						if d, ok := ctx.Deadline(); ok != (traits == 0) || ok && time.Until(d) != 100*ms {
							t.Errorf("its deadline is in %v (%v)", time.Until(d), ok)
						}
						time.Sleep(time.Second)
						causes <- context.Cause(ctx)
						return 0, nil
					})
					cancel(errCause)
					if cause := <-causes; err == nil || cause != limits.cause {
						t.Errorf("got %v, and the callee saw %v", err, cause)
					}
				})
			}
		}
	}
}

// A caller whose time is over at the start is no reason to leave the first attempt behind, nor to wait for it for ever.
func TestAnAttemptOfALateCallerIsLeftBehindAtItsLimit(t *testing.T) {
	for _, traits := range bothTraits {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 0)
			defer cancel()
			began := time.Now()
			m := abandoning(Policy{AttemptTimeout: 100 * ms, MaxTries: 3}, traits)
			_, err := async(ctx, &m, func(context.Context) (int, error) { time.Sleep(time.Hour); return 0, nil })
			if took := time.Since(began); took != 100*ms || err == nil {
				t.Errorf("got %v after %v", err, took)
			}
			time.Sleep(2 * time.Hour)
		})
	}
}

// A quiet context ends, and its Done never tells: it has none.
type quiet struct {
	context.Context
	end time.Time
}

func (q quiet) Done() <-chan struct{} { return nil }

func (q quiet) Err() error {
	if time.Now().Before(q.end) {
		return nil
	}
	return context.Canceled
}

// A caller's context of an unusual kind does not make a call wait for what never comes.
func TestACallersContextWithoutDone(t *testing.T) {
	for _, traits := range bothTraits {
		for name, p := range map[string]Policy{
			"attempt_timeout": {AttemptTimeout: 100 * ms, MaxTries: 2},
			"deadline":        {Deadline: 100 * ms, MaxTries: 2},
			"hedge":           {Hedge: 70 * ms, MaxTries: 2},
			"both":            {Hedge: 70 * ms, AttemptTimeout: 100 * ms, MaxTries: 2},
		} {
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					began := time.Now()
					m := abandoning(p, traits)
					_, _ = async(quiet{t.Context(), began.Add(50 * ms)}, &m, func(context.Context) (int, error) { time.Sleep(time.Second); return 0, errBusy })
					if took := time.Since(began); took > 2*time.Second {
						t.Errorf("it took %v", took)
					}
					time.Sleep(time.Hour)
				})
			})
		}
	}
}

// By the time that the caller has its answer, an attempt that was left behind at its limit has been told.
func TestAnAttemptThatIsLeftBehindHasBeenTold(t *testing.T) {
	for _, traits := range bothTraits {
		for range 50 { // who wakes first is chance
			synctest.Test(t, func(t *testing.T) {
				m := abandoning(Policy{AttemptTimeout: 100 * ms, MaxTries: 1}, traits)
				given := make(chan (<-chan struct{}), 1)
				_, err := async(context.Background(), &m, func(ctx context.Context) (int, error) {
					given <- ctx.Done()
					time.Sleep(time.Second)
					return 0, nil
				})
				select {
				case <-<-given:
				default:
					t.Error("it has not been told")
				}
				if err != ErrAttemptTimeout {
					t.Errorf("got %v", err)
				}
				time.Sleep(time.Hour)
			})
		}
	}
}

// An asked context counts how often somebody looks at its Done.
type asked struct {
	context.Context
	times atomic.Int32
}

func (c *asked) Done() <-chan struct{} {
	c.times.Add(1)
	return c.Context.Done()
}

// A call whose attempts run apart sleeps while there is nothing to do: on the clock, whose instants are after the zero one, as they
// are not in a bubble.
func TestACallSleepsWhileItsAttemptsRun(t *testing.T) {
	for _, p := range []Policy{{}, {AttemptTimeout: time.Hour}, {Hedge: ms, MaxTries: 2}} {
		m := abandoning(p, 0)
		ctx := &asked{Context: t.Context()}
		if _, err := async(ctx, &m, func(context.Context) (int, error) { time.Sleep(20 * ms); return 0, nil }); err != nil {
			t.Errorf("%v: %v", p, err)
		}
		if n := ctx.times.Load(); n > 20 {
			t.Errorf("%v: it woke %d times or so", p, n)
		}
	}
}

// Rule 3.5: an attempt whose own time was over before its caller's has timed out, although nobody has looked before both were.
func TestAnAttemptThatIsLeftBehindTooLateHasTimedOut(t *testing.T) {
	for _, traits := range bothTraits {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 30*ms)
			defer cancel()
			var ended []error
			slow := ObserverFunc(func(_ context.Context, e Event) {
				switch {
				case e.Kind == EventAttemptStarted && e.Hedge:
					time.Sleep(time.Second)
				case e.Kind == EventAttemptEnded:
					ended = append(ended, e.Err)
				}
			})
			p := Policy{AttemptTimeout: 10 * ms, Hedge: 3 * ms, MaxTries: 2, Abandon: true}
			m := decorate.New("Store", 1, WithObserver(slow)).Method("Fetch", p, traits, decorate.RunsAsync)
			_, err := async(ctx, &m, func(context.Context) (int, error) { time.Sleep(time.Hour); return 0, nil })
			if len(ended) == 0 || ended[0] != ErrAttemptTimeout {
				t.Errorf("got %v; the attempts ended with %v", err, ended)
			}
			time.Sleep(2 * time.Hour)
		})
	}
}

// Rule 3.5: an attempt whose time is over at its caller's deadline has not timed out, whichever of two timers is the first.
func TestAnAttemptIsLeftBehindAtItsCallersDeadline(t *testing.T) {
	for _, traits := range bothTraits {
		for range 50 {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 100*ms)
				defer cancel()
				m := abandoning(Policy{AttemptTimeout: 100 * ms, MaxTries: 1}, traits)
				_, err := async(ctx, &m, func(context.Context) (int, error) { time.Sleep(time.Second); return 0, nil })
				if err != context.DeadlineExceeded {
					t.Errorf("got %v", err)
				}
				time.Sleep(time.Hour)
			})
		}
	}
}
