package backoff_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// nth returns a function that takes one step in each attempt, the last again and again, and returns its number.
func nth(steps ...step) func(context.Context) (int, error) {
	var mu sync.Mutex
	n := 0
	return func(ctx context.Context) (int, error) {
		mu.Lock()
		n++
		mine := n
		mu.Unlock()
		return mine, steps[min(mine, len(steps))-1](ctx)
	}
}

// Policies that need goroutines are refused by a method that has none, be they shared or changed later.
func TestMethodsThatCannotDetachRefuse(t *testing.T) {
	for _, p := range []Policy{{Hedge: time.Second}, {Abandon: true}} {
		m := decorate.New("Store", 1).Method("Fetch", Policy{})
		if _, err := m.WithPolicy(p); err == nil || !strings.Contains(err.Error(), "Store.Fetch") || !strings.Contains(err.Error(), "on_timeout=abandon") {
			t.Errorf("%v: got %v, want an error that says what to write", p, err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v: the constructor does not panic", p)
				}
			}()
			decorate.New("Store", 1).Method("Fetch", p, decorate.WithoutContext)
		}()
	}
}

func TestHedgeIsPartOfAPolicy(t *testing.T) {
	p := Policy{Hedge: 100 * ms, Abandon: true, MaxTries: 2}
	if got := p.String(); got != "max_tries=2 hedge=100ms on_timeout=abandon" {
		t.Errorf("it reads %s", got)
	}
	if err := p.UnmarshalJSON([]byte(`{"hedge": "1s"}`)); err != nil || p.Hedge != time.Second || !p.Abandon {
		t.Errorf("got %v, %v", p, err)
	}
	if err := (Policy{Hedge: -1}).Validate(); err == nil || !strings.Contains(err.Error(), "Hedge") {
		t.Errorf("got %v", err)
	}
}

// A hedged attempt whose result lives on has a context that ends with the caller's, or with the result, and else never.
func TestAHedgedResultsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := decorate.New("Store", 1).Method("Open", Policy{Hedge: 100 * ms, MaxTries: 2}, decorate.KeepsResult, decorate.RunsAsync)
		ctx, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		call := decorate.Async(&m, func(ctx context.Context) (context.Context, error) {
			select {
			case <-ctx.Done():
			case <-time.After(50 * ms):
			}
			return ctx, nil
		})
		defer call.End()
		got, err := call.Next(ctx)
		if call.Retry(ctx, err) || call.Err() != nil {
			t.Fatal(call.Err())
		}
		call.End()
		time.Sleep(1000 * time.Hour)
		if _, limited := got.Deadline(); got.Err() != nil || limited {
			t.Errorf("the result's context has %v, and a deadline: %v", got.Err(), limited)
		}
		cancel(errCause)
		<-got.Done()
		if context.Cause(got) != errCause {
			t.Errorf("it ended with %v", context.Cause(got))
		}
	})
}

// Observers that make contexts are given those of the attempt that an event is about, and not of one that began since.
func TestHedgedAttemptsHaveContextsOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told tale
		m := decorate.New("Store", 1, WithObserver(tracer{name: "a", told: &told})).Method("Fetch", Policy{Hedge: 100 * ms, MaxTries: 2, Errors: []Matcher{Any}}, decorate.RunsAsync)
		call := decorate.Async(&m, nth(after(150*ms, errBusy), func(ctx context.Context) error {
			time.Sleep(200 * ms)
			if got := path(ctx); got != "/a:Store.Fetch/a:2" {
				t.Errorf("the second attempt runs under %s", got)
			}
			return nil
		}))
		defer call.End()
		for {
			_, err := call.Next(t.Context())
			if !call.Retry(t.Context(), err) {
				break
			}
		}
		want := []string{
			"a attempt started /a:Store.Fetch/a:1",
			"a attempt started /a:Store.Fetch/a:2",
			"a attempt ended /a:Store.Fetch/a:1",
			"a attempt ended /a:Store.Fetch/a:2",
			"a call ended /a:Store.Fetch",
		}
		if diff := cmp.Diff(want, told.lines); diff != "" || call.Err() != nil {
			t.Errorf("%v; told (-want +got):\n%s", call.Err(), diff)
		}
	})
}

// A panic of an attempt aborts the call for those observers, at once.
func TestADetachedPanicAbortsTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told tale
		aborted := make(chan string, 1)
		m := decorate.New("Store", 1, WithObserver(tracer{name: "a", told: &told, aborted: aborted})).Method("Fetch", Policy{Abandon: true}, decorate.RunsAsync)
		func() {
			defer func() {
				if v := recover(); v != errFatal {
					t.Errorf("recovered %v", v)
				}
			}()
			call := decorate.Async(&m, nth(func(context.Context) error { panic(errFatal) }))
			defer call.End()
			_, err := call.Next(t.Context())
			t.Errorf("returned %v", err)
		}()
		select {
		case got := <-aborted:
			if !strings.Contains(got, "/a:Store.Fetch/a:1") {
				t.Errorf("aborted under %s", got)
			}
		default:
			t.Error("it is not told")
		}
	})
}
