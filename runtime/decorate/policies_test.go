package decorate_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// The struct's fields are the methods, but for what their tags say.
func TestPoliciesOf(t *testing.T) {
	var policies struct {
		Fetch       backoff.Policy
		Ping        backoff.Policy `backoff:",nocontext"`
		NamedPolicy backoff.Policy `backoff:"Named"`
		hidden      backoff.Policy `backoff:"hide,nocontext"`
		Other       int
	}
	policies.Fetch.MaxTries, policies.hidden.MaxTries = 1, 4
	got := decorate.PoliciesOf("Store", &policies)
	for i, m := range got.Methods {
		m.Policy.MaxTries += i // it is the field's own
		got.Methods[i].Policy = nil
	}
	want := backoff.NamedPolicies{Interface: "Store", Methods: []backoff.NamedPolicy{
		{Name: "Fetch"}, {Name: "Ping", WithoutContext: true}, {Name: "Named"}, {Name: "hide", WithoutContext: true},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("policies (-want +got):\n%s", diff)
	}
	tries := []int{policies.Fetch.MaxTries, policies.Ping.MaxTries, policies.NamedPolicy.MaxTries, policies.hidden.MaxTries}
	if diff := cmp.Diff([]int{1, 1, 2, 7}, tries); diff != "" {
		t.Errorf("tries that were set through the pointers (-want +got):\n%s", diff)
	}
}

func TestChecked(t *testing.T) {
	v := new(int)
	first, second := errors.New("first"), errors.New("second")
	if got, err := decorate.Checked(v, nil, nil); got != v || err != nil {
		t.Errorf("without errors Checked returned %v and %v", got, err)
	}
	if got, err := decorate.Checked(v, nil, first, second); got != nil || !errors.Is(err, first) || !errors.Is(err, second) {
		t.Errorf("with two errors Checked returned %v and %v", got, err)
	}
}

// A method keeps its policy when the one that is set is invalid.
func TestSet(t *testing.T) {
	m := decorate.New("Store", t).Method("Fetch", backoff.Policy{MaxTries: 2, Errors: []backoff.Matcher{backoff.Any}})
	if err := m.Set(backoff.Policy{MaxTries: -1}); err == nil {
		t.Error("an invalid policy was accepted")
	}
	for _, want := range []int{2, 3} {
		calls := 0
		call := m.Call()
		for calls++; call.Retry(t.Context(), errors.New("busy")); calls++ {
		}
		if calls != want {
			t.Errorf("%d attempts, want %d", calls, want)
		}
		if err := m.Set(backoff.Policy{MaxTries: 3, Errors: []backoff.Matcher{backoff.Any}}); err != nil {
			t.Error(err)
		}
	}
}

// A call that was never said to may be carried out twice is not, where its method leaves that to the call.
//
// Rule 3.13.
func TestACallOfWhichNothingIsSaidIsNotRepeated(t *testing.T) {
	m := decorate.New("Store", t).Method("Fetch", backoff.Policy{MaxTries: 2, Errors: []backoff.Matcher{backoff.Any}}, decorate.AsksIdempotent)
	for _, asks := range []bool{false, true} {
		call := m.Call()
		call.Attempt(t.Context())
		if asks {
			call.Ask(decorate.Questions{Giveup: func(decorate.Failure) bool { return false }})
		}
		if call.Retry(t.Context(), errBusy) || call.Err() != errBusy {
			t.Errorf("with other questions: %t, and the call goes on after %v", asks, call.Err())
		}
	}
}
