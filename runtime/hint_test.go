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

// errNever is the error of a server that does not want to be asked again.
var errNever = errors.New("never again")

// asks is a PauseFrom that knows hints of both kinds.
func asks(err error) (time.Duration, bool) {
	if errors.Is(err, errNever) {
		return -1, true
	}
	return RetryAfter(err)
}

// never is a PauseFrom that always says so.
func never(error) (time.Duration, bool) { return -time.Hour, true }

// hinted returns the policy whose hints the tests below are about, changed by change.
func hinted(change func(p *Policy)) Policy {
	p := Policy{Pause: 10 * ms, Multiplier: 2, PauseFrom: asks, Errors: []Matcher{Any}}
	change(&p)
	return p
}

// A negative hint ends the call at once, with the attempt's own error and results.
func TestRule3_4i_ANegativeHintEndsTheCall(t *testing.T) {
	each(t, nestedWays, func(t *testing.T, r *run) {
		err := fmt.Errorf("server: %w", errNever)
		r.call(t.Context(), hinted(func(*Policy) {}), fail(errBusy), fail(err), fail(nil))
		r.returned(err)
		r.took(10*ms, 0, 10*ms)
	})
}

// A hint longer than MaxHint ends the call at once, with the attempt's own error; one that is exactly as long is kept, and
// MaxPause has no say in it.
func TestRule3_4i_AHintOverMaxHintEndsTheCall(t *testing.T) {
	p := hinted(func(p *Policy) { p.MaxHint, p.MaxPause = time.Minute, 20*ms })
	each(t, nestedWays, func(t *testing.T, r *run) {
		tooLong := busyUntil(time.Minute + 1)
		r.call(t.Context(), p, fail(busyUntil(time.Minute)), fail(tooLong), fail(nil))
		r.returned(tooLong)
		r.took(time.Minute, 0, time.Minute)
	})
}

// Without MaxHint a hint may be of any length, whatever MaxPause is.
func TestRule1_23_MaxPauseDoesNotCutAHint(t *testing.T) {
	p := hinted(func(p *Policy) { p.MaxPause = time.Second })
	each(t, nestedWays, func(t *testing.T, r *run) {
		r.call(t.Context(), p, fail(busyUntil(time.Hour)), fail(nil))
		r.returned(nil)
		r.took(time.Hour, 0, time.Hour)
	})
}

// The hint is asked for after max_tries, giveup and what cannot be passed again, and goes before retry_for and the deadline.
func TestRule3_4i_TheHintGoesBeforeRetryForAndTheDeadline(t *testing.T) {
	p := hinted(func(p *Policy) { p.MaxHint, p.RetryFor, p.Deadline = time.Second, 5*ms, 5*ms })
	each(t, nestedWays, func(t *testing.T, r *run) {
		r.call(t.Context(), p, fail(busyUntil(time.Minute)))
		r.returned(busyUntil(time.Minute))
		r.took(0, 0)
	})
	asked := false
	p = Policy{MaxTries: 1, Errors: []Matcher{Any}, PauseFrom: func(error) (time.Duration, bool) { asked = true; return 0, false }}
	each(t, nestedWays, func(t *testing.T, r *run) {
		r.call(t.Context(), p, fail(errBusy))
		if asked {
			t.Error("pause_from is asked after the last try")
		}
	})
	p.MaxTries, p.Giveup = 0, func(error) bool { return true }
	each(t, nestedWays, func(t *testing.T, r *run) {
		r.call(t.Context(), p, fail(errBusy))
		if asked {
			t.Error("pause_from is asked after giveup")
		}
	})
}

// After a pause that a server asked for, pauses grow from the first again; one that is shorter than the policy's own, which
// is made then, changes nothing.
func TestRule1_22_GrowthBeginsAnewAfterAHint(t *testing.T) {
	for _, test := range []struct {
		hint time.Duration
		want string
	}{
		{time.Minute, "[10ms 20ms 1m0s 10ms 20ms 40ms]"},
		{40 * ms, "[10ms 20ms 40ms 10ms 20ms 40ms]"},
		{39 * ms, "[10ms 20ms 40ms 80ms 160ms 320ms]"},
		{0, "[10ms 20ms 40ms 80ms 160ms 320ms]"},
	} {
		p := hinted(func(p *Policy) { p.MaxTries = 7 })
		each(t, nestedWays, func(t *testing.T, r *run) {
			r.call(t.Context(), p, fail(errBusy), fail(errBusy), fail(busyUntil(test.hint)), fail(errBusy))
			if got := fmt.Sprint(between(r.starts)); got != test.want {
				t.Errorf("after a hint of %v: pauses are %s, want %s", test.hint, got, test.want)
			}
		})
	}
}

// between returns the times from each attempt to the next, of attempts that take no time.
func between(starts []time.Duration) []time.Duration {
	var pauses []time.Duration
	for i := 1; i < len(starts); i++ {
		pauses = append(pauses, starts[i]-starts[i-1])
	}
	return pauses
}

// Under a hedge pauses grow with their number too: hedges are not counted.
func TestRule1_22_HedgesDoNotMakePausesGrow(t *testing.T) {
	p := hinted(func(p *Policy) { p.Hedge, p.MaxTries = 100*ms, 8 })
	hedgedRun(t, p, func(t *testing.T, r *run) {
		r.call(t.Context(), p, after(350*ms, errBusy), after(time.Hour, nil), after(time.Hour, nil), after(time.Hour, nil),
			fail(errBusy), fail(busyUntil(time.Second)), fail(errBusy), fail(nil))
		if got := fmt.Sprint(r.begun()); got != "[0s 100ms 200ms 300ms 360ms 380ms 1.38s 1.39s]" {
			t.Errorf("attempts at %s", got)
		}
	})
}

// Under a hedge, a server that says never, or asks for too long a pause, stops retries and further hedges, and leaves those
// that run their chance.
func TestRule3_4i_AHintUnderAHedge(t *testing.T) {
	p := hinted(func(p *Policy) { p.Hedge, p.MaxTries, p.MaxHint = 100*ms, 5, time.Second })
	for _, hint := range []error{errNever, busyUntil(time.Minute)} {
		for _, last := range []error{nil, errBusy} {
			hedgedRun(t, p, func(t *testing.T, r *run) {
				r.call(t.Context(), p, after(5*time.Second, last), after(50*ms, hint), fail(nil))
				if got := fmt.Sprint(r.begun()); got != "[0s 100ms]" || r.end != 5*time.Second || r.err != last {
					t.Errorf("after %v: attempts at %s, %v at %v", hint, got, r.err, r.end)
				}
			})
		}
	}
	synctest.Test(t, func(t *testing.T) {
		var ends []Event
		observer := ObserverFunc(func(_ context.Context, e Event) {
			if e.Kind == EventCallEnded {
				ends = append(ends, e)
			}
		})
		m := decorate.New("Store", 1, WithObserver(observer)).Method("Fetch", p, decorate.RunsAsync)
		_, err := async(t.Context(), &m, nth(after(time.Second, errBusy), fail(errNever)))
		if err != errBusy || len(ends) != 1 || ends[0].Reason != ReasonHint {
			t.Errorf("got %v, and the events %+v", err, ends)
		}
	})
}

// What a server asked for by a rejected result is not known to PauseFrom, which looks at errors.
func TestPauseFromIsNotAskedAboutResults(t *testing.T) {
	p := Policy{Pause: time.Second, PauseFrom: never}
	if d := p.PauseAfter(1, 0, nil); d != time.Second {
		t.Errorf("the pause is %v", d)
	}
	if d := p.PauseAfter(1, 0, errBusy); d != time.Second {
		t.Errorf("where there is to be no other attempt, the pause is %v, want the policy's own", d)
	}
}

// What the generated method reads from rejected results counts as what PauseFrom reads from errors does, under all drivers: a
// pause, too long a one, never, and the growth after it. The longer of both counts, and never goes before any pause.
func TestRule3_4i_HintsOfResults(t *testing.T) {
	for name, test := range map[string]struct {
		hints  []time.Duration // of the results of each attempt; 0 for none
		policy func(error) (time.Duration, bool)
		errs   []error // the attempts' errors; none beyond the last
		want   string
		reason Reason
	}{
		"a pause":                {hints: []time.Duration{time.Second, 0, 0}, want: "[1s 10ms 20ms]", reason: ReasonMaxTries},
		"never":                  {hints: []time.Duration{time.Second, -1}, want: "[1s]", reason: ReasonHint},
		"too long":               {hints: []time.Duration{0, time.Minute, time.Minute + 1}, want: "[10ms 1m0s]", reason: ReasonHint},
		"the policy's is longer": {hints: []time.Duration{time.Second}, errs: []error{errBusy}, policy: func(error) (time.Duration, bool) { return 2 * time.Second, true }, want: "[2s 10ms 20ms]", reason: ReasonMaxTries},
		"the policy's is never":  {hints: []time.Duration{time.Second}, errs: []error{errBusy}, policy: never, want: "[]", reason: ReasonHint},
		"the policy's is a pause, the other never": {hints: []time.Duration{-1}, errs: []error{errBusy}, policy: func(error) (time.Duration, bool) { return time.Second, true }, want: "[]", reason: ReasonHint},
	} {
		for driver, change := range map[string]func(p *Policy){
			"sequential": func(*Policy) {}, "hedged": func(p *Policy) { p.Hedge = time.Hour }, "abandoned": func(p *Policy) { p.Abandon = true },
		} {
			t.Run(name+", "+driver, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p := hinted(func(p *Policy) { p.MaxTries, p.MaxHint, p.PauseFrom = 4, time.Minute, test.policy })
					change(&p)
					var starts []time.Duration
					var reason Reason
					began := time.Now()
					m := decorate.New("Store", 1, WithObserver(ObserverFunc(func(_ context.Context, e Event) {
						if e.Kind == EventCallEnded {
							reason = e.Reason
						}
					}))).Method("Fetch", p, decorate.RunsAsync)
					call := decorate.Async(&m, func(context.Context) (int, error) {
						starts = append(starts, time.Since(began))
						if n := len(starts); n <= len(test.errs) {
							return n, test.errs[n-1]
						}
						return len(starts), nil
					})
					defer call.End()
					for {
						n, err := call.Next(t.Context())
						call.Ask(decorate.Questions{PauseFrom: func(decorate.Failure) (time.Duration, bool) {
							if n > len(test.hints) {
								return 0, false
							}
							return test.hints[n-1], test.hints[n-1] != 0
						}})
						if err == nil {
							call.Reject(t.Context(), &err)
						}
						if !call.Retry(t.Context(), err) {
							break
						}
					}
					if got := fmt.Sprint(between(starts)); got != test.want || reason != test.reason {
						t.Errorf("pauses %s and the end because of %s, want %s and %s", got, reason, test.want, test.reason)
					}
				})
			})
		}
	}
}
