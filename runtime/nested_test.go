package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// Rule 3.5, its last paragraph, at the instants that it promises; nested_asif_test.go compares all kinds of policies.

// inside returns a step that is a call under p of a callee that fails with errBusy, and writes down when.
func inside(r *run, w way, p Policy) step {
	return func(ctx context.Context) error {
		_, err := w.call(ctx, p, func(context.Context) (int, error) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.inner = append(r.inner, time.Since(r.began))
			if len(r.inner) > 100 {
				panic("it spins")
			}
			return 0, errBusy
		})
		return err
	}
}

// began checks when the innermost attempts began, and when the call ended.
func (r *run) beganInside(end time.Duration, starts ...time.Duration) {
	r.t.Helper()
	if fmt.Sprint(r.inner) != fmt.Sprint(starts) || r.end != end {
		r.t.Errorf("attempts at %v and the end at %v, want %v and %v", r.inner, r.end, starts, end)
	}
}

var patience = with(func(p *Policy) { p.Pause, p.MaxTries = time.Second, 100 })

func TestRule3_5_UnderADeadlineFurtherOut(t *testing.T) {
	for _, inner := range ways {
		each(t, ways, func(t *testing.T, r *run) {
			r.call(t.Context(), Policy{Deadline: 2500 * ms}, inside(r, inner, patience))
			r.beganInside(2*time.Second, 0, time.Second, 2*time.Second)
			r.matches(r.err, ErrDeadline, errBusy)
		})
	}
}

func TestRule3_5_UnderAnAttemptTimeoutFurtherOut(t *testing.T) {
	for _, inner := range ways {
		each(t, ways, func(t *testing.T, r *run) {
			r.call(t.Context(), Policy{AttemptTimeout: 200 * ms, MaxTries: 5}, inside(r, inner, patience))
			r.beganInside(800*ms, 0, 200*ms, 400*ms, 600*ms, 800*ms)
			r.matches(r.err, ErrAttemptTimeout, errBusy)
		})
	}
}

// Three levels deep, and where the middle one is a plain function.
func TestRule3_5_ThreeLevelsDeep(t *testing.T) {
	for _, middle := range ways {
		each(t, ways, func(t *testing.T, r *run) {
			r.call(t.Context(), Policy{AttemptTimeout: 500 * ms, MaxTries: 3}, func(ctx context.Context) error {
				_, err := middle.call(ctx, Policy{AttemptTimeout: 200 * ms, Pause: 100 * ms}, func(ctx context.Context) (int, error) {
					return 0, fmt.Errorf("a layer's own words: %w", inside(r, middle, patience)(ctx))
				})
				return err
			})
			r.beganInside(1300*ms, 0, 300*ms, 500*ms, 800*ms, 1000*ms, 1300*ms)
		})
	}
}

// A policy without limits around a deadline of the inner call's own, a method without a context too.
func TestRule3_5_AroundADeadlineOfTheInnerCallsOwn(t *testing.T) {
	inner := with(func(p *Policy) { p.Pause, p.Deadline = time.Second, 300*ms })
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), Policy{MaxTries: 3, Pause: 50 * ms}, inside(r, ways[0], inner))
		r.beganInside(700*ms, 0, 350*ms, 700*ms)
	})
	each(t, ways, func(t *testing.T, r *run) { // without a pause, and without an end but the caller's
		r.call(r.deadlineAfter(time.Second), Policy{Errors: []Matcher{Any}}, inside(r, ways[0], inner))
		if len(r.inner) != 4 || r.inner[3] != 900*ms {
			t.Errorf("attempts at %v, want them at 0, 300, 600 and 900 ms", r.inner)
		}
	})
}

// Hedges begin beside an attempt that only seems to have ended.
func TestRule3_5_HedgesBesideAnAttemptThatCameBackEarly(t *testing.T) {
	check := func(p Policy, end time.Duration, starts ...time.Duration) {
		each(t, []way{{"hedged", "Store.Fetch", asyncWay(func(*Policy) {})}}, func(t *testing.T, r *run) {
			r.call(t.Context(), p, inside(r, ways[0], patience))
			r.beganInside(end, starts...)
			r.matches(r.err, errBusy)
		})
	}
	check(Policy{Hedge: 70 * ms, AttemptTimeout: 200 * ms, MaxTries: 3}, 140*ms, 0, 70*ms, 140*ms)
	check(Policy{Hedge: 150 * ms, AttemptTimeout: 200 * ms, Pause: 10 * ms, MaxTries: 3}, 210*ms, 0, 150*ms, 210*ms)
	check(Policy{Hedge: 70 * ms, Deadline: 100 * ms}, 70*ms, 0, 70*ms)
	check(Policy{Hedge: 270 * ms, AttemptTimeout: 200 * ms, Pause: ms, MaxTries: 2}, 201*ms, 0, 201*ms)
	// Be it that a case alone retries it. What nothing retries ends at once, and no hedge begins.
	fatal := Policy{Hedge: 70 * ms, Deadline: 100 * ms, Errors: []Matcher{Is(errFatal)}}
	check(fatal, 0, 0)
	fatal.Cases = []Case{{Errors: []Matcher{Is(errBusy)}}}
	check(fatal, 70*ms, 0, 70*ms)
}

// Where no hedge is due before, all that is asked about such an attempt is asked at once.
func TestRule3_5_WhatIsAskedAtOnceUnderAHedge(t *testing.T) {
	for hedge, want := range map[time.Duration]string{199 * ms: "[200ms]", 200 * ms: "[0s]", 201 * ms: "[0s]"} {
		each(t, []way{{"hedged", "Store.Fetch", asyncWay(func(*Policy) {})}}, func(t *testing.T, r *run) {
			var asked []time.Duration
			r.call(t.Context(), Policy{Hedge: hedge, AttemptTimeout: 200 * ms, Giveup: func(error) bool {
				asked = append(asked, time.Since(r.began))
				return true
			}}, inside(r, ways[0], patience), after(10*ms, nil))
			if fmt.Sprint(asked) != want {
				t.Errorf("with a hedge after %v it is asked at %v, want %s", hedge, asked, want)
			}
		})
	}
}

// Nor is there anything to wait for after the callee's own context.Canceled, while nobody has cancelled.
func TestRule3_5_NoHedgeAfterACancellationThatCameBackEarly(t *testing.T) {
	each(t, []way{{"hedged", "Store.Fetch", asyncWay(func(*Policy) {})}}, func(t *testing.T, r *run) {
		r.call(t.Context(), Policy{Hedge: 70 * ms, Deadline: 100 * ms, Errors: []Matcher{Any}}, func(ctx context.Context) error {
			return Run(ctx, &Policy{Pause: time.Second, Errors: []Matcher{Is(context.Canceled)}}, func(context.Context) error { return context.Canceled })
		})
		r.took(0, 0)
		r.matches(r.err, context.Canceled)
	})
}

// The caller's end is no reason to wait for such an attempt.
func TestRule3_5_TheCallerEndsAnAttemptThatCameBackEarly(t *testing.T) {
	each(t, []way{{"hedged", "Store.Fetch", asyncWay(func(p *Policy) { p.Hedge = 70 * ms })}}, func(t *testing.T, r *run) {
		r.call(r.cancelAfter(30*ms), Policy{AttemptTimeout: 200 * ms, MaxTries: 3}, inside(r, ways[0], patience))
		r.beganInside(30*ms, 0)
		r.matches(r.err, errBusy)
	})
}

// What will not be tried again ends at once, and so does what cannot end in time.
func TestRule3_5_NothingIsWaitedForInVain(t *testing.T) {
	for name, p := range map[string]Policy{
		"max_tries": {AttemptTimeout: 200 * ms, MaxTries: 1},
		"giveup":    {AttemptTimeout: 200 * ms, Giveup: func(error) bool { return true }},
		"deadline":  {Deadline: 200 * ms},
		"pause":     {AttemptTimeout: 200 * ms, Deadline: 300 * ms, Pause: 100 * ms},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, ways, func(t *testing.T, r *run) {
				r.call(t.Context(), p, inside(r, ways[0], patience))
				r.beganInside(0, 0)
			})
		})
	}
}

// A call in the middle whose budget refuses tells those around it what it knows of the one inside.
func TestRule3_5_ABudgetInTheMiddle(t *testing.T) {
	refuse := &tally{refuse: true}
	each(t, ways, func(t *testing.T, r *run) {
		r.call(t.Context(), Policy{Deadline: time.Second, Errors: []Matcher{Is(errBusy)}}, func(ctx context.Context) error {
			m := decorate.New("Store", 1, WithBudget(refuse)).Method("Fetch", Policy{})
			call := m.Call()
			defer call.End()
			inner := with(func(p *Policy) { p.Pause, p.Deadline = time.Second, 300*ms })
			if err := inside(r, ways[0], inner)(call.Attempt(ctx)); call.Retry(ctx, err) {
				t.Error("the budget refuses, and the call goes on")
			}
			return call.Err()
		})
		r.beganInside(900*ms, 0, 300*ms, 600*ms, 900*ms)
		if refuse.asked == 0 {
			t.Error("the budget was not asked")
		}
	})
}

// A call inside whose budget refused a retry is not made again from further out, by a policy that names no errors either: that its last attempt
// timed out does not make it a timeout of the callee.
func TestRule3_5_TheBudgetOfACallInsideIsHeeded(t *testing.T) {
	for name, outer := range map[string]Policy{
		"no errors": {MaxTries: 3, Deadline: time.Minute},
		"error":     {MaxTries: 3, Errors: []Matcher{Any}},
		"a case":    {MaxTries: 3, Cases: []Case{{Errors: []Matcher{Any}, MaxTries: 3}}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, ways, func(t *testing.T, r *run) {
				attempts := 0
				r.call(t.Context(), outer, func(ctx context.Context) error {
					inner := Policy{AttemptTimeout: time.Second, MaxTries: 5, Budget: &tally{refuse: true}}
					return Run(ctx, &inner, func(ctx context.Context) error { attempts++; return heed(ctx) })
				})
				if stopped, ok := r.err.(*Error); !ok || stopped.Reason != ReasonBudget || attempts != 1 {
					t.Errorf("%d attempts, and %v", attempts, r.err)
				}
				r.took(time.Second, 0)
			})
		})
	}
}

// A caller whose deadline ends the first attempt gets what that returned: see rule 3.4c.
func TestRule3_5_UnderTheCallersDeadline(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		var inner error
		r.call(r.deadlineAfter(500*ms), with(func(p *Policy) { p.MaxTries = 5 }), func(ctx context.Context) error {
			inner = inside(r, ways[0], patience)(ctx)
			return inner
		})
		r.beganInside(0, 0)
		r.returned(inner)
	})
}

// A result that lives on keeps the attempt's limits from the inner call, which cannot know of them.
func TestRule3_5_AResultThatLivesOn(t *testing.T) {
	inner := with(func(p *Policy) { p.Pause, p.Deadline = time.Second, 500*ms })
	for _, hedge := range []time.Duration{0, 150 * ms} {
		closed := 0
		each(t, []way{{"", "Store.Open", func(ctx context.Context, p Policy, f storeFunc) (int, error) {
			m := decorate.New("Store", 1).Method("Open", p, decorate.KeepsResult, decorate.RunsAsync)
			call := decorate.Async(&m, func(ctx context.Context) (closer, error) {
				_, err := f(ctx)
				return func() { closed++ }, err
			})
			defer call.End()
			call.DiscardLate(func(d decorate.Discarder, c closer) { d.Discard(c) })
			for {
				_, err := call.Next(ctx)
				if !call.Retry(ctx, err) {
					return 0, call.Err()
				}
			}
		}}}, func(t *testing.T, r *run) {
			p := Policy{AttemptTimeout: 200 * ms, MaxTries: 3, Pause: 20 * ms, Hedge: hedge}
			steps := []step{inside(r, ways[0], inner), inside(r, ways[0], inner), fail(nil)}
			r.call(t.Context(), p, steps...)
			r.returned(nil)
			if starts := fmt.Sprint(r.starts); hedge == 0 && starts != "[0s 220ms 440ms]" || hedge != 0 && starts != "[0s 150ms 220ms]" {
				t.Errorf("attempts at %v", starts)
			}
			time.Sleep(time.Hour)
			if synctest.Wait(); hedge != 0 && closed != 1 {
				t.Errorf("%d results were closed, want that of the attempt that was still waited for", closed)
			}
		})
	}
}

// Nobody is asked twice about an error that is none of that kind, be there a deadline or not; that of a call which has ended at its
// deadline is none.
func TestRule3_5_AMatcherIsAskedOnce(t *testing.T) {
	atDeadline := func(ctx context.Context) error { return Run(ctx, &Policy{Deadline: 10 * ms}, heed) }
	for _, deadline := range []bool{false, true} {
		for _, attempt := range []step{fail(errBusy), atDeadline} {
			each(t, slices.Concat(ways, []way{{"hedged", "Store.Fetch", asyncWay(func(p *Policy) { p.Hedge = time.Second })}}), func(t *testing.T, r *run) {
				asked, ctx := 0, t.Context()
				if deadline {
					ctx = r.deadlineAfter(time.Hour)
				}
				for _, p := range []Policy{
					{MaxTries: 3, Errors: []Matcher{MatchFunc(func(error) bool { asked++; return true })}},
					{MaxTries: 3, Pause: 10 * ms, Errors: []Matcher{MatchFunc(func(error) bool { asked++; return true })}},
					{Errors: []Matcher{MatchFunc(func(error) bool { asked++; return asked < 3 })}},
				} {
					asked = 0
					if r.call(ctx, p, attempt); asked != 3 {
						t.Errorf("asked %d times about three errors under %v", asked, p)
					}
				}
			})
		}
	}
}

// What an attempt counts as having lasted is part of Elapsed nowhere: that is measured.
func TestRule3_5_ElapsedIsMeasured(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		r.call(t.Context(), Policy{Deadline: time.Second}, inside(r, ways[0], patience))
		stopped, ok := errors.AsType[*Error](r.err)
		if !ok || stopped.Elapsed != 0 || stopped.Attempts != 1 || stopped.Reason != ReasonDeadline {
			t.Errorf("got %#v", r.err)
		}
	})
}
