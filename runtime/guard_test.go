package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

var errShut = errors.New("shut")

// A porter is a guard that notes what it hears, and when. It waits before it answers, and refuses the attempts of some
// numbers.
type porter struct {
	waits  time.Duration
	refuse map[int]error

	mu    sync.Mutex
	began time.Time
	asked int
	heard []string
}

func (g *porter) Enter(ctx context.Context) (Pass, error) {
	g.mu.Lock()
	if g.asked++; g.asked == 1 {
		g.began = time.Now()
	}
	n := g.asked
	g.mu.Unlock()
	time.Sleep(g.waits)
	if err := g.refuse[n]; err != nil {
		g.note("%d refused", n)
		return nil, err
	}
	return porterPass{g, n}, nil
}

func (g *porter) note(format string, args ...any) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.heard = append(g.heard, fmt.Sprintf("%v: %s", time.Since(g.began), fmt.Sprintf(format, args...)))
}

type porterPass struct {
	guard *porter
	n     int
}

func (p porterPass) Ended(err error) { p.guard.note("%d ended %v", p.n, err) }
func (p porterPass) Returned()       { p.guard.note("%d returned", p.n) }

// guarded calls f as an attempt of m, in the form that is generated for a method with a guard. Results of 0 are rejected.
func guarded(ctx context.Context, m *decorate.Method, f func(context.Context) (int, error)) (int, error) {
	call := m.Call()
	defer call.End()
	for {
		var n int
		attempt := call.Attempt(ctx)
		err := call.Enter(attempt)
		if err == nil {
			n, err = f(attempt)
		}
		if err == nil && n == 0 && call.Reject(ctx, &err) {
			n = -1
		}
		if !call.Retry(ctx, err) {
			return n, call.Err()
		}
	}
}

// guardedWays are those that pass through a guard.
var guardedWays = []way{
	{"Do", "", func(ctx context.Context, p Policy, f storeFunc) (int, error) { return Do(ctx, &p, f) }},
	{"Run", "", func(ctx context.Context, p Policy, f storeFunc) (n int, _ error) {
		err := Run(ctx, &p, func(ctx context.Context) (err error) {
			n, err = f(ctx)
			return err
		})
		return n, err
	}},
	{"decorator", "Store.Fetch", func(ctx context.Context, p Policy, f storeFunc) (int, error) {
		m := decorate.New("Store", f).Method("Fetch", p, decorate.TakesGuard)
		return guarded(ctx, &m, f)
	}},
	{"async decorator", "Store.Fetch", func(ctx context.Context, p Policy, f storeFunc) (int, error) {
		m := decorate.New("Store", f).Method("Fetch", p, decorate.TakesGuard, decorate.RunsAsync)
		return generated(ctx, &m, f)
	}},
	{"abandon", "", func(ctx context.Context, p Policy, f storeFunc) (int, error) {
		p.Abandon = true
		return Do(ctx, &p, f)
	}},
	{"hedge", "", func(ctx context.Context, p Policy, f storeFunc) (int, error) {
		p.Hedge = 100_000 * time.Hour
		return Do(ctx, &p, f)
	}},
}

// Each attempt passes through the guard, within its limits, and the guard hears of it once. What it refuses never comes to
// the callee.
func TestRule3_16_EachAttemptPassesThroughTheGuard(t *testing.T) {
	for name, test := range map[string]struct {
		p      Policy
		waits  time.Duration
		refuse map[int]error
		steps  []step
		calls  int
		end    time.Duration
		err    error
		heard  []string
	}{
		"success": {Policy{}, 10 * ms, nil, []step{after(20*ms, nil)}, 1, 30 * ms, nil,
			[]string{"30ms: 1 ended <nil>", "30ms: 1 returned"}},
		"failures": {Policy{MaxTries: 2, Pause: 5 * ms}, 10 * ms, nil, []step{after(20*ms, errBusy)}, 2, 65 * ms, errBusy,
			[]string{"30ms: 1 ended busy", "30ms: 1 returned", "65ms: 2 ended busy", "65ms: 2 returned"}},
		"not retryable": {Policy{}, 0, nil, []step{fail(errFatal)}, 1, 0, errFatal,
			[]string{"0s: 1 ended fatal", "0s: 1 returned"}},
		"refused": {Policy{}, 10 * ms, map[int]error{1: errShut}, []step{fail(nil)}, 0, 10 * ms, errShut,
			[]string{"10ms: 1 refused"}},
		"refused, and listed": {Policy{Errors: []Matcher{Is(errShut)}, Pause: time.Second}, 0, map[int]error{1: errShut, 2: errShut}, []step{fail(nil)}, 1, 2 * time.Second, nil,
			[]string{"0s: 1 refused", "1s: 2 refused", "2s: 3 ended <nil>", "2s: 3 returned"}},
		"refused up to the last try": {Policy{Errors: []Matcher{Is(errShut)}, MaxTries: 2}, 0, map[int]error{1: errShut, 2: errShut}, []step{fail(nil)}, 0, 0, errShut,
			[]string{"0s: 1 refused", "0s: 2 refused"}},
		"timed out in the callee": {Policy{AttemptTimeout: 100 * ms, MaxTries: 1}, 60 * ms, nil, []step{heed}, 1, 100 * ms, ErrAttemptTimeout,
			[]string{"100ms: 1 ended " + ErrAttemptTimeout.Error() + ": context deadline exceeded", "100ms: 1 returned"}},
	} {
		each(t, guardedWays, func(t *testing.T, r *run) {
			p, g := test.p, &porter{waits: test.waits, refuse: test.refuse}
			p.Guard = g
			p.Errors = append([]Matcher{Is(errBusy)}, p.Errors...)
			r.call(t.Context(), p, test.steps...)
			synctest.Wait()
			if len(r.starts) != test.calls || r.end != test.end || !errors.Is(r.err, test.err) {
				t.Errorf("%s: %d calls of the callee in %v and %v, want %d, %v and %v", name, len(r.starts), r.end, r.err, test.calls, test.end, test.err)
			}
			if diff := cmp.Diff(ordered(test.heard), ordered(withoutOwn(g.heard))); diff != "" {
				t.Errorf("%s: the guard heard (-want +got):\n%s", name, diff)
			}
		})
	}
}

// withoutOwn puts the context's own error in the place of what stands for a callee that was left behind.
func withoutOwn(heard []string) []string {
	for i, text := range heard {
		if strings.HasSuffix(text, "ended "+ErrAttemptTimeout.Error()) {
			heard[i] = text + ": context deadline exceeded"
		}
	}
	return heard
}

// ordered returns what was heard at the same time in one order.
func ordered(heard []string) map[string]bool {
	all := map[string]bool{}
	for _, text := range heard {
		if all[text] {
			text += ", again"
		}
		all[text] = true
	}
	return all
}

// Outcomes that are not the callee's error.
func TestRule3_16_TheGuardHearsTheOutcome(t *testing.T) {
	for name, test := range map[string]struct {
		p     Policy
		f     func(ctx context.Context, n int) (int, error)
		heard []string
	}{
		"rejected": {Policy{MaxTries: 2}, func(_ context.Context, n int) (int, error) { return n - 1, nil },
			[]string{"0s: 1 ended " + ErrRejected.Error(), "0s: 1 returned", "0s: 2 ended <nil>", "0s: 2 returned"}},
		"left behind": {Policy{MaxTries: 2, AttemptTimeout: 100 * ms, Abandon: true}, func(_ context.Context, n int) (int, error) {
			time.Sleep(time.Second)
			return n, nil
		}, []string{"100ms: 1 ended " + ErrAttemptTimeout.Error(), "200ms: 2 ended " + ErrAttemptTimeout.Error(), "1s: 1 returned", "1.1s: 2 returned"}},
		"left behind at the deadline": {Policy{Deadline: 100 * ms, Abandon: true}, func(_ context.Context, n int) (int, error) {
			time.Sleep(time.Second)
			return n, nil
		}, []string{"100ms: 1 ended " + ErrDeadline.Error(), "1s: 1 returned"}},
		"a hedge wins": {Policy{MaxTries: 2, Hedge: 50 * ms}, func(ctx context.Context, n int) (int, error) {
			if n == 1 {
				<-ctx.Done()
				time.Sleep(ms)
			}
			return n, nil
		}, []string{"50ms: 2 ended <nil>", "50ms: 2 returned", "50ms: 1 ended " + ErrHedgeLost.Error(), "51ms: 1 returned"}},
		"the limit before the other wins": {Policy{MaxTries: 2, Hedge: 50 * ms, AttemptTimeout: 60 * ms}, func(ctx context.Context, n int) (int, error) {
			if n == 1 {
				time.Sleep(time.Second)
				return n, nil
			}
			time.Sleep(30 * ms)
			return n, nil
		}, []string{"80ms: 2 ended <nil>", "80ms: 2 returned", "80ms: 1 ended " + ErrAttemptTimeout.Error(), "1s: 1 returned"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, g := test.p, &porter{}
				p.Guard, p.Errors = g, []Matcher{Any}
				m := decorate.New("Store", 1).Method("Fetch", p, decorate.TakesGuard, decorate.RunsAsync)
				var mu sync.Mutex
				n := 0
				_, _ = generated(t.Context(), &m, func(ctx context.Context) (int, error) {
					mu.Lock()
					n++
					mine := n
					mu.Unlock()
					return test.f(ctx, mine)
				})
				time.Sleep(time.Hour)
				synctest.Wait()
				if diff := cmp.Diff(ordered(test.heard), ordered(g.heard)); diff != "" {
					t.Errorf("the guard heard (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// What the caller cancels says nothing of the callee, whatever that returns: the guard is told an error that matches
// context.Canceled.
func TestRule3_16_TheGuardHearsOfCancellations(t *testing.T) {
	each(t, guardedWays, func(t *testing.T, r *run) {
		var outcome error
		g := guardFunc(func(context.Context) (Pass, error) { return passFunc(func(err error) { outcome = err }), nil })
		r.call(r.cancelAfter(50*ms), Policy{AttemptTimeout: time.Second, Guard: g}, func(ctx context.Context) error {
			<-ctx.Done()
			return errFatal
		})
		synctest.Wait()
		if !errors.Is(outcome, context.Canceled) {
			t.Errorf("the guard was told %v", outcome)
		}
	})
}

// So it is where the callee returns the cause, be that ErrHedgeLost: it is an attempt further out that has lost.
func TestRule3_16_AnAttemptFurtherOutHasLost(t *testing.T) {
	each(t, guardedWays, func(t *testing.T, r *run) {
		var outcome error
		g := guardFunc(func(context.Context) (Pass, error) { return passFunc(func(err error) { outcome = err }), nil })
		outer := Policy{Hedge: 50 * ms, MaxTries: 2}
		_, err := Do(t.Context(), &outer, func(ctx context.Context) (int, error) {
			if a, _ := AttemptFrom(ctx); a.Number == 2 {
				return 2, nil
			}
			r.call(ctx, Policy{AttemptTimeout: time.Second, Guard: g}, func(ctx context.Context) error {
				<-ctx.Done()
				return context.Cause(ctx)
			})
			return 0, r.err
		})
		synctest.Wait()
		if err != nil || !errors.Is(outcome, context.Canceled) { // where attempts are left behind, the caller's end may be seen first
			t.Errorf("the call ended with %v, and the guard was told %v", err, outcome)
		}
	})
}

type guardFunc func(context.Context) (Pass, error)

func (f guardFunc) Enter(ctx context.Context) (Pass, error) { return f(ctx) }

// A passFunc is told of the end alone.
type passFunc func(error)

func (f passFunc) Ended(err error) { f(err) }
func (passFunc) Returned()         {}

// A panic and a Goexit, of the callee or of what the policy asks, leave the guard with an error, and nothing in it.
func TestRule3_16_APanicLeavesTheGuard(t *testing.T) {
	ends := map[string]func(){"panic": func() { panic("now") }, "Goexit": runtime.Goexit}
	for name, end := range ends {
		for where, p := range map[string]Policy{
			"callee": {},
			"giveup": {Giveup: func(error) bool { end(); return false }},
			"match":  {Errors: []Matcher{MatchFunc(func(error) bool { end(); return false })}},
		} {
			each(t, guardedWays, func(t *testing.T, r *run) {
				var outcomes []error
				limited := NewLimit(1)
				p := p
				if p.Errors == nil {
					p.Errors = []Matcher{Any}
				}
				p.Guard = guardFunc(func(ctx context.Context) (Pass, error) {
					pass, err := limited.Enter(ctx)
					if err != nil {
						return nil, err
					}
					return both{pass, func(err error) { outcomes = append(outcomes, err) }}, nil
				})
				done := make(chan struct{})
				go func() {
					defer close(done)
					defer func() { _ = recover() }()
					r.call(t.Context(), p, func(context.Context) error {
						if where == "callee" {
							end()
						}
						return errBusy
					})
				}()
				<-done
				synctest.Wait()
				if len(outcomes) != 1 || outcomes[0] == nil {
					t.Errorf("%s in %s: the guard was told %v, want an error", name, where, outcomes)
				}
				if _, err := limited.Enter(t.Context()); err != nil {
					t.Errorf("%s in %s: its place is not free", name, where)
				}
			})
		}
	}
}

// both is a pass of a limit, and told of the end.
type both struct {
	Pass
	ended func(error)
}

func (b both) Ended(err error) { b.ended(err) }

// A panic of Returned reaches the caller, as those of all that the caller has given do, in whatever goroutine it is called.
func TestRule3_16_APanicOfReturnedIsTheCallers(t *testing.T) {
	each(t, guardedWays, func(t *testing.T, r *run) {
		p := Policy{Guard: guardFunc(func(context.Context) (Pass, error) { return returning{}, nil })}
		defer func() {
			if v := recover(); v != "returned" {
				t.Errorf("the caller sees a panic of %v", v)
			}
		}()
		r.call(t.Context(), p, fail(nil))
	})
}

type returning struct{}

func (returning) Ended(error) {}
func (returning) Returned()   { panic("returned") }

// A guard that lets an attempt in when the call does not wait for it any more has it go again: the callee is not called.
func TestRule3_16_WhatIsLetInTooLateIsNotMade(t *testing.T) {
	for name, p := range map[string]Policy{
		"left behind": {AttemptTimeout: 100 * ms, Abandon: true, MaxTries: 1},
		"lost":        {Hedge: 50 * ms, MaxTries: 2, Errors: []Matcher{Any}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := &porter{}
				var entered, asked atomic.Int64
				p.Guard = guardFunc(func(ctx context.Context) (Pass, error) {
					if entered.Add(1) == 1 {
						time.Sleep(time.Second) // it does not heed the context
					}
					return g.Enter(ctx)
				})
				_, _ = Do(t.Context(), &p, func(context.Context) (int, error) { asked.Add(1); return 1, nil })
				time.Sleep(time.Hour)
				synctest.Wait()
				want := int64(0)
				if name == "lost" {
					want = 1
				}
				if asked.Load() != want {
					t.Errorf("the callee was called %d times, want %d", asked.Load(), want)
				}
				ended, returned := 0, 0
				for _, text := range g.heard {
					if strings.Contains(text, "ended") {
						ended++
					}
					if strings.Contains(text, "returned") {
						returned++
					}
				}
				if ended != g.asked || returned != g.asked {
					t.Errorf("%d were let in, and the guard heard %q", g.asked, g.heard)
				}
			})
		})
	}
}

// A hedge that is refused ends none of those that run, and when all are refused the call ends.
func TestRule3_16_ARefusedHedgeEndsNoOther(t *testing.T) {
	for name, test := range map[string]struct {
		refuse map[int]error
		steps  []step
		want   string
		err    error
		end    time.Duration
	}{
		"the first wins":             {map[int]error{2: errShut, 3: errShut}, []step{after(300*ms, nil)}, "[0s]", nil, 300 * ms},
		"the third wins":             {map[int]error{2: errShut}, []step{after(time.Second, nil), after(10*ms, nil)}, "[0s 200ms]", nil, 210 * ms},
		"the first fails":            {map[int]error{2: errShut, 3: errShut}, []step{after(300*ms, errFatal)}, "[0s]", errFatal, 300 * ms},
		"the first is refused":       {map[int]error{1: errShut}, []step{fail(nil)}, "[]", errShut, 0},
		"the first fails, retryably": {map[int]error{2: errShut}, []step{after(150*ms, errBusy), fail(nil)}, "[0s 150ms]", nil, 150 * ms},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := &run{t: t, began: time.Now(), way: way{call: func(ctx context.Context, p Policy, f storeFunc) (int, error) { return Do(ctx, &p, f) }}}
				r.call(t.Context(), Policy{Hedge: 100 * ms, MaxTries: 3, Errors: []Matcher{Is(errBusy)}, Guard: &porter{refuse: test.refuse}}, test.steps...)
				if got := fmt.Sprint(r.begun()); got != test.want || r.err != test.err || r.end != test.end {
					t.Errorf("the callee was called at %s, and the call ended with %v after %v; want %s, %v and %v", got, r.err, r.end, test.want, test.err, test.end)
				}
				time.Sleep(time.Hour)
				synctest.Wait()
			})
		})
	}
}

// A refusal is told to observers and to the budget as any failure.
func TestRule3_16_ObserversAndBudgetsHearOfARefusal(t *testing.T) {
	var events []string
	o := ObserverFunc(func(_ context.Context, e Event) {
		events = append(events, fmt.Sprint(e.Kind, e.Try, e.Err, e.Outcome))
	})
	b := &listener{}
	p := Policy{MaxTries: 2, Errors: []Matcher{Is(ErrLimit)}, Guard: NewLimit(0)}
	m := decorate.New("Store", 1, WithObserver(o), WithBudget(b)).Method("Fetch", p, decorate.TakesGuard)
	if _, err := guarded(t.Context(), &m, func(context.Context) (int, error) { return 1, nil }); err != ErrLimit {
		t.Error(err)
	}
	for _, want := range []string{fmt.Sprint(EventAttemptEnded, 1, ErrLimit, OutcomeRetryable), fmt.Sprint(EventAttemptEnded, 2, ErrLimit, OutcomeRetryable)} {
		if !strings.Contains(strings.Join(events, ","), want) {
			t.Errorf("observers were told %q, want %q", events, want)
		}
	}
	if want := []string{"began", "retry " + ErrLimit.Error(), "failed " + ErrLimit.Error()}; !cmp.Equal(b.heard, want) {
		t.Errorf("the budget heard %q, want %q", b.heard, want)
	}
}

// What was refused was not carried out: a method that must not be carried out twice is tried again, be the error listed as
// any other is or the attempt's time up while it waited.
func TestRule3_16_ARefusalIsSafe(t *testing.T) {
	for name, p := range map[string]Policy{
		"refused":              {MaxTries: 3, Errors: []Matcher{Any}, Guard: &porter{refuse: map[int]error{1: errShut, 2: errShut}}},
		"out of time, waiting": {MaxTries: 3, AttemptTimeout: 100 * ms, Guard: NewWaitingLimit(1)},
	} {
		for _, abandon := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) {
				p := p
				p.Abandon = abandon
				if _, ok := p.Guard.(*porter); ok {
					p.Guard = &porter{refuse: map[int]error{1: errShut, 2: errShut}}
				} else {
					pass, err := p.Guard.Enter(t.Context())
					if err != nil {
						t.Fatal(err)
					}
					time.AfterFunc(250*ms, pass.Returned)
				}
				m := decorate.New("Store", 1).Method("Fetch", p, decorate.TakesGuard, decorate.RunsAsync, decorate.NotIdempotent)
				if n, err := generated(t.Context(), &m, func(context.Context) (int, error) { return 1, nil }); n != 1 || err != nil {
					t.Errorf("%s, abandon %v: got %d, %v", name, abandon, n, err)
				}
				m = decorate.New("Store", 1).Method("Fetch", p, decorate.TakesGuard, decorate.RunsAsync, decorate.NotIdempotent)
				if _, err := generated(t.Context(), &m, func(context.Context) (int, error) { return 1, errBusy }); !errors.Is(err, errBusy) {
					t.Errorf("%s, abandon %v: after one that was let through: %v", name, abandon, err)
				}
			})
		}
	}
}

// A generated method takes a guard where it is generated for one; and one that the annotation names is there.
func TestRule3_16_WhichMethodsTakeAGuard(t *testing.T) {
	m := decorate.New("Store", 1).Method("Fetch", Policy{}, decorate.RunsAsync)
	if _, err := m.WithPolicy(Policy{Guard: NewLimit(1)}); err == nil || !strings.Contains(err.Error(), "guard") {
		t.Errorf("got %v, want an error that says what to write", err)
	}
	m = decorate.New("Store", 1).Method("Fetch", Policy{Guard: NewLimit(1)}, decorate.HasGuard)
	if _, err := m.WithPolicy(Policy{}); err != nil {
		t.Errorf("a guard cannot be taken away: %v", err)
	}
	defer func() {
		if got := recover(); got != "Store.Fetch: backoff: the guard that the annotation names is nil" {
			t.Errorf("it panicked with %v", got)
		}
	}()
	decorate.New("Store", 1).Method("Fetch", Policy{}, decorate.HasGuard)
}

// A guard that lets an attempt through when it has been left behind has nobody to tell, be it that it gives no pass.
func TestRule3_16_AGuardWithoutAPassThatIsLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := Policy{AttemptTimeout: 100 * ms, MaxTries: 1, Abandon: true, Guard: guardFunc(func(context.Context) (Pass, error) {
			time.Sleep(time.Second)
			return nil, nil
		})}
		var late []Event
		m := decorate.New("Store", 1, WithObserver(ObserverFunc(func(_ context.Context, e Event) {
			if e.Kind == EventLateReturned {
				late = append(late, e)
			}
		}))).Method("Fetch", p, decorate.TakesGuard, decorate.RunsAsync)
		_, err := generated(t.Context(), &m, func(context.Context) (int, error) { t.Error("it is made"); return 1, nil })
		time.Sleep(time.Minute)
		synctest.Wait()
		if err != ErrAttemptTimeout || len(late) != 1 || late[0].Panic != nil {
			t.Errorf("the call ended with %v, and then there came %v", err, late)
		}
	})
}

// Where the method has no context, the one that ends the wait for its guard is gone with that.
func TestRule3_11_TheContextOfAWaitIsReleased(t *testing.T) {
	var seen context.Context
	p := Policy{Deadline: time.Hour, Guard: guardFunc(func(ctx context.Context) (Pass, error) { seen = ctx; return nil, nil })}
	m := decorate.New("Store", 1).Method("Load", p, decorate.TakesGuard, decorate.WithoutContext)
	if _, err := guarded(t.Context(), &m, func(context.Context) (int, error) {
		if _, ok := seen.Deadline(); !ok || seen.Err() != context.Canceled {
			t.Errorf("it has a deadline: %t, and ended with %v", ok, seen.Err())
		}
		return 1, nil
	}); err != nil {
		t.Error(err)
	}
}

// Nor does a panic in a matcher that is asked while the attempt counts as running tell the guard of a success.
func TestRule3_16_APanicBesideAnEarlyAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var outcomes []error
		g := guardFunc(func(context.Context) (Pass, error) {
			return passFunc(func(err error) { outcomes = append(outcomes, err) }), nil
		})
		inner := Policy{Deadline: time.Second, Pause: time.Minute, Errors: []Matcher{Any}}
		outer := Policy{Abandon: true, Guard: g, Errors: []Matcher{MatchFunc(func(error) bool { panic(errFatal) })}}
		func() {
			defer func() {
				if v := recover(); v != errFatal {
					t.Errorf("recovered %v", v)
				}
			}()
			_, _ = Do(t.Context(), &outer, func(ctx context.Context) (int, error) {
				return Do(ctx, &inner, func(context.Context) (int, error) { return 0, errBusy })
			})
		}()
		synctest.Wait()
		if len(outcomes) != 1 || outcomes[0] == nil {
			t.Errorf("the guard was told %v, want an error", outcomes)
		}
	})
}
