package backoff_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/backoffgen/backoffgen/runtime/decorate"
	"github.com/backoffgen/backoffgen/runtime/keys"

	. "github.com/backoffgen/backoffgen/runtime"
)

var errThrottled = errors.New("throttled")

// A hintError asks for a pause.
type hintError time.Duration

func (e hintError) Error() string             { return "come back later" }
func (e hintError) RetryAfter() time.Duration { return time.Duration(e) }

// throttledPolicy has a case that waits longer than the rest.
func throttledPolicy(change func(p *Policy, c *Case)) Policy {
	p := Policy{
		Errors: []Matcher{Is(errBusy)}, Pause: 10 * ms, Multiplier: 2, MaxTries: 3,
		Cases: []Case{{Errors: []Matcher{Is(errThrottled)}, Pause: time.Second, MaxTries: 4}},
	}
	change(&p, &p.Cases[0])
	return p
}

// What a case names is retried, be it in errors or not; each line has pauses that grow on their own; attempts that end in a
// case with a number of tries of its own count for that alone.
func TestRule1_3_ACaseHasItsOwnPausesAndTries(t *testing.T) {
	busy, throttled, ok := fail(errBusy), fail(errThrottled), fail(nil)
	const s = time.Second
	for _, test := range []struct {
		name   string
		change func(p *Policy, c *Case)
		steps  []step
		want   error
		times  []time.Duration
	}{
		{"the case alone", nil, []step{throttled, throttled, throttled, throttled, ok}, errThrottled, []time.Duration{0, s, 3 * s, 7 * s}},
		{"the policy alone", nil, []step{busy, busy, busy, ok}, errBusy, []time.Duration{0, 10 * ms, 30 * ms}},
		{"both, each with its growth and its number", nil, []step{throttled, busy, throttled, busy, throttled, ok}, nil,
			[]time.Duration{0, s, s + 10*ms, 3*s + 10*ms, 3*s + 30*ms, 7*s + 30*ms}},
		{"the policy's number ends it", nil, []step{throttled, busy, throttled, busy, busy, ok}, errBusy,
			[]time.Duration{0, s, s + 10*ms, 3*s + 10*ms, 3*s + 30*ms}},
		{"the case's number ends it", nil, []step{throttled, throttled, busy, throttled, throttled, ok}, errThrottled,
			[]time.Duration{0, s, 3 * s, 3*s + 10*ms, 7*s + 10*ms}},
		{"no number of its own", func(_ *Policy, c *Case) { c.MaxTries = 0 }, []step{throttled, busy, throttled, ok}, errThrottled,
			[]time.Duration{0, s, s + 10*ms}},
		{"no limit of its own", func(_ *Policy, c *Case) { c.MaxTries, c.Pause = None, ms }, []step{throttled, throttled, throttled, throttled, throttled, ok}, nil,
			[]time.Duration{0, ms, 3 * ms, 7 * ms, 15 * ms, 31 * ms}},
		{"the policy's pause, with a growth of its own", func(_ *Policy, c *Case) { c.Pause = 0 }, []step{throttled, busy, throttled, ok}, nil,
			[]time.Duration{0, 10 * ms, 20 * ms, 40 * ms}},
		{"no pause", func(_ *Policy, c *Case) { c.Pause = None }, []step{throttled, throttled, ok}, nil, []time.Duration{0, 0, 0}},
		{"a growth of its own", func(_ *Policy, c *Case) { c.Multiplier = 10 }, []step{throttled, throttled, ok}, nil, []time.Duration{0, s, 11 * s}},
		{"no growth", func(_ *Policy, c *Case) { c.Multiplier = 1 }, []step{throttled, throttled, ok}, nil, []time.Duration{0, s, 2 * s}},
		{"the policy's longest pause", func(p *Policy, _ *Case) { p.MaxPause = 20 * ms }, []step{throttled, throttled, ok}, nil, []time.Duration{0, 20 * ms, 40 * ms}},
		{"a longest pause of its own", func(p *Policy, c *Case) { p.MaxPause, c.MaxPause = 20*ms, 1500*ms }, []step{throttled, throttled, ok}, nil, []time.Duration{0, s, 2500 * ms}},
		{"no longest pause", func(p *Policy, c *Case) { p.MaxPause, c.MaxPause = 20*ms, None }, []step{throttled, throttled, ok}, nil, []time.Duration{0, s, 3 * s}},
		{"the policy's jitter", func(p *Policy, _ *Case) { p.Jitter, p.Random = JitterFull, half }, []step{throttled, ok}, nil, []time.Duration{0, s / 2}},
		{"a jitter of its own", func(p *Policy, c *Case) { p.Jitter, c.Jitter, p.Random = JitterFull, JitterEqual, half }, []step{throttled, ok}, nil, []time.Duration{0, 750 * ms}},
		{"no jitter", func(p *Policy, c *Case) { p.Jitter, c.Jitter, p.Random = JitterFull, "none", half }, []step{throttled, busy, ok}, nil, []time.Duration{0, s, s + 5*ms}},
		{"decorrelated, each from its own last pause", func(p *Policy, _ *Case) { p.Jitter, p.Random = JitterDecorrelated, half }, []step{throttled, busy, throttled, ok}, nil,
			[]time.Duration{0, 2 * s, 2*s + 20*ms, 5500*ms + 20*ms}},
		{"what it names is retried though the list leaves it out", func(p *Policy, _ *Case) { p.Errors = []Matcher{Any, Except(Is(errThrottled))} }, []step{throttled, ok}, nil, []time.Duration{0, s}},
		{"the first case counts", func(p *Policy, _ *Case) {
			p.Cases = append(p.Cases, Case{Errors: []Matcher{Any}, Pause: 5 * ms})
		}, []step{throttled, fail(errFatal), ok}, nil, []time.Duration{0, s, s + 5*ms}},
		{"what is left out of one case may end in the next", func(p *Policy, _ *Case) {
			p.Cases = []Case{{Errors: []Matcher{Any, Except(Is(errThrottled))}, Pause: s}, {Errors: []Matcher{Any}, Pause: 5 * ms}}
		}, []step{throttled, busy, ok}, nil, []time.Duration{0, 5 * ms, s + 5*ms}},
		{"a case of every error is not for somebody else's cancellation", func(p *Policy, c *Case) { c.Errors = []Matcher{Any} }, []step{fail(context.Canceled), ok}, context.Canceled, []time.Duration{0}},
		{"nor for the budget of a call inside", func(p *Policy, c *Case) { p.Errors, c.Errors = nil, []Matcher{Any} }, []step{fail(&Error{Reason: ReasonBudget, Last: ErrAttemptTimeout}), ok}, ErrAttemptTimeout, []time.Duration{0}},
		{"but for that where it is named", func(p *Policy, c *Case) { p.Errors, c.Errors = nil, []Matcher{As[*Error]()} }, []step{fail(&Error{Reason: ReasonBudget, Last: ErrAttemptTimeout}), ok}, nil, []time.Duration{0, s}},
		{"a policy that is switched off makes one attempt", func(p *Policy, _ *Case) { p.Disabled = true }, []step{throttled, ok}, errThrottled, []time.Duration{0}},
		{"nor for what is permanent", nil, []step{fail(fmt.Errorf("a: %w", Permanent(errThrottled))), ok}, errThrottled, []time.Duration{0}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.change == nil {
				test.change = func(*Policy, *Case) {}
			}
			each(t, allWays, func(t *testing.T, r *run) {
				r.call(t.Context(), throttledPolicy(test.change), test.steps...)
				if !errors.Is(r.err, test.want) {
					t.Errorf("the error is %v, want %v", r.err, test.want)
				}
				r.took(test.times[len(test.times)-1], test.times...)
			})
		})
	}
}

func half() float64 { return 0.5 }

// Pauses of a line grow from the first again after one that a server asked for, and only that line's.
func TestRule1_3_AHintInACase(t *testing.T) {
	long, short := fail(hintError(5*time.Second)), fail(hintError(ms))
	for _, test := range []struct {
		name   string
		change func(p *Policy, c *Case)
		steps  []step
		times  []time.Duration
	}{
		{"growth begins anew", nil, []step{short, fail(errBusy), long, short, fail(errBusy), fail(nil)},
			[]time.Duration{0, 100 * ms, 110 * ms, 5110 * ms, 5210 * ms, 5230 * ms}},
		{"one as long as the pause", nil, []step{short, fail(hintError(200 * ms)), short, fail(nil)}, []time.Duration{0, 100 * ms, 300 * ms, 400 * ms}},
		{"a hint that is too long for the case", func(_ *Policy, c *Case) { c.MaxHint = time.Second }, []step{long, fail(nil)}, []time.Duration{0}},
		{"a hint that is too long for the policy alone", func(p *Policy, c *Case) { p.MaxHint, c.MaxHint = time.Second, None }, []step{long, fail(nil)}, []time.Duration{0, 5 * time.Second}},
		{"a hint that is too long for the policy", func(p *Policy, _ *Case) { p.MaxHint = time.Second }, []step{long, fail(nil)}, []time.Duration{0}},
	} {
		t.Run(test.name, func(t *testing.T) {
			each(t, allWays, func(t *testing.T, r *run) {
				r.call(t.Context(), throttledPolicy(func(p *Policy, c *Case) {
					*c = Case{Errors: []Matcher{As[hintError]()}, Pause: 100 * ms, PauseFrom: RetryAfter, MaxTries: None}
					p.MaxTries = 0
					if test.change != nil {
						test.change(p, c)
					}
				}), test.steps...)
				r.took(test.times[len(test.times)-1], test.times...)
			})
		})
	}
}

// An attempt that ran into its limit ends in a case that is for that, whatever error it returned.
func TestRule1_3_ATimedOutAttemptInACase(t *testing.T) {
	p := Policy{AttemptTimeout: time.Second, MaxTries: 2, Cases: []Case{{Errors: []Matcher{Is(ErrAttemptTimeout)}, Pause: time.Minute}}}
	each(t, ways, func(t *testing.T, r *run) {
		r.call(t.Context(), p, heedWith(errFatal), fail(nil))
		r.returned(nil)
		r.took(61*time.Second, 0, 61*time.Second)
	})
}

// A hedge asks for what is left of the policy's number, for which attempts of such a case do not count.
func TestRule1_3_CasesBesideHedges(t *testing.T) {
	slow := func(ctx context.Context) error { time.Sleep(time.Hour); return nil }
	p := Policy{
		Errors: []Matcher{Is(errBusy)}, MaxTries: 2, Hedge: 100 * ms,
		Cases: []Case{{Errors: []Matcher{Is(errThrottled)}, Pause: time.Second, MaxTries: 3}},
	}
	each(t, waysAlong[:1], func(t *testing.T, r *run) { // Do, which hedges
		r.call(t.Context(), p, fail(errThrottled), slow, after(50*ms, errThrottled), fail(errBusy), fail(nil))
		r.returned(nil)
		// The third begins beside the second, since one of these alone counts. It ends in the case, so the fourth follows it after
		// that pause; then the policy's number is used up, and the call waits for the second.
		want := []time.Duration{0, time.Second, 1100 * ms, 2150 * ms}
		if !slices.Equal(r.starts, want) || r.value != 2 || r.end != time.Hour+time.Second {
			t.Errorf("attempts at %v, the results are those of %d at %v; want %v, and those of 2", r.starts, r.value, r.end, want)
		}
	})
}

// Two attempts that run at once and fail before another one begins are one failure to the growth of a case's pauses, as to the policy's.
func TestRule1_3_ACasesPausesBesideHedges(t *testing.T) {
	p := Policy{
		Errors: []Matcher{Is(errBusy)}, MaxTries: 4, Hedge: time.Second,
		Cases: []Case{{Errors: []Matcher{Is(errThrottled)}, Pause: 100 * ms, Multiplier: 2}},
	}
	each(t, waysAlong[:1], func(t *testing.T, r *run) { // Do, which hedges
		r.call(t.Context(), p, after(1500*ms, errThrottled), after(550*ms, errThrottled), fail(errThrottled), fail(nil))
		r.returned(nil)
		r.took(1800*ms, 0, time.Second, 1600*ms, 1800*ms)
	})
}

// An error that is marked as permanent is in no case, and nobody asks.
func TestRule3_5_APermanentErrorIsInNoCase(t *testing.T) {
	asked := 0
	p := Policy{Cases: []Case{{Errors: []Matcher{MatchFunc(func(error) bool { asked++; return true })}}}}
	each(t, ways, func(t *testing.T, r *run) {
		r.call(t.Context(), p, fail(Permanent(errBusy)), fail(nil))
		r.returned(errBusy)
		if len(r.starts) != 1 || asked != 0 {
			t.Errorf("%d attempts, and %d questions", len(r.starts), asked)
		}
	})
}

// A case is the user's word that nothing was done, as an entry of a list is.
func TestRule3_13_ACaseSaysThatNothingWasDone(t *testing.T) {
	for err, want := range map[error]int{errThrottled: 2, errBusy: 1, context.DeadlineExceeded: 1} {
		p := Policy{MaxTries: 2, Errors: []Matcher{Any}, Cases: []Case{{Errors: []Matcher{Is(errThrottled), Is(context.DeadlineExceeded)}}}}
		m := decorate.New("Store", t).Method("Fetch", p, decorate.NotIdempotent)
		call, tries := m.Call(), 0
		for {
			call.Attempt(t.Context())
			tries++
			if !call.Retry(t.Context(), err) {
				break
			}
		}
		if tries != want {
			t.Errorf("%v: %d attempts, want %d", err, tries, want)
		}
	}
}

// A generated method says in which case the results are that it rejects. Policies with other cases than the annotated ones have
// none for them, or another one.
func TestRule1_3_ResultsInACase(t *testing.T) {
	for _, test := range []struct {
		name  string
		cases []Case
		times []time.Duration
	}{
		{"a case of results", []Case{{Errors: []Matcher{Is(errFatal)}}, {Results: true, Pause: time.Second, MaxTries: 3}}, []time.Duration{0, time.Second, 3 * time.Second}},
		{"a case of errors", []Case{{Errors: []Matcher{Any}}, {Errors: []Matcher{Any}, Pause: time.Second}}, []time.Duration{0, 10 * ms}},
		{"no such case", []Case{{Errors: []Matcher{Any}}}, []time.Duration{0, 10 * ms}},
		{"no cases", nil, []time.Duration{0, 10 * ms}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := decorate.New("Store", t).Method("Fetch", Policy{Pause: 10 * ms, Multiplier: 2, MaxTries: 2, Cases: test.cases})
				call, began := m.Call(), time.Now()
				var times []time.Duration
				for {
					call.Attempt(t.Context())
					times = append(times, time.Since(began))
					var err error
					if call.In(2) {
						call.Reject(t.Context(), &err)
					}
					if !call.Retry(t.Context(), err) {
						break
					}
				}
				if !slices.Equal(times, test.times) {
					t.Errorf("attempts at %v, want %v", times, test.times)
				}
			})
		})
	}
}

func TestCasesAreValidated(t *testing.T) {
	list := []Matcher{Any}
	for want, c := range map[string]Case{
		"": {Results: true, Errors: list, Pause: None, Multiplier: 1, MaxPause: None, Jitter: "none", MaxHint: None, MaxTries: None},
		"Cases[1].Errors is empty: a case is for errors, or for Results":   {Pause: time.Second},
		"entry 0 of Cases[1].Errors can match no error: Matcher{}":         {Errors: []Matcher{{}}},
		"Cases[1].Pause is -2ns; expected 0 or more":                       {Errors: list, Pause: -2},
		"Cases[1].MaxPause is -2ns; expected 0 or more":                    {Errors: list, MaxPause: -2},
		"Cases[1].MaxHint is -1s; expected 0 or more":                      {Errors: list, MaxHint: -time.Second},
		"Cases[1].MaxTries is -2; expected 0 (unlimited) to 2147483647":    {Errors: list, MaxTries: -2},
		"Cases[1].Multiplier is 0.5; expected 1 or more, or 0 for none":    {Errors: list, Multiplier: 0.5},
		"Cases[1].Jitter is \"most\"; expected none, full, equal, decorre": {Errors: list, Jitter: "most"},
	} {
		p := Policy{Cases: []Case{{Errors: list}, c}}
		err := p.Validate()
		if got := fmt.Sprint(errors.Unwrap(err)); want == "" && err != nil || want != "" && (err == nil || !strings.HasPrefix(got, want)) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
		if _, doErr := Do(t.Context(), &p, func(context.Context) (int, error) { return 0, nil }); fmt.Sprint(doErr) != fmt.Sprint(err) {
			t.Errorf("Do: %v, want %v", doErr, err)
		}
	}
	data, err := json.Marshal(Policy{Cases: []Case{{Errors: list}}})
	if err != nil || strings.Contains(strings.ToLower(string(data)), "case") {
		t.Errorf("JSON has cases: %s (%v)", data, err)
	}
}

// Each field of a case is that of a key, and all keys that cases have are their fields.
func TestEveryFieldOfACaseHasAKey(t *testing.T) {
	var fields, named []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Case]()) {
		fields = append(fields, f.Name)
	}
	for _, k := range keys.OfCases() {
		if k.Name == keys.Result {
			k.Field = "Results" // it is code, and the field says that there is some
		}
		named = append(named, k.Field)
		if k.IsData() && !k.Set(&Case{}, k.ForCase(k.Get(&Policy{}))) {
			t.Errorf("a case's %s does not take none", k.Field)
		}
	}
	if diff := cmp.Diff(fields, named, cmpopts.SortSlices(strings.Compare)); diff != "" {
		t.Errorf("fields, and those of keys (-want +got):\n%s", diff)
	}
}

// A policy tells the pause of the case that an error ends in, and shows its cases.
func TestCasesAreTold(t *testing.T) {
	p := throttledPolicy(func(p *Policy, c *Case) {
		c.Errors, c.Jitter, c.MaxHint, c.Multiplier, c.PauseFrom = append(c.Errors, Except(Is(errFatal))), "none", None, 1, RetryAfter
		p.Cases = append(p.Cases, Case{Errors: []Matcher{As[hintError]()}, Pause: None, MaxPause: time.Minute})
	})
	want := `pause=10ms max_tries=3 errors="busy" multiplier=2; when "throttled",!"fatal" pause=1s max_tries=4 multiplier=1 jitter=none ` +
		`pause_from=backoff.RetryAfter max_hint=none; when backoff_test.hintError pause=none max_pause=1m0s`
	if got := p.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for err, want := range map[error]time.Duration{errBusy: 40 * ms, errThrottled: time.Second, hintError(ms): 0, nil: 40 * ms} {
		if got := p.PauseAfter(3, 0, err); got != want {
			t.Errorf("the pause after %v is %v, want %v", err, got, want)
		}
	}
}
