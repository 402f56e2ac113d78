package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A ledger is a budget that writes down what it hears, and refuses at random.
type ledger struct {
	mu                                     sync.Mutex
	random                                 *rand.Rand
	began, succeeded, failed, asked, hedge int
}

func (b *ledger) note(n *int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	*n++
	return b.random.IntN(8) > 0
}

func (b *ledger) Began()      { b.note(&b.began) }
func (b *ledger) Succeeded()  { b.note(&b.succeeded) }
func (b *ledger) Failed()     { b.note(&b.failed) }
func (b *ledger) Retry() bool { return b.note(&b.asked) }

// A ledgerOfHedges knows hedges from retries.
type ledgerOfHedges struct{ *ledger }

func (b ledgerOfHedges) Hedge() bool { return b.note(&b.hedge) }

// generated calls f as an attempt of m, in the whole generated form: results of 0 are rejected, and a fallback makes up for
// failures where the method has one.
func generated(ctx context.Context, m *decorate.Method, f func(context.Context) (int, error)) (int, error) {
	call := decorate.Async(m, f)
	defer call.End()
	for {
		n, err := call.Next(ctx)
		if err == nil && n == 0 && call.Reject(ctx, &err) {
			n = -1
		}
		if !call.Retry(ctx, err) {
			if call.Failed() {
				call.FellBack(ctx, nil)
				return -2, nil
			}
			return n, call.Err()
		}
	}
}

// Of each attempt that fails with a retryable error, or whose results are rejected, the budget hears exactly once, of each
// success once, and of each call once, whatever drives it and however it ends.
func TestRule4_5_TheBudgetHearsOfEachFailureOnce(t *testing.T) {
	for seed := range uint64(2000) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 0))
			pick := func(d time.Duration) time.Duration { return d * time.Duration(random.IntN(4)) }
			p := Policy{AttemptTimeout: pick(31 * ms), Deadline: pick(103 * ms), Pause: pick(11 * ms), MaxTries: random.IntN(5), Errors: []Matcher{Is(errBusy)}}
			var mu sync.Mutex
			if random.IntN(4) == 0 {
				p.Giveup = func(error) bool {
					mu.Lock()
					defer mu.Unlock()
					return random.IntN(3) == 0
				}
			}
			if p.MaxTries == 0 && p.Deadline == 0 {
				p.MaxTries = 6
			}
			p.Hedge, p.Abandon = [...]time.Duration{0, 17 * ms}[random.IntN(2)], false
			if p.Hedge == 0 {
				p.Abandon = random.IntN(2) == 0
			}
			traits := decorate.RunsAsync
			if random.IntN(2) == 0 {
				traits |= decorate.HasFallback
			}
			l := &ledger{random: rand.New(rand.NewPCG(seed, 1))}
			var b RetryBudget = l
			if seed%2 == 0 {
				b = ledgerOfHedges{l}
			}
			wantFailed, wantSucceeded := 0, 0
			o := ObserverFunc(func(_ context.Context, e Event) {
				switch {
				case e.Kind == EventAttemptEnded && e.Outcome == OutcomeSucceeded:
					wantSucceeded++
				case e.Kind == EventAttemptEnded && (errors.Is(e.Err, errBusy) || e.Outcome == OutcomeRetryable || e.Outcome == OutcomeRejected || p.Abandon && e.Err == ErrDeadline):
					wantFailed++ // and not one that has lost
				}
			})
			m := decorate.New("Store", 1, WithBudget(b), WithObserver(o)).Method("Fetch", p, traits)
			_, err := generated(t.Context(), &m, func(ctx context.Context) (int, error) {
				mu.Lock()
				took, how := time.Duration(random.IntN(40))*ms, random.IntN(6)
				mu.Unlock()
				select {
				case <-ctx.Done():
					return 1, fmt.Errorf("%w: %w", errBusy, ctx.Err())
				case <-time.After(took):
				}
				return [...]int{1, 1, 0, 1, 1, 1}[how], [...]error{errBusy, errBusy, nil, nil, errFatal, errBusy}[how]
			})
			time.Sleep(time.Hour)
			synctest.Wait()
			l.mu.Lock()
			defer l.mu.Unlock()
			if l.began != 1 || l.succeeded != wantSucceeded {
				t.Errorf("seed %d: the budget heard of %d calls and %d successes, want 1 and %d", seed, l.began, l.succeeded, wantSucceeded)
			}
			heard := l.failed + l.asked
			if p.Hedge > 0 && seed%2 != 0 {
				return // it is asked Retry for hedges too
			}
			if heard != wantFailed {
				t.Errorf("seed %d: under %v the budget heard %d times of a failure and was asked %d times, of %d attempts that failed; the call ended with %v", seed, p, l.failed, l.asked, wantFailed, err)
			}
			if p.Hedge == 0 && l.hedge != 0 {
				t.Errorf("seed %d: asked about %d hedges without any", seed, l.hedge)
			}
		})
		if t.Failed() {
			return
		}
	}
}

// A hedge takes nothing of a throttle: nothing has failed (gRFC A6). A hedge that fails takes one token, not two.
func TestRule4_5_AHedgeCostsAThrottleNothing(t *testing.T) {
	for name, test := range map[string]struct {
		steps []step
		want  int64 // thousandths of a token
	}{
		"a slow and healthy service": {[]step{after(150*ms, nil), after(200*ms, nil), after(200*ms, nil)}, 10_000},
		"a hedge that fails":         {[]step{after(150*ms, nil), after(10*ms, errBusy), after(100*ms, nil)}, 9100},
		"both fail":                  {[]step{after(60*ms, errBusy)}, 7000},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newTestThrottle(t, 10, 0.1)
				p := Policy{Hedge: 50 * ms, MaxTries: 3, Pause: time.Second, Errors: []Matcher{Any}}
				m := decorate.New("Store", 1, WithBudget(b)).Method("Fetch", p, decorate.RunsAsync)
				_, _ = async(t.Context(), &m, nth(test.steps...))
				time.Sleep(time.Hour)
				if got := Tokens(b); got != test.want {
					t.Errorf("%d thousandths of a token are left, want %d", got, test.want)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) { // an exhausted one stops hedges, and first tries never
		b := newTestThrottle(t, 2, 0.1)
		b.Failed()
		p := Policy{Hedge: 50 * ms, MaxTries: 3, Errors: []Matcher{Any}}
		m := decorate.New("Store", 1, WithBudget(b)).Method("Fetch", p, decorate.RunsAsync)
		if n, err := async(t.Context(), &m, nth(after(time.Second, nil))); n != 1 || err != nil {
			t.Errorf("got %d, %v", n, err)
		}
	})
}

// A retryable failure at or after the policy's deadline is told to the budget like any other.
func TestRule4_5_AFailureAfterTheDeadlineIsHeardOf(t *testing.T) {
	for name, p := range map[string]Policy{
		"sequential": {Deadline: 100 * ms},
		"hedged":     {Deadline: 100 * ms, Hedge: time.Second},
		"abandoned":  {Deadline: 100 * ms, Abandon: true},
	} {
		for _, step := range []step{heed, after(100*ms, errBusy), after(150*ms, errBusy)} {
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					b := &tally{}
					p := p
					p.Errors = []Matcher{Any}
					m := decorate.New("Store", 1, WithBudget(b)).Method("Fetch", p, decorate.RunsAsync)
					_, err := async(t.Context(), &m, nth(step))
					time.Sleep(time.Second)
					if (*b != tally{began: 1, failed: 1}) || !errors.Is(err, ErrDeadline) {
						t.Errorf("%v; the budget was told %+v", err, *b)
					}
				})
			})
		}
	}
}

// The end of the caller's context has no say in it where the attempt had timed out before, or its results were rejected. What that end
// cut short says nothing about the callee.
func TestRule4_5_AFailureAfterTheCallersEndIsHeardOf(t *testing.T) {
	timeout := Policy{AttemptTimeout: 10 * ms, Errors: []Matcher{Any}}
	for name, test := range map[string]struct {
		p       Policy
		step    step
		traits  decorate.Traits
		failed  int
		outcome Outcome
	}{
		"timed out before":                 {timeout, after(30*ms, errFatal), 0, 1, OutcomeRetryable},
		"timed out before, hedged":         {with(func(p *Policy) { p.AttemptTimeout, p.Hedge = 10*ms, time.Second }), after(30*ms, errFatal), 0, 1, OutcomeRetryable},
		"rejected":                         {busyPolicy, after(30*ms, nil), 0, 1, OutcomeRejected},
		"rejected, hedged":                 {with(func(p *Policy) { p.Hedge = time.Second }), after(30*ms, nil), 0, 1, OutcomeRejected},
		"retryable, without a context":     {busyPolicy, after(30*ms, errBusy), decorate.WithoutContext, 1, OutcomeRetryable},
		"not retryable, without a context": {busyPolicy, after(30*ms, errFatal), decorate.WithoutContext, 0, OutcomeNotRetryable},
		"cut short":                        {busyPolicy, heed, 0, 0, OutcomeCutShort},
		"cut short, retryable":             {busyPolicy, after(30*ms, errBusy), 0, 0, OutcomeCutShort},
		"cut short, hedged":                {with(func(p *Policy) { p.Hedge = time.Second }), after(30*ms, errBusy), 0, 0, OutcomeCutShort},
		"cut short, abandoned":             {with(func(p *Policy) { p.Abandon = true }), after(30*ms, errBusy), 0, 0, OutcomeCutShort},
	} {
		for _, failures := range []int{0, 1} { // before it
			t.Run(fmt.Sprintf("%s, after %d failures", name, failures), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					ctx, cancel := context.WithTimeout(t.Context(), 20*ms)
					defer cancel()
					b := &tally{}
					var outcome Outcome
					o := ObserverFunc(func(_ context.Context, e Event) {
						if e.Kind == EventAttemptEnded {
							outcome = e.Outcome
						}
					})
					m := decorate.New("Store", 1, WithBudget(b), WithObserver(o)).Method("Fetch", test.p, test.traits|decorate.RunsAsync)
					attempts := 0
					_, _ = generated(ctx, &m, func(ctx context.Context) (int, error) {
						if attempts++; attempts <= failures {
							return 0, errBusy
						}
						return 0, test.step(ctx)
					})
					time.Sleep(time.Second)
					if want := (tally{began: 1, failed: test.failed, asked: failures}); *b != want || outcome != test.outcome {
						t.Errorf("the budget was told %+v of an attempt that is %v; want %+v, and %v", *b, outcome, want, test.outcome)
					}
				})
			})
		}
	}
}
