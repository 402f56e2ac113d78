package rules_test

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/rules"
)

// Rules 3.8 and 3.11: what is left of a call, however it ends: nothing.

// released says that the context of each attempt was cancelled by the end of the call, if it is not the caller's.
func (r *run) released(caller context.Context) {
	r.Helper()
	for i, ctx := range r.contexts {
		if ctx == nil || ctx == caller || ctx.Done() == caller.Done() { // that of a retry without limits is the caller's
			continue
		}
		select {
		case <-ctx.Done():
		default:
			r.Errorf("the context of attempt %d lives on", i+1)
		}
		if ctx.Err() == nil {
			r.Errorf("the context of attempt %d has no error", i+1)
		}
	}
}

// A strange context is one that package context does not know, so that it watches over it in a goroutine of its own.
type strange struct{ context.Context }

func (s strange) Done() <-chan struct{} { return s.Context.Done() }
func (s strange) Value(any) any         { return nil }

// use does with a context what leaves something behind when it is not cancelled: a timer, a child, a goroutine.
func use(then step) step {
	return func(ctx context.Context) error {
		if ctx != nil {
			child, cancel := context.WithCancel(strange{ctx})
			context.AfterFunc(child, cancel)
			ctx.Done()
		}
		return then(ctx)
	}
}

func TestRule3_8_APanicPassesThroughAndIsNotRetried(t *testing.T) {
	test := func(r *run) {
		for _, before := range [][]step{nil, {fail(rules.ErrBusy)}} {
			thrown := new(int)
			var caught any
			func() {
				defer func() { caught = recover() }()
				r.invoke(r.Context(), append(before, use(func(context.Context) error { panic(thrown) }), fail(nil))...)
				r.Error("the call returned")
			}()
			if caught != thrown {
				r.Errorf("recovered %v, want what the inner method threw", caught)
			}
			if len(r.starts) != len(before)+1 {
				r.Errorf("%d attempts, want %d", len(r.starts), len(before)+1)
			}
			r.released(r.Context())
		}
	}
	t.Run("Plain", func(t *testing.T) { each(t, all, rules.NewRetryingPlain, test) })
	t.Run("Timed", func(t *testing.T) { each(t, all, rules.NewRetryingTimed, test) })
	t.Run("Patient", func(t *testing.T) { each(t, all, rules.NewRetryingPatient, test) })
}

func TestRule3_8_GoexitPassesThroughAndIsNotRetried(t *testing.T) {
	each(t, all, rules.NewRetryingPatient, func(r *run) {
		returned := true
		var wait sync.WaitGroup
		wait.Go(func() {
			defer func() { returned = len(r.starts) != 1 }()
			r.invoke(r.Context(), use(func(context.Context) error { runtime.Goexit(); return nil }), fail(nil))
		})
		wait.Wait()
		if returned {
			r.Errorf("%d attempts, want that the goroutine ended in the first", len(r.starts))
		}
		r.released(r.Context())
	})
}

// What outlives the call would deadlock the bubble: a goroutine that no one is going to wake up.
func TestRule3_11_NothingOutlivesACall(t *testing.T) {
	for name, steps := range map[string][]step{
		"success":       {use(fail(nil))},
		"failures":      {use(fail(rules.ErrBusy)), use(fail(rules.ErrBusy)), use(fail(nil))},
		"not retryable": {use(fail(rules.ErrFatal))},
		"max_tries":     {use(fail(rules.ErrBusy))},
		"timed out":     {use(after(200*ms, rules.ErrFatal))},
		"deadline":      {use(after(2*time.Second, rules.ErrFatal))},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, all, rules.NewRetryingPatient, func(r *run) {
				values, cancel := context.WithCancel(r.Context())
				ctx := strange{values}
				r.invoke(ctx, steps...)
				r.released(ctx)
				if err := values.Err(); err != nil {
					r.Errorf("the caller's context has ended: %v", err)
				}
				cancel()
			})
		})
	}
}

func TestRule3_11_AnAttemptsContextEndsBeforeTheNextAttempt(t *testing.T) {
	each(t, withContext, rules.NewRetryingPatient, func(r *run) {
		previous := func(context.Context) error {
			for i, ctx := range r.contexts[:len(r.contexts)-1] {
				if ctx.Err() == nil {
					r.Errorf("in attempt %d, the context of attempt %d is alive", len(r.starts), i+1)
				}
			}
			return rules.ErrBusy
		}
		r.invoke(r.Context(), use(previous), previous, heed, previous)
		r.released(r.Context())
	})
}
