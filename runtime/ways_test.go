package backoff_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

const ms = time.Millisecond

var (
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
	fetch, load decorate.Method
}

func newRetryingStore(inner store, p Policy, opts ...Option) *retryingStore {
	d := decorate.New("Store", inner, opts...)
	return &retryingStore{inner: inner, fetch: d.Method("Fetch", p), load: d.Method("Load", p, decorate.WithoutContext)}
}

func (r *retryingStore) Fetch(ctx context.Context) (int, error) {
	call := r.fetch.Call()
	defer call.End()
	for {
		n, err := r.inner.Fetch(call.Attempt(ctx))
		if !call.Retry(ctx, err) {
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
		if !call.Retry(ctx, err) {
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
var ways = append(waysAlong, detached)

// waysAlong are those that hand on the caller's own context where there are no limits.
var waysAlong = []way{
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

// detached makes a context of its own for each attempt, limits or not.
var detached = way{
	"detached", "Store.Fetch", func(ctx context.Context, p Policy, f storeFunc) (int, error) {
		p.Hedge = 100_000 * time.Hour // it hedges nothing, but its attempts run in goroutines of their own
		m := decorate.New("Store", f).Method("Fetch", p, decorate.RunsAsync)
		call := decorate.Async(&m, f)
		defer call.End()
		for {
			n, err := call.Next(ctx)
			if !call.Retry(ctx, err) {
				return n, call.Err()
			}
		}
	},
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

// each runs test once for each way, in virtual time of its own: long after the process began, where the engine's instants are positive as
// everywhere else. A bubble begins before, and there they are negative.
func each(t *testing.T, ways []way, test func(t *testing.T, r *run)) {
	t.Helper()
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(100 * 365 * 24 * time.Hour)
				test(t, &run{t: t, way: w, began: time.Now()})
			})
		})
	}
}

var busyPolicy = Policy{Errors: []Matcher{Is(errBusy)}}

// with returns busyPolicy changed by change.
func with(change func(p *Policy)) Policy {
	p := busyPolicy
	change(&p)
	return p
}

func isDone(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return true
	default:
		return false
	}
}
