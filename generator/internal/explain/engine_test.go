package explain

import (
	"context"
	"errors"
	"go/token"
	"go/types"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

var (
	errBusy = errors.New("busy") // is retried
	errStop = errors.New("stop") // is not
)

// enough is the number of attempts after which the real engine is stopped.
const enough = 30

// A record is what the real engine did in a call.
type record struct {
	attempts []Attempt
	took     time.Duration
	err      error
}

// real runs the runtime's engine as a generated method does, against a callee, and records its attempts. The callee is
// told the try's number.
func real(m *plan.Method, p backoff.Policy, callee func(ctx context.Context, try int) error) record {
	var mu sync.Mutex
	var r record
	p.Errors = []backoff.Matcher{backoff.Is(errBusy)}
	start := time.Now()
	inner := func(ctx context.Context) error {
		mu.Lock()
		try := len(r.attempts) + 1
		r.attempts = append(r.attempts, Attempt{Try: try, Begins: time.Since(start)})
		mu.Unlock()
		err := errStop
		if try <= enough {
			err = callee(ctx, try)
		}
		mu.Lock()
		r.attempts[try-1].Ends = time.Since(start)
		mu.Unlock()
		return err
	}
	r.err = call(m, p, inner)
	r.took = time.Since(start)
	synctest.Wait() // for the attempts that the call did not wait for
	return record{slices.Clone(r.attempts), r.took, r.err}
}

// call is a call of a generated method.
func call(m *plan.Method, p backoff.Policy, inner func(context.Context) error) error {
	ctx := context.Background()
	var traits []decorate.Traits
	if m.Policy.RunsAsync() {
		traits = append(traits, decorate.RunsAsync)
	}
	if m.Context.Kind == plan.ContextNone {
		traits = append(traits, decorate.WithoutContext)
	}
	if m.Idempotence == plan.IdempotenceNo {
		traits = append(traits, decorate.NotIdempotent)
	}
	under := decorate.New("T", 0).Method("M", p, traits...)
	if m.Policy.RunsAsync() {
		call := decorate.Async(&under, func(ctx context.Context) (struct{}, error) { return struct{}{}, inner(ctx) })
		defer call.End()
		for {
			if _, err := call.Next(ctx); !call.Retry(ctx, err) {
				return call.Err()
			}
		}
	}
	call := under.Call()
	defer call.End()
	for {
		if err := inner(call.Attempt(ctx)); !call.Retry(ctx, err) {
			return call.Err()
		}
	}
}

func hang(ctx context.Context, _ int) error { <-ctx.Done(); return ctx.Err() }
func fail(context.Context, int) error       { return errBusy }

// with returns a method with a context under a policy.
func with(p backoff.Policy) *plan.Method {
	busy := plan.Matcher{Kind: plan.MatchIs, Object: types.NewVar(token.NoPos, nil, "ErrBusy", nil)}
	return &plan.Method{Name: "M", Context: plan.Context{Kind: plan.ContextParam}, Policy: &plan.Policy{Values: p, Errors: []plan.Matcher{busy}}}
}

// compare holds a course against what the engine did.
func compare(t *testing.T, c Course, r record) {
	t.Helper()
	if c.Ties {
		compareTied(t, c, r)
		return
	}
	want := c.Attempts
	if len(want) > enough {
		if want = want[:enough]; len(r.attempts) <= enough {
			t.Fatalf("the engine made %d attempts, the course goes on", len(r.attempts))
		}
	} else if len(r.attempts) != len(want) {
		t.Fatalf("the engine made %d attempts and returned %v, and is said to make %d\n%v\n%v", len(r.attempts), r.err, len(want), r.attempts, want)
	}
	for i, a := range want {
		if len(c.Attempts) > enough {
			a.Ends = min(a.Ends, r.attempts[enough].Ends) // where the real call was stopped
		}
		if got := r.attempts[i]; got.Begins != a.Begins || got.Ends != a.Ends {
			t.Fatalf("try %d was from %v to %v, and is said to be from %v to %v", i+1, got.Begins, got.Ends, a.Begins, a.Ends)
		}
	}
	if len(c.Attempts) > enough {
		return
	}
	if r.took != c.Ends {
		t.Fatalf("the call took %v, and is said to take %v", r.took, c.Ends)
	}
	stopped, isStopped := errors.AsType[*backoff.Error](r.err)
	if isStopped != (c.Why != EndingTries && c.Why != EndingRetryFor && c.Why != EndingUnsafe) || isStopped && stopped.Reason != backoff.ReasonDeadline {
		t.Fatalf("the call ended with %v, and is said to end for the reason %d", r.err, c.Why)
	}
}

// compareTied is compare for a course whose attempts may begin sooner.
func compareTied(t *testing.T, c Course, r record) {
	t.Helper()
	if len(r.attempts) < min(len(c.Attempts), enough) {
		t.Fatalf("the engine made %d attempts and returned %v, and is said to make %d", len(r.attempts), r.err, len(c.Attempts))
	}
	for i, a := range c.Attempts[:min(len(c.Attempts), enough)] {
		if got := r.attempts[i]; got.Begins > a.Begins || got.Ends > a.Ends {
			t.Fatalf("try %d was from %v to %v, and is said to be from %v to %v at the latest", i+1, got.Begins, got.Ends, a.Begins, a.Ends)
		}
	}
	if r.took > c.Ends {
		t.Fatalf("the call took %v, and is said to take %v at the most", r.took, c.Ends)
	}
}

// The schedule is what the runtime's engine does, attempt by attempt and to the nanosecond, against a callee that blocks
// until its context ends and against one that fails at once.
// Rule 2.14.
func TestTheEngineKeepsTheSchedule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		random := rand.New(rand.NewPCG(1, 2))
		for range 3000 {
			m := with(randomPolicy(random))
			if random.IntN(8) == 0 {
				m.Context.Kind = plan.ContextNone
				if !m.Policy.Values.Abandon {
					m.Policy.Values.AttemptTimeout, m.Policy.Values.Hedge = 0, 0
				}
			}
			if random.IntN(8) == 0 && m.Policy.Values.Hedge == 0 {
				m.Idempotence = plan.IdempotenceNo
			}
			compareAll(t, m)
		}
	})
}

// compareAll holds the schedule of m against what the engine does.
func compareAll(t *testing.T, m *plan.Method) {
	t.Helper()
	defer func() {
		if t.Failed() {
			t.Logf("under %v, without a context: %v", m.Policy.Values, m.Context.Kind == plan.ContextNone)
		}
	}()
	known := newMethod(m)
	s := known.schedule()
	compare(t, s.Soonest, real(m, *known.soonest, fail))
	compare(t, s.Latest, real(m, *known.latest, fail))
	if s.Hangs != nil && s.Hangs.Attempts[0].Ends != never {
		compare(t, *s.Hangs, real(m, *known.latest, hang))
	}
}

// randomPolicy returns a policy of odd numbers, so that no two things fall on the same time by chance.
func randomPolicy(random *rand.Rand) backoff.Policy {
	some := func(most time.Duration) time.Duration {
		if random.IntN(2) == 0 {
			return 0
		}
		return 1 + time.Duration(random.Int64N(int64(most)))
	}
	p := backoff.Policy{
		AttemptTimeout: some(time.Second), Deadline: some(5 * time.Second), Pause: some(time.Second),
		MaxPause: some(2 * time.Second), MaxTries: random.IntN(12), Hedge: some(time.Second),
		Jitter:  []backoff.Jitter{"", "", backoff.JitterFull, backoff.JitterEqual, backoff.JitterDecorrelated, "0.3", "1"}[random.IntN(7)],
		Abandon: random.IntN(4) == 0,
	}
	if random.IntN(2) == 0 {
		p.Multiplier = 1 + 2*random.Float64()
	}
	if random.IntN(2) == 0 {
		p.Hedge = 0
	}
	if random.IntN(4) == 0 {
		p.RetryFor = some(5 * time.Second)
	}
	if p.Deadline == 0 && p.MaxPause == 0 {
		p.MaxPause = time.Hour // the clock of a bubble cannot go on for ever
	}
	return p
}
