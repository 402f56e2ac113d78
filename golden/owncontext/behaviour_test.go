package owncontext_test

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/owncontext"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// inner is always busy, and takes note of what it was called with.
type inner struct {
	mu     sync.Mutex // guards the next two: an attempt may be left behind
	calls  int
	last   context.Context
	block  time.Duration
	nilled bool
}

func (i *inner) fail(ctx context.Context) error {
	i.mu.Lock()
	i.calls++
	i.last = ctx
	i.mu.Unlock()
	time.Sleep(i.block)
	return owncontext.ErrBusy
}

func (i *inner) Pointer(req *owncontext.Request, id string) (string, error) {
	i.nilled = req == nil
	return id, i.fail(req)
}
func (i *inner) Value(req owncontext.Request) error                      { return i.fail(req) }
func (i *inner) Interface(id string, ctx owncontext.Context) error       { return i.fail(ctx) }
func (i *inner) Abandoned(req *owncontext.Request) error                 { return i.fail(req) }
func (i *inner) Hidden(context owncontext.Context, nothing string) error { return i.fail(context) }

type named struct{ context.Context }

func (named) Name() string { return "n" }

// The context ends pauses, its deadline counts, and it is passed on unchanged.
func TestCallerEndsTheRetrying(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := &inner{}
		decorated := owncontext.NewRetryingStore(i)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(150*time.Millisecond, cancel)
		req := &owncontext.Request{Context: ctx}
		begin := time.Now()
		id, err := decorated.Pointer(req, "id")
		stopped, ok := errors.AsType[*backoff.Error](err)
		if !ok || stopped.Reason != backoff.ReasonCanceled || id != "id" || i.calls != 2 || time.Since(begin) != 150*time.Millisecond {
			t.Errorf("%q, %v after %d attempts and %v; want a stop at once when the caller cancels", id, err, i.calls, time.Since(begin))
		}
		if i.last != context.Context(req) {
			t.Errorf("the callee was given %v, not what its caller gave", i.last)
		}

		*i = inner{}
		ctx, cancel = context.WithTimeout(t.Context(), 250*time.Millisecond)
		defer cancel()
		begin = time.Now()
		err = decorated.Value(owncontext.Request{Context: ctx})
		if !errors.Is(err, context.DeadlineExceeded) || i.calls != 3 || time.Since(begin) != 200*time.Millisecond {
			t.Errorf("%v after %d attempts and %v; want no pause that ends after the caller's deadline", err, i.calls, time.Since(begin))
		}
	})
}

// A policy's own deadline is looked at between attempts.
func TestDeadlineBetweenAttempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := &inner{}
		err := owncontext.NewRetryingStore(i).Interface("id", named{t.Context()})
		if !errors.Is(err, backoff.ErrDeadline) || i.calls != 3 {
			t.Errorf("%v after %d attempts, want 3 within the deadline", err, i.calls)
		}
		if i.last != context.Context(named{t.Context()}) {
			t.Errorf("the callee was given %v, not what its caller gave", i.last)
		}
		*i = inner{}
		if err := owncontext.NewRetryingStore(i).Hidden(named{t.Context()}, ""); err != owncontext.ErrBusy || i.calls != 3 {
			t.Errorf("%v after %d attempts, want 3", err, i.calls)
		}
	})
}

// A nil context counts as Background, be it a pointer or an interface, and is passed on.
func TestNilContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := &inner{}
		decorated := owncontext.NewRetryingStore(i)
		if _, err := decorated.Pointer(nil, "id"); err != owncontext.ErrBusy || i.calls != 5 || !i.nilled {
			t.Errorf("%v after %d attempts, want 5", err, i.calls)
		}
		*i = inner{}
		if err := decorated.Hidden(nil, ""); err != owncontext.ErrBusy || i.calls != 3 || i.last != nil {
			t.Errorf("%v after %d attempts with %v, want 3", err, i.calls, i.last)
		}
	})
}

// An attempt that outlasts its time is left behind, and was given its caller's context.
func TestAbandoned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := &inner{block: time.Second}
		begin := time.Now()
		err := owncontext.NewRetryingStore(i).Abandoned(&owncontext.Request{Context: t.Context()})
		if !errors.Is(err, backoff.ErrAttemptTimeout) || time.Since(begin) != 300*time.Millisecond {
			t.Errorf("%v after %v, want two timeouts of 100ms", err, time.Since(begin))
		}
		time.Sleep(2 * time.Second)
		synctest.Wait() // the attempts that were left behind have ended
		if i.calls != 2 {
			t.Errorf("%d attempts, want 2", i.calls)
		}
	})
}

// Rules 1.8 and 2.18: a context of a type of its own ends no attempt, and whoever says otherwise is told so, in true words.
func TestALimitThatCannotBeKeptIsRefused(t *testing.T) {
	policies := owncontext.DefaultStorePolicies()
	err := json.Unmarshal([]byte(`{"Pointer": {"attempt_timeout": "1s"}}`), &policies)
	if want := "backoff: Store.Pointer: it takes no context.Context, so attempt_timeout could not end its attempts"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	err = json.Unmarshal([]byte(`{"Pointer": {"max_tries": "none"}}`), &policies)
	if want := "backoff: Store.Pointer: it takes no context.Context, so it needs max_tries, deadline or retry_for"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	decorated := owncontext.NewRetryingStore(&inner{})
	if _, err := decorated.WithPolicies(policies); err != nil { // which are as before
		t.Error(err)
	}
	policies.Abandoned.AttemptTimeout = time.Minute // attempts can be left behind there
	if _, err := decorated.WithPolicies(policies); err != nil {
		t.Error(err)
	}
	policies.Pointer.AttemptTimeout = time.Second
	_, err = decorated.WithPolicies(policies)
	if want := "Store.Pointer: backoff: the policy has AttemptTimeout or Hedge, and the method takes no context.Context by which they could end its attempts"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
