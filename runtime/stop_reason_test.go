package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

var errAuth = errors.New("not authorised")

// An error that tells of a context's end and of a reason keeps the reason, in whatever form, at every kind of end.
func TestRule3_7_WhyItFailedIsNotLost(t *testing.T) {
	ends := map[string]func(r *run, p *Policy) context.Context{
		"the policy's deadline": func(r *run, p *Policy) context.Context { p.Deadline = 100 * ms; return r.t.Context() },
		"the caller's deadline": func(r *run, _ *Policy) context.Context { return r.deadlineAfter(100 * ms) },
		"the caller's cancel":   func(r *run, _ *Policy) context.Context { return r.cancelAfter(100 * ms) },
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			for _, told := range []func(err error) error{
				func(err error) error { return fmt.Errorf("%w; the last error was: %w", err, errAuth) },
				func(err error) error { return errors.Join(errAuth, err) },
				func(err error) error { return fmt.Errorf("query: %w", errors.Join(nil, err, errAuth)) },
				func(err error) error { return &Error{Reason: ReasonDeadline, Last: errAuth, Cause: err} },
				func(err error) error { return &net.OpError{Op: "read", Err: errors.Join(err, errAuth)} },
			} {
				each(t, ways, func(t *testing.T, r *run) {
					p := Policy{Errors: []Matcher{Any}}
					r.call(end(r, &p), p, fail(errBusy), func(ctx context.Context) error { <-ctx.Done(); return told(ctx.Err()) })
					r.matches(r.err, errAuth)
					if stopped, ok := r.err.(*Error); !ok || !errors.Is(stopped.Last, errAuth) {
						t.Errorf("the last error of %#v is not the reason", r.err)
					}
				})
			}
			for name, echo := range map[string]func(ctx context.Context) error{
				"Err":                func(ctx context.Context) error { return ctx.Err() },
				"Cause":              context.Cause,
				"wrapped cause":      func(ctx context.Context) error { return fmt.Errorf("query: %w", context.Cause(ctx)) },
				"both":               func(ctx context.Context) error { return fmt.Errorf("%w: %w", ctx.Err(), context.Cause(ctx)) },
				"with nil beside it": func(ctx context.Context) error { return several{nil, ctx.Err()} },
				"that wraps nothing": func(ctx context.Context) error { return hollow{ctx.Err()} },
				"a call inside": func(ctx context.Context) error {
					return &Error{Reason: ReasonCanceled, Cause: context.Cause(ctx)}
				},
			} {
				t.Run(name, func(t *testing.T) {
					each(t, ways, func(t *testing.T, r *run) {
						p := Policy{Errors: []Matcher{Any}}
						r.call(end(r, &p), p, fail(errBusy), func(ctx context.Context) error { <-ctx.Done(); return echo(ctx) })
						if stopped, ok := r.err.(*Error); !ok || stopped.Last != errBusy {
							t.Errorf("got %#v, want a stop whose last error is that of the attempt before", r.err)
						}
					})
				})
			}
		})
	}
}

// Several are errors in one, of which some may be nil.
type several []error

func (several) Error() string     { return "several" }
func (s several) Unwrap() []error { return s }

// A hollow error wraps none, and says itself what it is.
type hollow struct{ like error }

func (hollow) Error() string          { return "hollow" }
func (hollow) Unwrap() error          { return nil }
func (h hollow) Is(target error) bool { return target == h.like }

// Through decorators around decorators the reason comes out at the other end.
func TestRule3_7_WhyItFailedPassesThroughDecorators(t *testing.T) {
	for _, inner := range ways {
		each(t, ways, func(t *testing.T, r *run) {
			p := Policy{Errors: []Matcher{Any}, Pause: 30 * ms}
			r.call(r.deadlineAfter(100*ms), p, func(ctx context.Context) error {
				_, err := inner.call(ctx, p, func(context.Context) (int, error) { return 0, errAuth })
				return err
			})
			r.matches(r.err, errAuth, context.DeadlineExceeded)
		})
	}
}

// An error that cannot be compared is no cause of a panic.
type incomparable []string

func (incomparable) Error() string { return "incomparable" }

func TestRule3_7_ACauseThatCannotBeCompared(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(10*ms, func() { cancel(incomparable{}) })
		r.call(ctx, Policy{Errors: []Matcher{Any}}, fail(errBusy), func(ctx context.Context) error { <-ctx.Done(); return context.Cause(ctx) })
		if stopped, ok := r.err.(*Error); !ok || stopped.Reason != ReasonCanceled {
			t.Errorf("got %#v", r.err)
		}
	})
}

// Whether it was a timeout, errors.Is, net.Error and os.IsTimeout say the same.
func TestRule3_7_IsItATimeout(t *testing.T) {
	check := func(t *testing.T, err error, want bool) {
		t.Helper()
		var asked net.Error
		var temporary interface{ Temporary() bool }
		if !errors.As(err, &asked) {
			t.Errorf("%v is not a net.Error", err)
		} else if asked.Timeout() != want {
			t.Errorf("%v: the net.Error %T says %v", err, asked, asked.Timeout())
		}
		if !errors.As(err, &temporary) || temporary.Temporary() != want {
			t.Errorf("%v: Temporary is not %v", err, want)
		}
		if errors.Is(err, context.DeadlineExceeded) != want || os.IsTimeout(err) != want {
			t.Errorf("%v: errors.Is says %v, os.IsTimeout %v", err, errors.Is(err, context.DeadlineExceeded), os.IsTimeout(err))
		}
	}
	refused := &net.OpError{Op: "dial", Err: errors.New("refused")} // a net.Error of its own mind
	any := Policy{Errors: []Matcher{Any}}
	each(t, ways, func(t *testing.T, r *run) {
		p := any
		p.Deadline, p.Pause = 100*ms, 60*ms
		r.call(t.Context(), p, fail(refused))
		check(t, r.err, true)
	})
	each(t, ways, func(t *testing.T, r *run) { // the caller's deadline, with a cause of its own
		ctx, cancel := context.WithTimeoutCause(t.Context(), 100*ms, errCause)
		defer cancel()
		r.call(ctx, any, fail(refused), heedWith(refused))
		check(t, r.err, true)
	})
	each(t, ways, func(t *testing.T, r *run) { // no timeout at all
		r.call(r.cancelAfter(100*ms), any, fail(refused), heedWith(refused))
		check(t, r.err, false)
	})
	each(t, ways, func(t *testing.T, r *run) { // canceled after a timeout
		p := any
		p.AttemptTimeout, p.Pause = 50*ms, time.Second
		r.call(r.cancelAfter(100*ms), p, heedWith(refused))
		check(t, r.err, true)
	})
	each(t, ways, func(t *testing.T, r *run) { // a timed-out attempt that is returned
		p := any
		p.AttemptTimeout, p.MaxTries = 50*ms, 1
		r.call(t.Context(), p, heedWith(refused))
		check(t, r.err, true)
	})
	each(t, ways, func(t *testing.T, r *run) { // through another decorator
		inner := any
		inner.Deadline, inner.Pause = 100*ms, 60*ms
		r.call(t.Context(), Policy{MaxTries: 1}, inside(r, ways[0], inner))
		check(t, r.err, true)
	})
	for _, limit := range []error{ErrAttemptTimeout, ErrDeadline} { // as a callee sees it, which asks for its context's cause
		check(t, limit, true)
	}
	for want, last := range map[bool]error{false: refused, true: fmt.Errorf("query: %w", context.DeadlineExceeded)} {
		m := decorate.New("Store", 1, WithBudget(&tally{refuse: true})).Method("Fetch", any)
		call := m.Call()
		if call.Attempt(t.Context()); call.Retry(t.Context(), last) {
			t.Fatal("the budget refuses, and the call goes on")
		}
		check(t, call.Err(), want)
	}
}
