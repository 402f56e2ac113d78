package backoff_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A knower is a method whose attempts note what they know of themselves. All but the last fail with errBusy.
type knower struct {
	m     decorate.Method
	last  int
	mu    sync.Mutex
	known []any // an Attempt or nil for each
	inner func(ctx context.Context)
}

func newKnower(name string, p Policy, last int, traits decorate.Traits, opts ...Option) *knower {
	p.Errors = []Matcher{Is(errBusy)}
	return &knower{m: decorate.New("Store", 1, opts...).Method(name, p, traits|decorate.RunsAsync), last: last}
}

func (k *knower) attempt(ctx context.Context) (int, error) {
	k.mu.Lock()
	var known any
	if a, ok := AttemptFrom(ctx); ok {
		known = a
	}
	k.known = append(k.known, known)
	n := len(k.known)
	k.mu.Unlock()
	if k.inner != nil {
		k.inner(ctx)
	}
	if n < k.last {
		return n, errBusy
	}
	return n, nil
}

// call is a call as generated code makes it, in the caller's goroutine or not.
func (k *knower) call(ctx context.Context, async bool) error {
	if async {
		call := decorate.Async(&k.m, k.attempt)
		defer call.End()
		for {
			if _, err := call.Next(ctx); !call.Retry(ctx, err) {
				return call.Err()
			}
		}
	}
	call := k.m.Call()
	defer call.End()
	for {
		if _, err := k.attempt(call.Attempt(ctx)); !call.Retry(ctx, err) {
			return call.Err()
		}
	}
}

// Where an attempt has limits, or is not the first, its context knows it.
func TestRule3_15_AttemptsKnowThemselves(t *testing.T) {
	for name, test := range map[string]struct {
		p      Policy
		traits decorate.Traits
		async  bool
		first  bool // the first attempt knows itself
	}{
		"no limits":               {},
		"no limits, with a pause": {p: Policy{Pause: ms}},
		"retry_for":               {p: Policy{RetryFor: time.Second}},
		"attempt_timeout":         {p: Policy{AttemptTimeout: time.Second}, first: true},
		"deadline":                {p: Policy{Deadline: time.Second, Pause: ms}, first: true},
		"a result that lives on":  {p: Policy{Deadline: time.Second, AttemptTimeout: time.Second}, traits: decorate.KeepsResult, first: true},
		"hedge":                   {p: Policy{Hedge: time.Second}, async: true, first: true},
		"hedge, with limits":      {p: Policy{Hedge: time.Second, AttemptTimeout: 2 * time.Second}, async: true, first: true},
		"hedge, lives on":         {p: Policy{Hedge: time.Second}, traits: decorate.KeepsResult, async: true, first: true},
		"abandon":                 {p: Policy{Abandon: true}, async: true},
		"abandon, with limits":    {p: Policy{Abandon: true, Deadline: time.Second}, async: true, first: true},
		"no goroutines any more":  {async: true},
		"a key":                   {traits: decorate.HasKey, first: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const last = 10 // more than those of which a part is made once for all calls
				k := newKnower("Fetch", test.p, last, test.traits)
				began := time.Now()
				if err := k.call(t.Context(), test.async); err != nil {
					t.Fatal(err)
				}
				want := []any{nil}
				for n := 2; n <= last; n++ {
					want = append(want, Attempt{Method: "Store.Fetch", Number: n, Last: errBusy, Began: began})
				}
				if test.first {
					want[0] = Attempt{Method: "Store.Fetch", Number: 1, Began: began}
				}
				// A call without limits measures nothing before its first failure, and one with a key nothing before its first attempt.
				same := cmpopts.EquateApproxTime(0)
				if test.traits == decorate.HasKey {
					same = cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Began" }, cmp.Ignore())
				}
				if diff := cmp.Diff(want, k.known, cmpopts.EquateErrors(), same); diff != "" {
					t.Errorf("what attempts know (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// A nil context stays nil, and one without an attempt has none.
func TestRule3_15_ANilContextStaysNil(t *testing.T) {
	m := decorate.New("Store", 1).Method("Fetch", Policy{Errors: []Matcher{Is(errBusy)}})
	call := m.Call()
	defer call.End()
	var none context.Context
	for try := range 3 {
		ctx := call.Attempt(none)
		if ctx != nil {
			t.Errorf("in try %d it is a %T", try+1, ctx)
		}
		if a, ok := AttemptFrom(ctx); ok {
			t.Errorf("in try %d it knows %+v", try+1, a)
		}
		if err := errBusy; try < 2 && !call.Retry(none, err) {
			t.Fatal(call.Err())
		}
	}
	if a, ok := AttemptFrom(t.Context()); ok {
		t.Errorf("a context without an attempt knows %+v", a)
	}
}

// An attempt inside another one's retry is nested, however far inside, and events say so.
func TestRule3_15_NestedInARetry(t *testing.T) {
	var events []bool
	observer := WithObserver(ObserverFunc(func(_ context.Context, e Event) { events = append(events, e.Nested) }))
	inner := newKnower("Inner", Policy{Deadline: time.Hour}, 1, 0, observer)
	middle := newKnower("Middle", Policy{}, 1, 0)
	outer := newKnower("Outer", Policy{}, 2, 0)
	middle.inner = func(ctx context.Context) {
		if err := inner.call(ctx, false); err != nil {
			t.Error(err)
		}
	}
	outer.inner = func(ctx context.Context) {
		if err := middle.call(ctx, false); err != nil {
			t.Error(err)
		}
	}
	if err := outer.call(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	nested := []bool{false, true}
	for i, known := range inner.known {
		if a := known.(Attempt); a.Method != "Store.Inner" || a.Number != 1 || a.Nested != nested[i] {
			t.Errorf("the inner attempt %d knows %+v", i+1, a)
		}
	}
	// The middle call's first attempt has the outer one's context: in it AttemptFrom tells of that.
	if a, ok := middle.known[1].(Attempt); middle.known[0] != nil || !ok || a.Method != "Store.Outer" || a.Number != 2 || a.Nested {
		t.Errorf("the middle attempts know %+v", middle.known)
	}
	if want := []bool{false, false, false, true, true, true}; !slices.Equal(events, want) {
		t.Errorf("the inner call's events are nested: %v, want %v", events, want)
	}
}

// With WithNestedOnce a call inside another one's retry makes one attempt, and no hedge.
func TestRule3_15_NestedOnce(t *testing.T) {
	for name, p := range map[string]Policy{
		"plain":     {MaxTries: 3},
		"paused":    {MaxTries: 3, Pause: ms},
		"endless":   {},
		"limited":   {MaxTries: 3, Deadline: time.Hour},
		"hedged":    {MaxTries: 3, Hedge: 10 * ms},
		"abandoned": {MaxTries: 3, Abandon: true, Deadline: time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var reasons []Reason
				observer := WithObserver(ObserverFunc(func(_ context.Context, e Event) {
					if e.Kind == EventCallEnded {
						reasons = append(reasons, e.Reason)
					}
				}))
				inner := newKnower("Inner", p, 3, 0, WithNestedOnce(), observer)
				inner.inner = func(context.Context) { time.Sleep(20 * ms) } // long enough for a hedge
				outer := newKnower("Outer", Policy{}, 2, 0)
				var counts []int
				outer.inner = func(ctx context.Context) {
					before := len(inner.known)
					inner.last = before + 3
					_ = inner.call(ctx, p.Hedge > 0 || p.Abandon)
					synctest.Wait()
					counts = append(counts, len(inner.known)-before)
				}
				if err := outer.call(t.Context(), false); err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(counts, []int{3, 1}) || !slices.Equal(reasons, []Reason{ReasonSucceeded, ReasonMaxTries}) {
					t.Errorf("attempts in the outer call's tries: %v, ended by %v; want 3 and then 1", counts, reasons)
				}
			})
		})
	}
}

// WithMaxTries bounds the tries of the calls below it. The smallest bound counts, and the policy's own.
func TestRule3_15_TheCallerBoundsTheTries(t *testing.T) {
	for _, test := range []struct {
		bounds []int
		policy int
		want   int
	}{
		{nil, 4, 4}, {[]int{2}, 4, 2}, {[]int{2}, 0, 2}, {[]int{9}, 4, 4}, {[]int{2, 3}, 4, 2}, {[]int{3, 2}, 4, 2}, {[]int{0}, 4, 1}, {[]int{-5}, 4, 1},
	} {
		for name, p := range map[string]Policy{"plain": {}, "paused": {Pause: ms}, "limited": {Deadline: time.Hour}, "hedged": {Hedge: 10 * ms}, "abandoned": {Abandon: true}} {
			synctest.Test(t, func(t *testing.T) {
				p.MaxTries = test.policy
				ctx := t.Context()
				for _, n := range test.bounds {
					ctx = WithMaxTries(ctx, n)
				}
				k := newKnower("Fetch", p, 100, 0)
				k.inner = func(context.Context) { time.Sleep(25 * ms) }
				if err := k.call(ctx, p.Hedge > 0 || p.Abandon); !errors.Is(err, errBusy) || len(k.known) != test.want {
					t.Errorf("%s, %d tries under %v: %v after %d attempts, want %d", name, test.policy, test.bounds, err, len(k.known), test.want)
				}
			})
		}
	}
}

// It is looked at after a failure: the bound of a call that succeeds is not asked for.
func TestRule3_15_ABoundIsLookedAtAfterAFailure(t *testing.T) {
	k := newKnower("Fetch", Policy{MaxTries: 3}, 1, 0)
	asked := 0
	if err := k.call(asking{t.Context(), &asked}, false); err != nil || asked > 1 { // the callee's AttemptFrom is one
		t.Errorf("%v, and the context was asked %d times", err, asked)
	}
}

// An asking context counts how often it is asked for values.
type asking struct {
	context.Context
	asked *int
}

func (a asking) Value(key any) any { *a.asked++; return a.Context.Value(key) }

// The attempts of Do and Run know themselves too.
func TestRule3_15_AttemptsOfDo(t *testing.T) {
	var numbers []int
	p := Policy{Errors: []Matcher{Is(errBusy)}, MaxTries: 3}
	err := Run(t.Context(), &p, func(ctx context.Context) error {
		a, _ := AttemptFrom(ctx)
		numbers = append(numbers, a.Number)
		return errBusy
	})
	if err != errBusy || !slices.Equal(numbers, []int{0, 2, 3}) {
		t.Errorf("%v, and the numbers are %v", err, numbers)
	}
}

// A retry without limits costs one allocation, and a success none.
func TestRule3_15_ARetryCostsOneAllocation(t *testing.T) {
	ctx := context.Background()
	for retries := range 4 {
		m := decorate.New("Store", 1).Method("Fetch", Policy{Errors: []Matcher{Is(errBusy)}, MaxTries: 5})
		got := testing.AllocsPerRun(100, func() {
			call := m.Call()
			for try := 0; ; try++ {
				seen = call.Attempt(ctx)
				err := errBusy
				if try == retries {
					err = nil
				}
				if !call.Retry(ctx, err) {
					return
				}
			}
		})
		if got != float64(retries) {
			t.Errorf("%v allocations for %d retries", got, retries)
		}
	}
}

var seen context.Context

// It bounds the attempts that a case of the policy counts for itself, too.
func TestRule3_15_TheCallersBoundCountsEveryAttempt(t *testing.T) {
	p := Policy{MaxTries: 5, Cases: []Case{{Errors: []Matcher{Is(errBusy)}, MaxTries: 4}}}
	for bound, want := range map[int]int{9: 4, 2: 2} {
		k := newKnower("Fetch", p, 100, 0)
		if err := k.call(WithMaxTries(t.Context(), bound), false); err != errBusy || len(k.known) != want {
			t.Errorf("a bound of %d: %v after %d attempts, want %d", bound, err, len(k.known), want)
		}
	}
}
