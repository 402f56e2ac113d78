package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// An end is a way that a call can end in, with what observers are told of it.
type end struct {
	p        Policy
	caller   func(r *run) context.Context
	rejects  bool // results of 0
	consumes any
	once     bool // it must not be carried out twice
	steps    []step
	reason   Reason
	failed   bool // the caller gets an error, unless a fallback makes up for it
	gone     bool // the caller is: no fallback is asked
	silent   bool // nobody asks why there was no other attempt
	unready  bool // before_retry returns an error
	stopped  bool // by what is no reason to return the last attempt's own error
}

var ends = map[string]end{
	"success":                                 {steps: []step{fail(errBusy), fail(nil)}, reason: ReasonSucceeded, silent: true},
	"not retryable":                           {steps: []step{fail(errFatal)}, reason: ReasonNotRetryable, failed: true, silent: true},
	"max_tries":                               {p: Policy{MaxTries: 2}, steps: []step{fail(errBusy)}, reason: ReasonMaxTries, failed: true},
	"max_tries, rejected":                     {p: Policy{MaxTries: 2}, rejects: true, steps: []step{fail(nil)}, reason: ReasonMaxTries},
	"giveup":                                  {p: Policy{Giveup: func(error) bool { return true }}, steps: []step{fail(errBusy)}, reason: ReasonGaveUp, failed: true},
	"what may have been carried out":          {once: true, p: Policy{AttemptTimeout: 10 * ms}, steps: []step{fail(errBusy), heed}, reason: ReasonNotIdempotent, failed: true},
	"what cannot be had again":                {consumes: new(strings.Builder), steps: []step{fail(errBusy)}, reason: ReasonNotReplayable, failed: true},
	"a rewind that fails":                     {consumes: brokenSeeker{}, steps: []step{fail(errBusy)}, reason: ReasonNotReplayable, failed: true},
	"a rewind that fails after a rejection":   {consumes: brokenSeeker{}, rejects: true, steps: []step{fail(nil)}, reason: ReasonNotReplayable, failed: true},
	"a hint that says never":                  {p: Policy{PauseFrom: never}, steps: []step{fail(errBusy)}, reason: ReasonHint, failed: true},
	"a hint over max_hint":                    {p: Policy{PauseFrom: func(error) (time.Duration, bool) { return time.Hour, true }, MaxHint: time.Minute}, steps: []step{fail(errBusy)}, reason: ReasonHint, failed: true},
	"retry_for":                               {p: Policy{RetryFor: 10 * ms, Pause: 11 * ms}, steps: []step{fail(errBusy)}, reason: ReasonRetryFor, failed: true},
	"retry_for, rejected":                     {p: Policy{RetryFor: 10 * ms, Pause: 11 * ms}, rejects: true, steps: []step{fail(nil)}, reason: ReasonRetryFor},
	"deadline, a pause too long":              {p: Policy{Deadline: 10 * ms, Pause: 10 * ms}, steps: []step{fail(errBusy)}, reason: ReasonDeadline, failed: true, stopped: true},
	"deadline, rejected":                      {p: Policy{Deadline: 10 * ms, Pause: 10 * ms}, rejects: true, steps: []step{fail(nil)}, reason: ReasonDeadline, failed: true, stopped: true},
	"deadline, passed":                        {p: Policy{Deadline: 10 * ms}, steps: []step{heed}, reason: ReasonDeadline, failed: true, stopped: true},
	"the caller's deadline, in the first try": {caller: func(r *run) context.Context { return r.deadlineAfter(10 * ms) }, steps: []step{heed}, reason: ReasonDeadline, failed: true, gone: true, silent: true},
	"the caller's deadline, ahead":            {p: Policy{Pause: 10 * ms}, caller: func(r *run) context.Context { return r.deadlineAfter(10 * ms) }, steps: []step{fail(errBusy)}, reason: ReasonDeadline, failed: true, stopped: true},
	"the caller's deadline, later":            {caller: func(r *run) context.Context { return r.deadlineAfter(10 * ms) }, steps: []step{fail(errBusy), heed}, reason: ReasonDeadline, failed: true, gone: true, stopped: true},
	"canceled in the first try":               {caller: func(r *run) context.Context { return r.cancelAfter(10 * ms) }, steps: []step{heed}, reason: ReasonCanceled, failed: true, gone: true, silent: true},
	"canceled in the pause":                   {p: Policy{Pause: time.Hour}, caller: func(r *run) context.Context { return r.cancelAfter(10 * ms) }, steps: []step{fail(errBusy)}, reason: ReasonCanceled, failed: true, gone: true, stopped: true},
	"canceled later":                          {caller: func(r *run) context.Context { return r.cancelAfter(10 * ms) }, steps: []step{fail(errBusy), heed}, reason: ReasonCanceled, failed: true, gone: true},
	"canceled, rejected in the first try":     {caller: func(r *run) context.Context { return r.cancelAfter(10 * ms) }, rejects: true, steps: []step{after(20*ms, nil)}, reason: ReasonCanceled, gone: true, silent: true},
	"the budget":                              {p: Policy{Budget: &tally{refuse: true}}, steps: []step{fail(errBusy)}, reason: ReasonBudget, failed: true, stopped: true},
	"before_retry":                            {unready: true, steps: []step{fail(errBusy)}, reason: ReasonBeforeRetry, failed: true, stopped: true},
}

var errMapped = errors.New("mapped")

// Each driver tells the same of an end, once; what the caller gets is what is told; a call that a fallback saved has not failed.
func TestRule3_7_EveryEndHasItsReason(t *testing.T) {
	for name, e := range ends {
		for driver, change := range map[string]func(p *Policy){
			"sequential": func(*Policy) {},
			"hedged":     func(p *Policy) { p.Hedge = time.Hour },
			"abandoned":  func(p *Policy) { p.Abandon = true },
		} {
			if e.rejects && e.gone && driver == "abandoned" {
				continue // then the attempt is left behind, and nothing rejected
			}
			if e.once && driver == "hedged" {
				continue // such a policy is refused
			}
			for _, form := range []struct{ fallback, mapped bool }{{}, {fallback: true}, {mapped: true}, {true, true}} {
				fallback := form.fallback
				t.Run(fmt.Sprintf("%s, %s, fallback %v, mapped %v", name, driver, fallback, form.mapped), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						r := &run{t: t, began: time.Now()}
						ctx := t.Context()
						if e.caller != nil {
							ctx = e.caller(r)
						}
						p := e.p
						p.Errors = []Matcher{Is(errBusy)}
						change(&p)
						var told []Event
						var text strings.Builder
						logger := slog.New(slog.NewTextHandler(&text, nil))
						traits := decorate.RunsAsync
						if e.once {
							traits |= decorate.NotIdempotent
						}
						if fallback {
							traits |= decorate.HasFallback
						}
						m := decorate.New("Store", 1, WithLogger(logger), WithObserver(ObserverFunc(func(_ context.Context, e Event) {
							if e.Kind == EventCallEnded || e.Kind == EventFallback {
								told = append(told, e)
							}
						}))).Method("Fetch", p, traits)
						attempts := nth(e.steps...)
						call := decorate.Async(&m, func(ctx context.Context) (int, error) { return attempts(ctx) })
						defer call.End()
						if e.consumes != nil {
							call.Consumes(e.consumes)
						}
						var questions decorate.Questions
						if form.mapped {
							questions.MapError = func(error) error { return errMapped }
						}
						if e.unready {
							questions.BeforeRetry = func(context.Context, error) error { return errCause }
						}
						var err error
						for {
							_, err = call.Next(ctx)
							call.Ask(questions)
							if err == nil && e.rejects {
								call.Reject(ctx, &err)
							}
							if !call.Retry(ctx, err) {
								break
							}
						}
						saved := fallback && !e.gone && (e.failed || e.rejects)
						if call.Failed() != saved {
							t.Errorf("a fallback is asked: %v, want %v", call.Failed(), saved)
						}
						why := call.Err()
						mapped := errMapped
						if saved && e.rejects && !e.stopped {
							mapped = ErrRejected // what a fallback is told of rejected results
						}
						if form.mapped && why != nil && why != mapped {
							t.Errorf("the call ends with %v, want %v", why, mapped)
						}
						if err = why; saved {
							call.FellBack(ctx, nil)
							err = call.Err()
							if len(told) != 2 || told[0].Kind != EventFallback || told[0].Err != why || why == nil || told[0].Reason != e.reason {
								t.Fatalf("told %+v, want the fallback first, after %v because of %s", told, why, e.reason)
							}
							if told[0].Elapsed != told[1].Elapsed {
								t.Errorf("the fallback is told of after %v, and the end after %v", told[0].Elapsed, told[1].Elapsed)
							}
							told = told[1:]
						}
						if len(told) != 1 || told[0].Kind != EventCallEnded || told[0].Err != err || told[0].Reason != e.reason {
							t.Fatalf("told %+v, want the end once, with %v because of %s", told, err, e.reason)
						}
						if failed := err != nil; failed != (e.failed && !saved) {
							t.Errorf("the caller gets %v", err)
						}
						stopped, ok := err.(*Error)
						if ok != (e.stopped && !saved && !form.mapped) || ok && stopped.Reason != e.reason {
							t.Errorf("the caller gets %v", err)
						}
						if told[0].Stopped() != (e.stopped && !saved) {
							t.Errorf("Stopped is %v", told[0].Stopped())
						}
						isError := err != nil && (told[0].Try > 1 || told[0].Stopped())
						if logged := text.String(); strings.Contains(logged, "level=ERROR") != isError || saved && !strings.Contains(logged, "level=WARN msg=\"backoff: fallback\"") {
							t.Errorf("logged of a call that ended with %v:\n%s", err, logged)
						}
						if told[0].NotRetried() == e.silent || told[0].FellBack != saved {
							t.Errorf("NotRetried is %v, FellBack %v", told[0].NotRetried(), told[0].FellBack)
						}
						answers := 0
						for line := range strings.Lines(text.String()) {
							retrying := strings.Contains(line, `msg="backoff: not retrying"`)
							if saved {
								retrying = strings.Contains(line, `msg="backoff: fallback"`)
							}
							if retrying && strings.Contains(line, "level=WARN") && strings.Contains(line, " reason="+string(e.reason)) {
								answers++
							}
						}
						if want := map[bool]int{true: 1}[saved || !e.silent]; answers != want {
							t.Errorf("why there was no other attempt is logged %d times, want %d:\n%s", answers, want, &text)
						}
					})
				})
			}
		}
	}
}

// Whether a call was stopped is its own doing: the stop of a call of the same method further in, which it only returns, is not; and one that
// fails in its fallback as well has been stopped all the same.
func TestRule3_7_WhoWasStopped(t *testing.T) {
	for name, test := range map[string]struct {
		inner, outer Policy
		fallback     bool
		stopped      bool // the outer call
	}{
		"the inner call, by the caller's deadline": {busyPolicy, busyPolicy, false, false},
		"the outer call, by its own":               {busyPolicy, with(func(p *Policy) { p.Deadline = 20 * ms }), false, true},
		"the outer call, and its fallback fails":   {busyPolicy, with(func(p *Policy) { p.Deadline = 20 * ms }), true, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := &run{t: t}
				var told []Event
				var text strings.Builder
				attempts := nth(fail(errBusy), heed)
				inner := newRetryingStore(storeFunc(attempts), test.inner)
				traits := decorate.Traits(0)
				if test.fallback {
					traits = decorate.HasFallback
				}
				m := decorate.New("Store", inner, WithLogger(slog.New(slog.NewTextHandler(&text, nil))), WithObserver(ObserverFunc(func(_ context.Context, e Event) {
					if e.Kind == EventCallEnded {
						told = append(told, e)
					}
				}))).Method("Fetch", test.outer, traits)
				ctx := r.deadlineAfter(50 * ms)
				call := m.Call()
				defer call.End()
				for {
					_, err := inner.Fetch(call.Attempt(ctx))
					if !call.Retry(ctx, err) {
						break
					}
				}
				if call.Failed() {
					call.FellBack(ctx, errFatal)
				}
				if len(told) != 1 || told[0].Err == nil || told[0].Reason != ReasonDeadline || told[0].Stopped() != test.stopped || told[0].NotRetried() != test.stopped {
					t.Fatalf("told %+v; Stopped is %v, NotRetried %v", told, told[0].Stopped(), told[0].NotRetried())
				}
				if logged := text.String(); strings.Contains(logged, "level=ERROR") != test.stopped {
					t.Errorf("logged:\n%s", logged)
				}
			})
		})
	}
}

// GetBody's error goes before a body that comes with it, which nobody else would close, in every driver.
func TestRule3_10_GetBodyReturnsBoth(t *testing.T) {
	for _, p := range []Policy{{MaxTries: 3}, {MaxTries: 3, Abandon: true}} {
		p.Errors = []Matcher{Any}
		body := &tracked{Reader: strings.NewReader("")}
		var told []Event
		m := decorate.New("Store", 1, WithObserver(ObserverFunc(func(_ context.Context, e Event) { told = append(told, e) }))).Method("Do", p, decorate.RunsAsync)
		call := decorate.AsyncBody(&m, func(context.Context, io.ReadCloser) (int, error) { return 0, errBusy })
		call.ConsumesBody(io.NopCloser(nil), func() (io.ReadCloser, error) { return body, errFatal })
		_, err := call.Next(t.Context())
		if call.Retry(t.Context(), err) || call.Err() != errBusy || body.closed != 1 {
			t.Errorf("the call ends with %v, and the body was closed %d times", call.Err(), body.closed)
		}
		call.End()
		if last := told[len(told)-1]; last.Kind != EventCallEnded || last.Reason != ReasonNotReplayable || last.Err != errBusy {
			t.Errorf("the last event is %+v", last)
		}
	}
}

// Rule 3.16: the body of a request that before_retry has kept from coming to the guard was never sent, and is closed.
func TestRule3_16_ABodyThatDoesNotComeToTheGuardIsClosed(t *testing.T) {
	for name, p := range map[string]Policy{"abandon": {Abandon: true}, "hedge": {Hedge: time.Hour}} {
		synctest.Test(t, func(t *testing.T) {
			p.MaxTries, p.Errors, p.Guard = 3, []Matcher{Any}, &porter{}
			m := decorate.New("Store", 1).Method("Do", p, decorate.RunsAsync, decorate.TakesGuard)
			call := decorate.AsyncBody(&m, func(context.Context, io.ReadCloser) (int, error) { return 0, errBusy })
			defer call.End()
			body := &tracked{Reader: strings.NewReader("")}
			call.ConsumesBody(io.NopCloser(nil), func() (io.ReadCloser, error) { return body, nil })
			again := true
			for again {
				_, err := call.Next(t.Context())
				call.Ask(decorate.Questions{BeforeRetry: func(context.Context, error) error { return errFatal }})
				again = call.Retry(t.Context(), err)
			}
			if !errors.Is(call.Err(), errFatal) || body.closed != 1 {
				t.Errorf("%s: the call ends with %v, and the body was closed %d times", name, call.Err(), body.closed)
			}
		})
	}
}

// Attempts that lost against another are not counted as cancelled, those that the caller or the deadline cut short are.
func TestRule4_4_CancelsAreNoLosers(t *testing.T) {
	for name, test := range map[string]struct {
		p       Policy
		cancel  time.Duration
		cancels int64
	}{
		"lost":                 {Policy{Hedge: 10 * ms, MaxTries: 3}, time.Hour, 0},
		"lost, abandoned":      {Policy{Hedge: 10 * ms, MaxTries: 3, Abandon: true}, time.Hour, 0},
		"cut short":            {Policy{Hedge: 10 * ms, MaxTries: 2}, 15 * ms, 2},
		"cut by the deadline":  {Policy{Hedge: 10 * ms, MaxTries: 2, Deadline: 15 * ms}, time.Hour, 2},
		"cut short, abandoned": {Policy{Abandon: true}, 15 * ms, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var stats Stats
				r := &run{t: t}
				m := decorate.New("Store", 1, WithStats(&stats)).Method("Fetch", test.p, decorate.RunsAsync)
				_, _ = async(r.cancelAfter(test.cancel), &m, nth(heed, heed, after(ms, nil)))
				time.Sleep(time.Minute)
				synctest.Wait()
				if got := stats.Method("Store.Fetch"); got.Cancels != test.cancels || got.Attempts != got.Done {
					t.Errorf("counted %+v, want %d cancels", got, test.cancels)
				}
			})
		})
	}
}

// Rule 3.11: the context that before_retry has until the deadline is gone with it.
func TestRule3_11_TheContextOfBeforeRetryIsReleased(t *testing.T) {
	var seen context.Context
	m := decorate.New("Store", 1).Method("Fetch", Policy{Deadline: time.Hour, Errors: []Matcher{Any}})
	call := m.Call()
	defer call.End()
	call.Attempt(t.Context())
	call.Ask(decorate.Questions{BeforeRetry: func(ctx context.Context, _ error) error { seen = ctx; return ctx.Err() }})
	if !call.Retry(t.Context(), errBusy) {
		t.Fatal(call.Err())
	}
	if _, ok := seen.Deadline(); !ok || seen.Err() != context.Canceled {
		t.Errorf("it has a deadline: %t, and ended with %v", ok, seen.Err())
	}
}
