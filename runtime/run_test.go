package backoff_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

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

	mu     sync.Mutex      // attempts may run beside each other
	starts []time.Duration // of the attempts, since began
	inner  []time.Duration // of the attempts of a call further inside, since began
	seen   []context.Context
	end    time.Duration
	value  int
	err    error
}

// call plays the steps, the last one again and again.
func (r *run) call(ctx context.Context, p Policy, steps ...step) {
	r.value, r.err = r.way.call(ctx, p, func(ctx context.Context) (int, error) {
		r.mu.Lock()
		r.starts = append(r.starts, time.Since(r.began))
		r.seen = append(r.seen, ctx)
		n := len(r.starts)
		r.mu.Unlock()
		if n > 100 {
			r.t.Error("does not end")
			return n, errFatal
		}
		return n, steps[min(n, len(steps))-1](ctx)
	})
	r.end = time.Since(r.began)
}

// begun returns when the attempts have started.
func (r *run) begun() []time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.starts)
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
	if got.WithoutEnd() != want {
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
