package rules_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/rules"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

const ms = time.Millisecond

// No goroutine outlives the tests, and so none a call.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A step is what the inner method does in one attempt.
type step func(ctx context.Context) error

// fail ends an attempt at once.
func fail(err error) step { return func(context.Context) error { return err } }

// after ends an attempt after d, whatever becomes of its context.
func after(d time.Duration, err error) step {
	return func(context.Context) error { time.Sleep(d); return err }
}

// heed waits until the context is done, and returns its error.
func heed(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }

// heedWith waits until the context is done, and returns err.
func heedWith(err error) step {
	return func(ctx context.Context) error { <-ctx.Done(); return err }
}

// A callee is the inner value: it takes one step in each attempt, the last one again and again.
type callee struct {
	steps    []step
	began    time.Time
	starts   []time.Duration
	contexts []context.Context // as the attempts got them; nil for Step
}

func (c *callee) attempt(ctx context.Context) (int, error) {
	c.starts = append(c.starts, time.Since(c.began))
	c.contexts = append(c.contexts, ctx)
	n := len(c.starts)
	if n > 2000 {
		panic("more attempts than any policy here allows") // or else a broken rule would hang the tests
	}
	return n, c.steps[min(n, len(c.steps))-1](ctx)
}

func (c *callee) Call(ctx context.Context, _ int) (int, error) { return c.attempt(ctx) }
func (c *callee) Send(req *http.Request) (int, error)          { return c.attempt(req.Context()) }
func (c *callee) Step(int) (int, error) {
	var none context.Context
	return c.attempt(none)
}

// A shape is one way to call a decorator.
type shape struct {
	method   string
	observed bool
	call     func(ctx context.Context, d rules.Calls) (int, error)
}

var (
	withContext = []shape{
		{"Call", false, func(ctx context.Context, d rules.Calls) (int, error) { return d.Call(ctx, 1) }},
		{"Call", true, func(ctx context.Context, d rules.Calls) (int, error) { return d.Call(ctx, 1) }},
		{"Send", false, func(ctx context.Context, d rules.Calls) (int, error) {
			return d.Send((&http.Request{Host: "host"}).WithContext(ctx))
		}},
	}
	withoutContext = []shape{
		{"Step", false, func(_ context.Context, d rules.Calls) (int, error) { return d.Step(1) }},
		{"Step", true, func(_ context.Context, d rules.Calls) (int, error) { return d.Step(1) }},
	}
	all = slices.Concat(withContext, withoutContext)
)

// A run is one call of a decorator in a bubble of its own, and what came of it.
type run struct {
	*testing.T
	*callee
	shape
	decorate func(*callee, ...backoff.Option) rules.Calls
	value    int
	err      error
	elapsed  time.Duration
	ended    []error // of the attempts, as the observer was told
}

// each runs test in each of the shapes, on decorators of I that construct makes.
func each[I, D rules.Calls](t *testing.T, shapes []shape, construct func(I, ...backoff.Option) D, test func(r *run)) {
	t.Helper()
	for _, s := range shapes {
		name := s.method
		if s.observed {
			name += ", observed"
		}
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				test(&run{T: t, shape: s, decorate: func(c *callee, opts ...backoff.Option) rules.Calls {
					return construct(any(c).(I), opts...)
				}})
			})
		})
	}
}

// invoke calls a decorator whose inner value takes the given steps.
func (r *run) invoke(ctx context.Context, steps ...step) {
	r.callee = &callee{steps: steps, began: time.Now()}
	r.ended = nil
	var opts []backoff.Option
	if r.observed {
		opts = append(opts, backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
			if e.Kind == backoff.EventAttemptEnded {
				r.ended = append(r.ended, e.Err)
			}
		})))
	}
	r.value, r.err = r.call(ctx, r.decorate(r.callee, opts...))
	r.elapsed = time.Since(r.began)
}

// returned says that the call ended with the last attempt's results and error, which is want itself.
func (r *run) returned(want error) {
	r.Helper()
	if r.err != want {
		r.Errorf("the caller got %#v, want %#v itself", r.err, want)
	}
	r.lastResults()
}

// stopped says that the call was stopped, with the last attempt's results and with want, for which this method's name and
// the number of attempts are filled in.
func (r *run) stopped(iface string, want backoff.Error) {
	r.Helper()
	r.lastResults()
	got, ok := r.err.(*backoff.Error)
	if !ok {
		r.Errorf("the caller got %#v, want a *backoff.Error itself", r.err)
		return
	}
	if method := iface + "." + r.method; got.Method != method || got.Attempts != len(r.starts) || got.Reason != want.Reason ||
		got.Elapsed != want.Elapsed || got.Last != want.Last || got.Cause != want.Cause {
		r.Errorf("the caller got\n%#v, want\n%#v of %s after %d attempts", *got, want, method, len(r.starts))
	}
	r.matches(want.Cause)
	if want.Last != nil {
		r.matches(want.Last)
	}
}

// lastResults says that the caller got the last attempt's results, whatever the error.
func (r *run) lastResults() {
	r.Helper()
	if r.value != len(r.starts) || r.value == 0 {
		r.Errorf("the caller got the results of attempt %d of %d", r.value, len(r.starts))
	}
}

// took says how long the call took, and when its attempts started.
func (r *run) took(elapsed time.Duration, starts ...time.Duration) {
	r.Helper()
	if r.elapsed != elapsed || !slices.Equal(r.starts, starts) {
		r.Errorf("took %v with attempts at %v, want %v with %v", r.elapsed, r.starts, elapsed, starts)
	}
}

// matches says that the caller's error matches each of targets.
func (r *run) matches(targets ...error) {
	r.Helper()
	for _, target := range targets {
		if !errors.Is(r.err, target) {
			r.Errorf("%#v does not match %v", r.err, target)
		}
	}
}

// matchesNot says that the caller's error matches none of targets.
func (r *run) matchesNot(targets ...error) {
	r.Helper()
	for _, target := range targets {
		if errors.Is(r.err, target) {
			r.Errorf("%#v matches %v", r.err, target)
		}
	}
}
