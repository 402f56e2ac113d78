package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// hedgedRun is a call under a policy that hedges, with or without leaving attempts behind.
func hedgedRun(t *testing.T, p Policy, test func(t *testing.T, r *run)) {
	t.Helper()
	each(t, []way{
		{"decorator", "Store.Fetch", asyncWay(func(*Policy) {})},
		{"abandon too", "Store.Fetch", asyncWay(func(p *Policy) { p.Abandon = true })},
		{"Do", "", func(ctx context.Context, p Policy, f storeFunc) (int, error) { return Do(ctx, &p, f) }},
	}, func(t *testing.T, r *run) { test(t, r); time.Sleep(time.Hour) })
}

// A hint of a server is not overrun by the next hedge, whichever attempt brought it.
func TestRule3_4h_AHintDelaysHedges(t *testing.T) {
	p := Policy{Hedge: 100 * ms, Pause: 10 * ms, MaxTries: 5, PauseFrom: RetryAfter, Errors: []Matcher{Any}}
	hedgedRun(t, p, func(t *testing.T, r *run) {
		r.call(t.Context(), p, after(5*time.Second, nil), after(50*ms, busyUntil(time.Second)), after(5*time.Second, nil))
		if got := fmt.Sprint(r.begun()); got != "[0s 100ms 1.15s 1.25s 1.35s]" || r.end != 5*time.Second {
			t.Errorf("attempts at %s, the end at %v", got, r.end)
		}
	})
	hedgedRun(t, p, func(t *testing.T, r *run) { // alone
		r.call(t.Context(), p, fail(busyUntil(time.Second)), after(150*ms, nil))
		if got := fmt.Sprint(r.begun()); got != "[0s 1s 1.1s]" || r.end != 1150*ms {
			t.Errorf("attempts at %s, the end at %v", got, r.end)
		}
	})
	hedgedRun(t, p, func(t *testing.T, r *run) { // one that is shorter than the policy's own pause delays nothing more
		r.call(t.Context(), p, after(5*time.Second, nil), after(50*ms, busyUntil(ms)), after(5*time.Second, nil))
		if got := fmt.Sprint(r.begun()[:3]); got != "[0s 100ms 160ms]" {
			t.Errorf("attempts at %s", got)
		}
	})
	hedgedRun(t, p, func(t *testing.T, r *run) { // two: the later one holds
		r.call(t.Context(), p, after(5*time.Second, nil), after(80*ms, busyUntil(time.Second)), after(ms, busyUntil(2*time.Second)), after(5*time.Second, nil))
		if got := fmt.Sprint(r.begun()[:4]); got != "[0s 100ms 1.18s 3.181s]" {
			t.Errorf("attempts at %s", got)
		}
	})
}

// Nor is it overrun by the retry of another attempt, which brought a shorter one or none.
func TestRule3_4h_AHintHoldsForTheRetriesOfOthers(t *testing.T) {
	p := Policy{Hedge: 100 * ms, Pause: 10 * ms, MaxTries: 5, PauseFrom: RetryAfter, Errors: []Matcher{Any}}
	for _, other := range []error{errBusy, busyUntil(time.Second)} {
		hedgedRun(t, p, func(t *testing.T, r *run) {
			r.call(t.Context(), p, after(300*ms, other), after(50*ms, busyUntil(2*time.Second)), after(10*ms, nil))
			if got := fmt.Sprint(r.begun()); got != "[0s 100ms 2.15s]" {
				t.Errorf("attempts at %s", got)
			}
		})
	}
	p.Deadline = 2 * time.Second
	hedgedRun(t, p, func(t *testing.T, r *run) { // and where it passes the deadline, there is none
		r.call(t.Context(), p, after(300*ms, errBusy), after(50*ms, busyUntil(2*time.Second)), after(10*ms, nil))
		if got := fmt.Sprint(r.begun()); got != "[0s 100ms]" || r.end != 300*ms || !errors.Is(r.err, ErrDeadline) {
			t.Errorf("attempts at %s, %v at %v", got, r.err, r.end)
		}
	})
}

// The retry that the budget has granted for one attempt stands for another, which fails before that begins, and is no hedge's.
func TestRule4_5_AGrantIsForOneAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &hedgeTally{}
		p := Policy{Hedge: 100 * ms, Pause: 90 * ms, MaxTries: 5, Errors: []Matcher{Any}}
		m := decorate.New("Store", 1, WithBudget(b)).Method("Fetch", p, decorate.RunsAsync)
		// The second fails at 110 ms and is granted another for 200 ms; the first fails at 150 ms.
		_, err := async(t.Context(), &m, nth(after(150*ms, errBusy), after(10*ms, errBusy), after(time.Second, nil), after(ms, nil)))
		if err != nil || b.asked != 1 || b.hedges != 2 {
			t.Errorf("%v; asked about %d retries and %d hedges, want 1 and 2", err, b.asked, b.hedges)
		}
		time.Sleep(time.Hour)
	})
}

// A giveup stops hedges and retries, and leaves an attempt that runs its chance.
func TestRule3_4e_AGiveupLeavesThoseThatRunTheirChance(t *testing.T) {
	p := Policy{Hedge: 100 * ms, MaxTries: 5, Errors: []Matcher{Any}, Giveup: func(err error) bool { return errors.Is(err, errFatal) }}
	hedgedRun(t, p, func(t *testing.T, r *run) {
		r.call(t.Context(), p, after(time.Second, nil), after(50*ms, errFatal))
		if got := fmt.Sprint(r.begun()); got != "[0s 100ms]" || r.end != time.Second || r.err != nil {
			t.Errorf("attempts at %s, %v at %v", got, r.err, r.end)
		}
	})
	hedgedRun(t, p, func(t *testing.T, r *run) { // which may fail
		r.call(t.Context(), p, after(time.Second, errBusy), after(50*ms, errFatal))
		if got := fmt.Sprint(r.begun()); got != "[0s 100ms]" || r.end != time.Second || r.err != errBusy {
			t.Errorf("attempts at %s, %v at %v", got, r.err, r.end)
		}
	})
}

// The pauses of a policy hold under a hedge as they do without one.
func TestRule3_4h_PausesUnderAHedge(t *testing.T) {
	for name, test := range map[string]struct {
		change func(p *Policy)
		want   string
	}{
		"multiplier":   {func(p *Policy) { p.Multiplier = 3 }, "[0s 10ms 40ms 130ms]"},
		"max_pause":    {func(p *Policy) { p.Multiplier, p.MaxPause = 3, 20*ms }, "[0s 10ms 30ms 50ms]"},
		"jitter":       {func(p *Policy) { p.Jitter = JitterFull }, "[0s 5ms 10ms 15ms]"},
		"decorrelated": {func(p *Policy) { p.Jitter = JitterDecorrelated }, "[0s 20ms 55ms 112.5ms]"},
	} {
		t.Run(name, func(t *testing.T) {
			p := Policy{Hedge: time.Second, Pause: 10 * ms, MaxTries: 4, Errors: []Matcher{Any}, Random: func() float64 { return 0.5 }}
			test.change(&p)
			hedgedRun(t, p, func(t *testing.T, r *run) {
				r.call(t.Context(), p, fail(errBusy))
				if got := fmt.Sprint(r.begun()); got != test.want {
					t.Errorf("attempts at %s, want %s", got, test.want)
				}
			})
			beside := p
			beside.Hedge, beside.MaxTries = 150*ms, 5
			hedgedRun(t, beside, func(t *testing.T, r *run) { // beside another attempt, pauses are counted, and not tries
				r.call(t.Context(), beside, after(10*time.Second, nil), after(ms, errBusy), after(ms, errBusy), after(10*time.Second, nil))
				starts := r.begun()
				first, second := starts[2]-starts[1]-ms, starts[3]-starts[2]-ms
				want := map[string]string{"multiplier": "10ms 30ms", "max_pause": "10ms 20ms", "jitter": "5ms 5ms", "decorrelated": "20ms 35ms"}[name]
				if got := fmt.Sprint(first, " ", second); got != want {
					t.Errorf("pauses of %s, want %s", got, want)
				}
			})
		})
	}
}

// A function that an attempt may call is called by one alone: a hedge that configuration adds does not begin another.
func TestRule3_10_WhatMayCallAFunctionIsNotHedged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		m := decorate.New("Store", 0).Method("Fetch", Policy{Hedge: 10 * ms, MaxTries: 3, Errors: []Matcher{Any}}, decorate.RunsAsync)
		var called interface{ Set() }
		call := decorate.Async(&m, func(context.Context) (int, error) {
			calls++
			time.Sleep(time.Second)
			called.Set()
			return calls, nil
		})
		defer call.End()
		called = call.ConsumesWhenSet()
		n, err := call.Next(t.Context())
		if call.Retry(t.Context(), err) || n != 1 || calls != 1 {
			t.Errorf("%d attempts, which return %d and %v", calls, n, err)
		}
	})
}

// Rule 3.11: the context of a retry that may not begin any more, once before_retry has prepared it, is gone while other attempts go on.
func TestRule3_11_TheContextOfARetryThatDoesNotBeginIsReleased(t *testing.T) {
	for _, traits := range bothTraits {
		synctest.Test(t, func(t *testing.T) {
			p := Policy{Hedge: 30 * ms, RetryFor: 60 * ms, Errors: []Matcher{Any}}
			m := decorate.New("Store", 1).Method("Fetch", p, decorate.RunsAsync, traits)
			call := decorate.Async(&m, nth(after(40*ms, errBusy), after(time.Second, nil)))
			defer call.End()
			var seen context.Context
			prepare := func(ctx context.Context, _ error) error { seen = ctx; time.Sleep(50 * ms); return nil }
			for {
				_, err := call.Next(t.Context())
				call.Ask(decorate.Questions{BeforeRetry: prepare})
				if !call.Retry(t.Context(), err) {
					break
				}
			}
			if call.Err() != nil || seen == nil || seen.Err() != context.Canceled || context.Cause(seen) != context.Canceled {
				t.Errorf("the call ends with %v, and the context with %v", call.Err(), seen.Err())
			}
		})
	}
}
