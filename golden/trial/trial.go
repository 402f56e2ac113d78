// Package trial provokes faults of servers, and asks what backoffgen generates for a client about the errors that come of
// them: for the modules below testdata/trials. A ledger in the server tells what was carried out.
package trial

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// Failing is the inner value of a decorator of an interface that has a method for each class of a client's errors: Unsent,
// Throttled, Transient, Conflict and Unknown where the client has them, and Safe for the client's name alone. Each of them
// returns Err and counts, so that whether it is called again shows what the generated predicate says of Err.
type Failing struct {
	Err   error
	Calls int
}

func (f *Failing) fail() error { f.Calls++; return f.Err }

// Unsent returns Err, as all methods of f do.
func (f *Failing) Unsent(context.Context) error { return f.fail() }

// Throttled returns Err.
func (f *Failing) Throttled(context.Context) error { return f.fail() }

// Transient returns Err.
func (f *Failing) Transient(context.Context) error { return f.fail() }

// Conflict returns Err.
func (f *Failing) Conflict(context.Context) error { return f.fail() }

// Unknown returns Err.
func (f *Failing) Unknown(context.Context) error { return f.fail() }

// Safe returns Err.
func (f *Failing) Safe(context.Context) error { return f.fail() }

// Classes returns the classes of err, in the order of the methods of [Failing], as a decorator has them that decorate makes of
// one: those whose method is called twice. Its methods are to be under policies with max_tries=2. The name of the client alone
// has to hold what its classes unsent, throttled and transient do, or Classes fails the test.
func Classes[D any](t testing.TB, decorate func(*Failing) D, err error) []string {
	t.Helper()
	inner := &Failing{Err: err}
	decorated := any(decorate(inner))
	retried := func(method func(context.Context) error) bool {
		inner.Calls = 0
		if got := method(t.Context()); !errors.Is(got, err) {
			t.Errorf("the decorator gives %v for %v", got, err)
		}
		return inner.Calls == 2
	}
	classes := []string{}
	if d, ok := decorated.(interface{ Unsent(context.Context) error }); ok && retried(d.Unsent) {
		classes = append(classes, "unsent")
	}
	if d, ok := decorated.(interface{ Throttled(context.Context) error }); ok && retried(d.Throttled) {
		classes = append(classes, "throttled")
	}
	if d, ok := decorated.(interface{ Transient(context.Context) error }); ok && retried(d.Transient) {
		classes = append(classes, "transient")
	}
	safe := decorated.(interface{ Safe(context.Context) error })
	if want := len(classes) > 0; retried(safe.Safe) != want {
		t.Errorf("%T %v is %q, and retried under the client's name: %t", err, err, classes, !want)
	}
	if d, ok := decorated.(interface{ Conflict(context.Context) error }); ok && retried(d.Conflict) {
		classes = append(classes, "conflict")
	}
	if d, ok := decorated.(interface{ Unknown(context.Context) error }); ok && retried(d.Unknown) {
		classes = append(classes, "unknown")
	}
	return classes
}

// Expect holds the classes of err against want, a list with spaces in the order of [Classes]; "" is an error that belongs to
// none.
func Expect[D any](t testing.TB, decorate func(*Failing) D, err error, want string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want one that is %q", want)
		return
	}
	if got := Classes(t, decorate, err); !slices.Equal(got, strings.Fields(want)) {
		t.Errorf("%T %v is %q, want %q", err, err, got, want)
	}
}
