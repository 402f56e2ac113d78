package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"reflect"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// Rules 3.5 and 3.6: what is retried, and what the caller gets.

func TestRule3_5_RetryableErrors(t *testing.T) {
	opError := &net.OpError{Op: "read", Err: errFatal}
	for _, test := range []struct {
		name      string
		err       error
		matchers  []Matcher
		retryable bool
	}{
		{"nothing asked for", errBusy, nil, false},
		{"DeadlineExceeded always", context.DeadlineExceeded, nil, true},
		{"DeadlineExceeded wrapped", fmt.Errorf("query: %w", context.DeadlineExceeded), nil, true},
		{"os.ErrDeadlineExceeded always", os.ErrDeadlineExceeded, nil, true},
		{"os.ErrDeadlineExceeded in a tree", &net.OpError{Op: "read", Err: errors.Join(errBusy, os.ErrDeadlineExceeded)}, nil, true},
		{"ErrAttemptTimeout of an inner decorator", fmt.Errorf("inner: %w", ErrAttemptTimeout), nil, true},
		{"a list is exact", context.DeadlineExceeded, []Matcher{Is(errBusy)}, false},
		{"a list is exact, for I/O too", os.ErrDeadlineExceeded, []Matcher{Is(errBusy)}, false},
		{"a timeout that is listed", context.DeadlineExceeded, []Matcher{Is(context.DeadlineExceeded)}, true},
		{"Permanent", Permanent(errBusy), []Matcher{Any, Is(errBusy)}, false},
		{"Permanent in a tree", fmt.Errorf("a: %w", Permanent(errBusy)), []Matcher{Any, Is(errBusy)}, false},
		{"a permanent timeout", Permanent(context.DeadlineExceeded), nil, false},
		{"Canceled that is listed", context.Canceled, []Matcher{Any, Is(context.Canceled)}, true},
		{"the budget of a call inside", &Error{Reason: ReasonBudget, Last: errBusy}, []Matcher{Any}, false},
		{"the budget of a call inside, listed", &Error{Reason: ReasonBudget, Last: errBusy}, []Matcher{Any, Is(errBusy)}, true},
		{"the budget of a call inside, after a timeout", &Error{Reason: ReasonBudget, Last: os.ErrDeadlineExceeded}, nil, false},
		{"the budget of a call inside, after a timeout, wrapped", fmt.Errorf("a: %w", &Error{Reason: ReasonBudget, Last: ErrAttemptTimeout}), nil, false},
		{"the budget of a call inside, after a timeout that is listed", &Error{Reason: ReasonBudget, Last: os.ErrDeadlineExceeded}, []Matcher{Is(os.ErrDeadlineExceeded)}, true},
		{"a deadline of a call inside, and nothing asked for", &Error{Reason: ReasonDeadline, Cause: ErrDeadline}, nil, true},
		{"Canceled and a timeout", errors.Join(context.Canceled, context.DeadlineExceeded), nil, false},
		{"a deadline of a call inside", &Error{Reason: ReasonDeadline, Last: errBusy}, []Matcher{Any}, true},
		{"Canceled is not", context.Canceled, nil, false},
		{"Is", fmt.Errorf("a: %w", errBusy), []Matcher{Is(errFatal), Is(errBusy)}, true},
		{"Is another", errBusy, []Matcher{Is(errFatal)}, false},
		{"As", fmt.Errorf("a: %w", opError), []Matcher{As[*net.OpError]()}, true},
		{"As an interface", opError, []Matcher{As[net.Error]()}, true},
		{"As another", errBusy, []Matcher{As[*net.OpError]()}, false},
		{"MatchFunc", errBusy, []Matcher{MatchFunc(func(err error) bool { return err == errBusy })}, true},
		{"MatchFunc says no", errFatal, []Matcher{MatchFunc(func(err error) bool { return err == errBusy })}, false},
		{"Any", errBusy, []Matcher{Any}, true},
		{"Any, but not somebody else's cancellation", context.Canceled, []Matcher{Any}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			each(t, allWays, func(t *testing.T, r *run) {
				r.call(t.Context(), Policy{Errors: test.matchers, Pause: ms}, fail(test.err), fail(nil))
				if test.retryable {
					r.returned(nil)
					r.took(ms, 0, ms)
				} else {
					want := test.err
					if mark := errors.Unwrap(want); mark != nil && Permanent(mark).Error() == want.Error() && reflect.TypeOf(want) == reflect.TypeOf(Permanent(mark)) {
						want = mark // the mark itself is taken off
					}
					r.returned(want)
					r.took(0, 0)
				}
			})
		})
	}
}

func TestRule3_5_ATimedOutAttemptIsRetriedWhateverItReturns(t *testing.T) {
	for _, step := range []step{heed, heedWith(errFatal), heedWith(context.Canceled), after(10*ms, errFatal), after(15*ms, errFatal)} {
		each(t, ways, func(t *testing.T, r *run) {
			r.call(t.Context(), Policy{AttemptTimeout: 10 * ms, Pause: 5 * ms}, step, fail(nil))
			r.returned(nil)
			if len(r.starts) != 2 || r.end != r.starts[1] || r.end < 15*ms {
				t.Errorf("attempts at %v, the end at %v", r.starts, r.end)
			}
		})
	}
	each(t, ways, func(t *testing.T, r *run) { // a nanosecond too early
		r.call(t.Context(), Policy{AttemptTimeout: 10 * ms}, after(10*ms-1, errFatal))
		r.returned(errFatal)
		r.took(10*ms-1, 0)
	})
	each(t, ways, func(t *testing.T, r *run) { // each attempt has its own
		r.call(t.Context(), with(func(p *Policy) { p.AttemptTimeout = 10 * ms }), after(6*ms, errBusy), after(6*ms, errFatal))
		r.returned(errFatal)
		r.took(12*ms, 0, 6*ms)
	})
}

func TestRule3_5_ALimitLeftOutWithoutAContext(t *testing.T) {
	each(t, waysWithout, func(t *testing.T, r *run) {
		r.call(t.Context(), Policy{AttemptTimeout: 10 * ms}, after(15*ms, errFatal))
		r.returned(errFatal)
		r.took(15*ms, 0)
	})
}

// What a method was made with is left out in silence, since a shared policy is for others too; another limit is refused.
func TestRule2_18_ALimitThatAMethodWithoutAContextCannotKeep(t *testing.T) {
	shared := Policy{AttemptTimeout: 10 * ms, MaxTries: 3, Errors: []Matcher{Any}}
	m := decorate.New("Store", 1).Method("Load", shared, decorate.WithoutContext, decorate.RunsAsync)
	for name, test := range map[string]struct {
		change func(p *Policy)
		fine   bool
	}{
		"the same":          {func(p *Policy) { p.Pause = ms }, true},
		"none":              {func(p *Policy) { p.AttemptTimeout = 0 }, true},
		"another":           {func(p *Policy) { p.AttemptTimeout = ms }, false},
		"a hedge":           {func(p *Policy) { p.Hedge = ms }, false},
		"left behind":       {func(p *Policy) { p.AttemptTimeout, p.Abandon = ms, true }, true},
		"off, with a hedge": {func(p *Policy) { p.Hedge, p.Disabled = ms, true }, true},
	} {
		p := shared
		test.change(&p)
		changed := m
		if err := changed.Set(p); (err == nil) != test.fine {
			t.Errorf("%s: %v", name, err)
		}
		if err := changed.Set(shared); err != nil {
			t.Errorf("%s, and back: %v", name, err)
		}
	}
}

// The clock decides, and the deadlines, and not who looked at the context.
func TestRule3_5_TimedOutByTheClock(t *testing.T) {
	look := func(step step) step { // the context becomes a real one, and knows what came first
		return func(ctx context.Context) error {
			ctx.Done()
			return step(ctx)
		}
	}
	p := Policy{AttemptTimeout: 10 * ms, MaxTries: 1}
	for _, step := range []step{after(20*ms, errFatal), look(after(20*ms, errFatal))} {
		each(t, ways, func(t *testing.T, r *run) { // the caller's deadline came first
			r.call(r.deadlineAfter(9*ms), p, step)
			r.returned(errFatal)
		})
		each(t, ways, func(t *testing.T, r *run) { // both at once
			r.call(r.deadlineAfter(10*ms), p, step)
			r.returned(errFatal)
		})
		each(t, ways, func(t *testing.T, r *run) { // the attempt's came first, the caller's passed before its end
			r.call(r.deadlineAfter(11*ms), p, step)
			r.matches(r.err, ErrAttemptTimeout, errFatal)
		})
		for _, cancel := range []time.Duration{9 * ms, 15 * ms} { // before the timeout or after it, which only one who watches could tell
			each(t, ways, func(t *testing.T, r *run) {
				r.call(r.cancelAfter(cancel), p, step)
				r.returned(errFatal)
			})
		}
		each(t, ways, func(t *testing.T, r *run) { // the policy's deadline came first
			r.call(t.Context(), with(func(p *Policy) { p.AttemptTimeout, p.Deadline = 10*ms, 10*ms }), step)
			r.stopped(Error{Reason: ReasonDeadline, Elapsed: 20 * ms, Last: errFatal, Cause: ErrDeadline})
		})
	}
}

func TestRule3_6_TheLastErrorItselfWithItsResults(t *testing.T) {
	first, last := fmt.Errorf("first: %w", errBusy), fmt.Errorf("last: %w", errBusy)
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.MaxTries, p.Pause = 2, ms }), fail(first), fail(last))
		r.returned(last)
		r.took(ms, 0, ms)
	})
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), with(func(p *Policy) { p.Deadline = time.Hour; p.Giveup = func(err error) bool { return err == last } }), fail(first), fail(last))
		r.returned(last)
		r.took(0, 0, 0)
	})
}

// timedOut checks an error that wraps inner, of an attempt that timed out.
func (r *run) timedOut(err, inner error) {
	r.t.Helper()
	r.matches(err, ErrAttemptTimeout, context.DeadlineExceeded, inner)
	r.matchesNot(err, ErrDeadline)
	if timeout, ok := err.(net.Error); !ok || !timeout.Timeout() {
		r.t.Errorf("%#v is no timeout as package net has them", err)
	}
}

func TestRule3_6_ATimedOutAttemptsErrorIsWrapped(t *testing.T) {
	inner := &net.OpError{Op: "read", Err: errFatal}
	each(t, ways, func(t *testing.T, r *run) {
		var asked []error
		p := Policy{AttemptTimeout: 10 * ms, MaxTries: 2, Giveup: func(err error) bool { asked = append(asked, err); return false }}
		r.call(t.Context(), p, heedWith(inner))
		r.took(20*ms, 0, 10*ms)
		r.timedOut(r.err, inner)
		if target, ok := errors.AsType[*net.OpError](r.err); !ok || target != inner {
			t.Errorf("AsType found %v, want the inner error", target)
		}
		if len(asked) != 1 {
			t.Fatalf("giveup was asked about %v", asked)
		}
		r.timedOut(asked[0], inner)
	})
	each(t, ways, func(t *testing.T, r *run) { // it gave up
		p := Policy{AttemptTimeout: 10 * ms, Giveup: func(err error) bool { return errors.Is(err, ErrAttemptTimeout) }}
		r.call(t.Context(), p, heed)
		r.took(10*ms, 0)
		r.timedOut(r.err, context.DeadlineExceeded)
	})
	each(t, ways, func(t *testing.T, r *run) { // as the last error of a stop
		p := Policy{AttemptTimeout: 10 * ms, Pause: time.Second, Deadline: 100 * ms}
		r.call(t.Context(), p, heedWith(inner))
		r.took(10*ms, 0)
		r.matches(r.err, ErrDeadline, ErrAttemptTimeout, inner)
		r.timedOut(r.err.(*Error).Last, inner)
	})
}

func TestRule3_6_AnErrorThatNamesTheTimeoutIsNotWrappedAgain(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		var cause error
		r.call(t.Context(), Policy{AttemptTimeout: 10 * ms, MaxTries: 1}, func(ctx context.Context) error {
			<-ctx.Done()
			cause = fmt.Errorf("query: %w", context.Cause(ctx))
			return cause
		})
		r.returned(cause)
		r.matches(cause, ErrAttemptTimeout, context.DeadlineExceeded)
	})
}
