package backoff

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

const ms = time.Millisecond

var (
	errBusy  = errors.New("busy")
	errFatal = errors.New("fatal")
	errCause = errors.New("the caller's own cause")
)

// A store is the interface whose hand-written decorator, in the form of a generated one, the rules are tested through.
type store interface {
	Fetch(ctx context.Context) (int, error)
	Load() (int, error)
}

type retryingStore struct {
	inner       store
	fetch, load Method
}

func newRetryingStore(inner store, p Policy, opts ...Option) *retryingStore {
	d := Decorate("Store", inner, opts...)
	return &retryingStore{inner: inner, fetch: d.Method("Fetch", p), load: d.MethodWithoutContext("Load", p)}
}

func (r *retryingStore) Fetch(ctx context.Context) (int, error) {
	call := r.fetch.Call()
	defer call.End()
	for {
		n, err := r.inner.Fetch(call.Attempt(ctx))
		if call.Done(ctx, err) {
			return n, call.Err()
		}
	}
}

func (r *retryingStore) Load() (int, error) {
	ctx := context.Background()
	call := r.load.Call()
	for {
		call.Attempt(ctx)
		n, err := r.inner.Load()
		if call.Done(ctx, err) {
			return n, call.Err()
		}
	}
}

// A storeFunc is a store with one function behind both methods.
type storeFunc func(context.Context) (int, error)

func (f storeFunc) Fetch(ctx context.Context) (int, error) { return f(ctx) }
func (f storeFunc) Load() (int, error)                     { return f(context.Background()) }

// A way leads a function under a policy.
type way struct {
	name   string
	method string // as an Error has it
	call   func(ctx context.Context, p Policy, f storeFunc) (int, error)
}

// ways are those that hand a context on.
var ways = []way{
	{"Do", "", func(ctx context.Context, p Policy, f storeFunc) (int, error) { return Do(ctx, &p, f) }},
	{"Run", "", func(ctx context.Context, p Policy, f storeFunc) (n int, _ error) {
		err := Run(ctx, &p, func(ctx context.Context) (err error) {
			n, err = f(ctx)
			return err
		})
		return n, err
	}},
	{"decorator", "Store.Fetch", func(ctx context.Context, p Policy, f storeFunc) (int, error) {
		return newRetryingStore(f, p).Fetch(ctx)
	}},
	{"observed", "Store.Fetch", func(ctx context.Context, p Policy, f storeFunc) (int, error) {
		return newRetryingStore(f, p, WithStats(new(Stats))).Fetch(ctx)
	}},
}

// waysWithout are those of a method that takes no context; the given one is the caller's alone.
var waysWithout = []way{
	{"without context", "Store.Load", func(_ context.Context, p Policy, f storeFunc) (int, error) {
		return newRetryingStore(f, p).Load()
	}},
	{"without context, observed", "Store.Load", func(_ context.Context, p Policy, f storeFunc) (int, error) {
		return newRetryingStore(f, p, WithStats(new(Stats))).Load()
	}},
}

var allWays = slices.Concat(ways, waysWithout)

// each runs test once for each way, in virtual time of its own.
func each(t *testing.T, ways []way, test func(t *testing.T, r *run)) {
	t.Helper()
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				test(t, &run{t: t, way: w, began: time.Now()})
			})
		})
	}
}

// A step is one attempt of the inner method; its number is the value that comes back.
type step func(ctx context.Context) error

// after ignores its context, and returns err when d has passed.
func after(d time.Duration, err error) step {
	return func(context.Context) error {
		time.Sleep(d)
		return err
	}
}

// fail returns err at once.
func fail(err error) step { return after(0, err) }

// heed waits for its context and returns its error.
func heed(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// heedWith waits for its context and returns err.
func heedWith(err error) step {
	return func(ctx context.Context) error {
		<-ctx.Done()
		return err
	}
}

// A run is one call and what was seen of it.
type run struct {
	t     *testing.T
	way   way
	began time.Time

	starts []time.Duration // of the attempts, since began
	seen   []context.Context
	end    time.Duration
	value  int
	err    error
}

// call plays the steps, the last one again and again.
func (r *run) call(ctx context.Context, p Policy, steps ...step) {
	r.value, r.err = r.way.call(ctx, p, func(ctx context.Context) (int, error) {
		r.starts = append(r.starts, time.Since(r.began))
		r.seen = append(r.seen, ctx)
		n := len(r.starts)
		if n > 100 {
			r.t.Error("does not end")
			return n, errFatal
		}
		return n, steps[min(n, len(steps))-1](ctx)
	})
	r.end = time.Since(r.began)
}

// took checks when the attempts started, and when the call ended.
func (r *run) took(end time.Duration, starts ...time.Duration) {
	r.t.Helper()
	if !slices.Equal(r.starts, starts) || r.end != end {
		r.t.Errorf("attempts at %v and the end at %v, want %v and %v", r.starts, r.end, starts, end)
	}
	if r.value != len(starts) {
		r.t.Errorf("the results of attempt %d came back, want those of the last, %d", r.value, len(starts))
	}
}

// returned checks that err itself came back.
func (r *run) returned(err error) {
	r.t.Helper()
	if r.err != err {
		r.t.Errorf("got %#v, want %#v itself", r.err, err)
	}
}

// stopped checks the Error that came back, field by field; Method and Attempts are known.
func (r *run) stopped(want Error) {
	r.t.Helper()
	got, ok := r.err.(*Error)
	if !ok {
		r.t.Fatalf("got %#v, want an *Error", r.err)
	}
	want.Method, want.Attempts = r.way.method, len(r.starts)
	if *got != want {
		r.t.Errorf("got  %#v\nwant %#v", *got, want)
	}
}

// matches checks errors.Is with each of the targets.
func (r *run) matches(err error, targets ...error) {
	r.t.Helper()
	for _, target := range targets {
		if !errors.Is(err, target) {
			r.t.Errorf("%v does not match %v", err, target)
		}
	}
}

// matchesNot checks that errors.Is matches none of the targets.
func (r *run) matchesNot(err error, targets ...error) {
	r.t.Helper()
	for _, target := range targets {
		if errors.Is(err, target) {
			r.t.Errorf("%v matches %v", err, target)
		}
	}
}

// cancelAfter returns a context that is cancelled with errCause when d has passed.
func (r *run) cancelAfter(d time.Duration) context.Context {
	ctx, cancel := context.WithCancelCause(r.t.Context())
	if d == 0 {
		cancel(errCause)
	}
	timer := time.AfterFunc(d, func() { cancel(errCause) })
	r.t.Cleanup(func() { timer.Stop(); cancel(nil) })
	return ctx
}

// deadlineAfter returns a context whose deadline is d from now.
func (r *run) deadlineAfter(d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(r.t.Context(), d)
	r.t.Cleanup(cancel)
	return ctx
}

var busyPolicy = Policy{Errors: []Matcher{Is(errBusy)}}

// with returns busyPolicy changed by change.
func with(change func(p *Policy)) Policy {
	p := busyPolicy
	change(&p)
	return p
}
