package rules_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/rules"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Rules 3.11 and 3.12: a decorator is immutable and safe for concurrent use, and waits in package time alone.

// A crowd is an inner value for many goroutines: each of them, known by its id, fails as many times as its id says.
type crowd struct {
	mu       sync.Mutex
	attempts map[int]int
}

func (c *crowd) attempt(id int) (int, error) {
	time.Sleep(time.Duration(id) * ms)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.attempts[id]++; c.attempts[id] <= id {
		return -id, rules.ErrBusy
	}
	return id, nil
}

func (c *crowd) Call(_ context.Context, id int) (int, error) { return c.attempt(id) }
func (c *crowd) Send(req *http.Request) (int, error)         { return c.attempt(int(req.ContentLength)) }
func (c *crowd) Step(id int) (int, error)                    { return c.attempt(id) }

func TestRule3_11_ManyGoroutinesUseOneDecorator(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var shared rules.Calls = rules.NewRetryingPatient(&crowd{attempts: map[int]int{}})
		began := time.Now()
		var wait sync.WaitGroup
		for id := range 7 { // the last two run out of tries
			wait.Go(func() {
				got, err := shared.Call(t.Context(), id)
				d := time.Duration(id)
				want, elapsed := id, d*(50+d)*ms+d*ms // attempts of id ms each, and the pauses between them
				var wantErr error
				if id > 4 {
					want, elapsed, wantErr = -id, 4*50*ms+5*d*ms, rules.ErrBusy
				}
				if got != want || err != wantErr || time.Since(began) != elapsed {
					t.Errorf("goroutine %d got %d, %v after %v; want %d, %v after %v", id, got, err, time.Since(began), want, wantErr, elapsed)
				}
			})
		}
		wait.Wait()
	})
}

func TestRule3_11_TheShapesOfADecoratorDoNotDisturbEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shared := rules.NewRetryingPatient(&crowd{attempts: map[int]int{}})
		request := (&http.Request{ContentLength: 2}).WithContext(t.Context())
		var wait sync.WaitGroup
		for id, call := range []func() (int, error){
			1: func() (int, error) { return shared.Call(t.Context(), 1) },
			2: func() (int, error) { return shared.Send(request) },
			3: func() (int, error) { return shared.Step(3) },
		} {
			if call != nil {
				wait.Go(func() {
					if got, err := call(); got != id || err != nil {
						t.Errorf("shape %d got %d, %v", id, got, err)
					}
				})
			}
		}
		wait.Wait()
	})
}

func TestRule3_11_WithPoliciesLeavesTheDecoratorAsItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &callee{steps: []step{fail(rules.ErrBusy)}}
		decorator := rules.NewRetryingPaused(inner)
		policies := rules.DefaultPausedPolicies()
		policies.Call.MaxTries, policies.Call.Pause = 2, time.Hour
		other, err := decorator.WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		policies.Call.MaxTries, policies.Call.Errors[0] = 9, backoff.Is(rules.ErrFatal) // too late for other
		for _, test := range []struct {
			calls   rules.Calls
			tries   int
			elapsed time.Duration
		}{{other, 2, time.Hour}, {decorator, 4, 900 * ms}} {
			inner.starts, inner.began = nil, time.Now()
			if _, err := test.calls.Call(t.Context(), 1); err != rules.ErrBusy || len(inner.starts) != test.tries || time.Since(inner.began) != test.elapsed {
				t.Errorf("%d attempts in %v, want %d in %v (%v)", len(inner.starts), time.Since(inner.began), test.tries, test.elapsed, err)
			}
		}
		policies.Call.MaxTries = -1
		if invalid, err := decorator.WithPolicies(policies); err == nil || invalid != nil {
			t.Errorf("an invalid policy gave %v, %v", invalid, err)
		}
	})
}

func TestRule3_12_AllWaitingIsInVirtualTime(t *testing.T) {
	each(t, withContext, rules.NewRetryingSlow, func(r *run) { // attempt_timeout=1h deadline=24h pause=3h
		r.invoke(r.Context(), heed)
		// Attempts of an hour and pauses of three: the next one would start at the deadline.
		r.took(21*time.Hour, 0, 4*time.Hour, 8*time.Hour, 12*time.Hour, 16*time.Hour, 20*time.Hour)
		r.matches(backoff.ErrDeadline, backoff.ErrAttemptTimeout)
	})
	each(t, withoutContext, rules.NewRetryingSlow, func(r *run) {
		r.invoke(r.Context(), after(2*time.Hour, rules.ErrBusy))
		r.took(22*time.Hour, 0, 5*time.Hour, 10*time.Hour, 15*time.Hour, 20*time.Hour)
		r.matches(backoff.ErrDeadline)
	})
}

// A decorator has no timer or channel of the bubble, or of the world, in which it was made or used first.
func TestRule3_12_ADecoratorMovesBetweenBubbles(t *testing.T) {
	inner := &callee{steps: []step{fail(rules.ErrBusy), heed, fail(nil)}}
	decorator := rules.NewRetryingPatient(inner)
	call := func(ctx context.Context, calls rules.Calls) {
		t.Helper()
		inner.starts, inner.began = nil, time.Now()
		if _, err := calls.Call(ctx, 1); err != nil {
			t.Error(err)
		}
	}
	quick := rules.DefaultPatientPolicies()
	quick.Call.AttemptTimeout, quick.Call.Pause = ms, ms
	outside, err := decorator.WithPolicies(quick)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		synctest.Test(t, func(t *testing.T) {
			call(t.Context(), decorator)
			if elapsed := time.Since(inner.began); elapsed != 200*ms {
				t.Errorf("took %v, want 200ms", elapsed)
			}
		})
		call(t.Context(), outside) // on the wall clock, of which nothing is asserted
	}
}
