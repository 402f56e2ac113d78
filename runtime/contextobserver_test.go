package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A pathKey's value is what observers have put into a context, one after the other.
type pathKey struct{}

func path(ctx context.Context) string {
	p, _ := ctx.Value(pathKey{}).(string)
	return p
}

func under(ctx context.Context, part string) context.Context {
	return context.WithValue(ctx, pathKey{}, path(ctx)+"/"+part)
}

// A tale is what tracers were told. Those of attempts that end late are told it in other goroutines.
type tale struct {
	mu    sync.Mutex
	lines []string
}

func (t *tale) check(test *testing.T, want ...string) {
	test.Helper()
	t.mu.Lock()
	defer t.mu.Unlock()
	if diff := cmp.Diff(want, t.lines); diff != "" {
		test.Errorf("told (-want +got):\n%s", diff)
	}
}

// A tracer is a ContextObserver that notes what it is told, under the context that it is told it with.
type tracer struct {
	name    string
	told    *tale
	aborted chan string // nil where CallAborted is an error
}

func (o tracer) Observe(ctx context.Context, e Event) {
	o.told.mu.Lock()
	defer o.told.mu.Unlock()
	o.told.lines = append(o.told.lines, fmt.Sprintf("%s %v %s", o.name, e.Kind, path(ctx)))
}

func (o tracer) CallContext(ctx context.Context, method string) context.Context {
	return under(ctx, o.name+":"+method)
}

func (o tracer) AttemptContext(ctx context.Context, method string, try int) context.Context {
	return under(ctx, fmt.Sprintf("%s:%d", o.name, try))
}

func (o tracer) CallAborted(ctx context.Context, method string) {
	o.aborted <- method + " " + path(ctx)
}

func TestContextObserversMakeTheContexts(t *testing.T) {
	var told tale
	var inner []string
	plain := ObserverFunc(func(ctx context.Context, e Event) { tracer{name: "plain", told: &told}.Observe(ctx, e) })
	tries := 0
	s := newRetryingStore(storeFunc(func(ctx context.Context) (int, error) {
		inner = append(inner, path(ctx))
		if tries++; tries == 1 {
			return 0, errBusy
		}
		return 1, nil
	}), busyPolicy, WithObserver(tracer{name: "a", told: &told}), WithObserver(plain), WithObserver(tracer{name: "b", told: &told}))
	if _, err := s.Fetch(under(t.Context(), "caller")); err != nil {
		t.Error(err)
	}
	call := "/caller/a:Store.Fetch/b:Store.Fetch"
	first, second := call+"/a:1/b:1", call+"/a:2/b:2"
	if diff := cmp.Diff([]string{first, second}, inner); diff != "" {
		t.Errorf("the inner method's contexts (-want +got):\n%s", diff)
	}
	var want []string
	for _, event := range []string{
		"attempt started " + first, "attempt ended " + first, "pause started " + call,
		"attempt started " + second, "attempt ended " + second, "call ended " + call,
	} {
		want = append(want, "a "+event, "plain "+event, "b "+event)
	}
	told.check(t, want...)
}

func TestContextObserversOfAMethodWithoutContext(t *testing.T) {
	var told tale
	if _, err := newRetryingStore(succeed, busyPolicy, WithObserver(tracer{name: "a", told: &told})).Load(); err != nil {
		t.Error(err)
	}
	want := []string{"a attempt started /a:Store.Load/a:1", "a attempt ended /a:Store.Load/a:1", "a call ended /a:Store.Load"}
	told.check(t, want...)
}

func TestContextObserversAreGivenBackgroundForANilContext(t *testing.T) {
	var none context.Context
	var told tale
	s := newRetryingStore(storeFunc(func(ctx context.Context) (int, error) { return 1, ctx.Err() }), busyPolicy,
		WithObserver(tracer{name: "a", told: &told}))
	if _, err := s.Fetch(none); err != nil || len(told.lines) != 3 {
		t.Errorf("%v, told %q", err, told.lines)
	}
}

func TestLimitsHoldInContextsOfObservers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told tale
		var causes []error
		s := newRetryingStore(storeFunc(func(ctx context.Context) (int, error) {
			<-ctx.Done()
			causes = append(causes, context.Cause(ctx))
			if path(ctx) != fmt.Sprintf("/a:Store.Fetch/a:%d", len(causes)) {
				t.Errorf("attempt %d runs under %s", len(causes), path(ctx))
			}
			return 0, ctx.Err()
		}), with(func(p *Policy) { p.AttemptTimeout, p.Deadline = 10*ms, 15*ms }), WithObserver(tracer{name: "a", told: &told}))
		start := time.Now()
		_, err := s.Fetch(t.Context())
		if took := time.Since(start); took != 15*ms || !errors.Is(err, ErrDeadline) {
			t.Errorf("%v after %v", err, took)
		}
		if len(causes) != 2 || causes[0] != ErrAttemptTimeout || causes[1] != ErrDeadline {
			t.Errorf("causes %v", causes)
		}
	})
}

func TestARequestIsSentUnderTheContextOfItsAttempt(t *testing.T) {
	var told tale
	m := decorate.New("Doer", succeed, WithObserver(tracer{name: "a", told: &told})).Method("Do", busyPolicy)
	call := m.Call()
	ctx, changed := call.AttemptRequest(t.Context())
	if !changed || path(ctx) != "/a:Doer.Do/a:1" {
		t.Errorf("changed is %t, the context is of %s", changed, path(ctx))
	}
	if call.Retry(t.Context(), nil) {
		t.Error("a success is not the end")
	}
}

// leave calls Fetch under p with an inner method that ends its goroutine by f, and returns once the goroutine is gone.
func leave(t *testing.T, p Policy, f func(), observers ...Observer) {
	t.Helper()
	var opts []Option
	for _, o := range observers {
		opts = append(opts, WithObserver(o))
	}
	s := newRetryingStore(storeFunc(func(context.Context) (int, error) { f(); return 0, nil }), p, opts...)
	unlimited := func() { // the form of a method without limits: nothing is deferred
		call := s.fetch.Call()
		for {
			n, err := s.inner.Fetch(call.Attempt(t.Context()))
			if !call.Retry(t.Context(), err) {
				t.Error("returned", n, call.Err())
				return
			}
		}
	}
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		defer func() { _ = recover() }()
		if p.AttemptTimeout|p.Deadline > 0 {
			_, err := s.Fetch(t.Context())
			t.Error("returned", err)
		} else {
			unlimited()
		}
	}()
	<-gone
}

func TestContextObserversLearnThatACallIsAborted(t *testing.T) {
	limits := with(func(p *Policy) { p.AttemptTimeout, p.Deadline = time.Minute, time.Hour })
	for name, f := range map[string]func(){"panic": func() { panic("inner") }, "Goexit": runtime.Goexit} {
		t.Run(name+", under limits, at once", func(t *testing.T) {
			var told tale
			aborted := make(chan string, 2)
			leave(t, limits, f, tracer{"a", &told, aborted})
			select {
			case got := <-aborted:
				if got != "Store.Fetch /a:Store.Fetch/a:1" {
					t.Error(got)
				}
			default:
				t.Error("nothing was told")
			}
			runtime.GC()
			if len(aborted) > 0 {
				t.Error("told twice:", <-aborted)
			}
		})
		t.Run(name+", without limits, when it is collected", func(t *testing.T) {
			var told tale
			aborted := make(chan string, 2)
			leave(t, busyPolicy, f, tracer{"a", &told, aborted})
			for range 100 {
				runtime.GC()
				select {
				case got := <-aborted:
					if got != "Store.Fetch /a:Store.Fetch/a:1" {
						t.Error(got)
					}
					return
				case <-time.After(ms):
				}
			}
			t.Error("nothing was told")
		})
	}
}

func TestACallThatEndsIsNotAborted(t *testing.T) {
	var told tale
	aborted := make(chan string, 100)
	for _, p := range []Policy{busyPolicy, with(func(p *Policy) { p.Deadline = time.Hour; p.MaxTries = 2 })} {
		for _, end := range []error{nil, errFatal, errBusy} {
			p.MaxTries = 2
			s := newRetryingStore(storeFunc(func(context.Context) (int, error) {
				runtime.GC() // while the call is held by nothing but a frame
				return 0, end
			}), p, WithObserver(tracer{"a", &told, aborted}))
			if _, err := s.Fetch(t.Context()); err != end {
				t.Error(err)
			}
		}
	}
	for range 5 {
		runtime.GC()
		time.Sleep(ms)
	}
	if len(aborted) > 0 {
		t.Error("told of", <-aborted)
	}
}
