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
)

// Entries that are left out of a list take nothing away but from what the list matches.
func TestRule3_5_EntriesLeftOut(t *testing.T) {
	reset := &net.OpError{Op: "read", Err: errBusy}
	never := MatchFunc(func(err error) bool { panic("nobody needs to know") })
	for _, test := range []struct {
		name      string
		err       error
		matchers  []Matcher
		retryable bool
	}{
		{"matched, and not left out", errBusy, []Matcher{Any, Except(Is(errFatal))}, true},
		{"left out of every error", errFatal, []Matcher{Any, Except(Is(errFatal))}, false},
		{"left out though wrapped", fmt.Errorf("a: %w", errFatal), []Matcher{Any, Except(Is(errFatal))}, false},
		{"left out by the second", errFatal, []Matcher{Any, Except(Is(errBusy)), Except(Is(errFatal))}, false},
		{"left out of a type", reset, []Matcher{As[net.Error](), Except(As[*net.OpError]())}, false},
		{"another of that type", os.ErrDeadlineExceeded, []Matcher{As[net.Error](), Except(As[*net.OpError]())}, true},
		{"the very value, left out by a function", errBusy, []Matcher{Is(errBusy), Except(MatchFunc(func(error) bool { return true }))}, false},
		{"matched by nothing: no need to ask what is left out", errFatal, []Matcher{Is(errBusy), Except(never)}, false},
		{"Any matches it, an entry as well", context.Canceled, []Matcher{Any, Is(context.Canceled), Except(Is(errFatal))}, true},
		{"only Any matches it", context.Canceled, []Matcher{Any, Except(Is(errFatal))}, false},
		{"a timeout that is left out", context.DeadlineExceeded, []Matcher{Any, Except(Is(context.DeadlineExceeded))}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			each(t, allWays, func(t *testing.T, r *run) {
				r.call(t.Context(), Policy{Errors: test.matchers, Pause: ms}, fail(test.err), fail(nil))
				if test.retryable {
					r.returned(nil)
					r.took(ms, 0, ms)
				} else {
					r.returned(test.err)
					r.took(0, 0)
				}
			})
		})
	}
}

// An attempt that the policy cut off is retried, whatever its list leaves out.
func TestRule3_5_AnAttemptThatTimedOutIsNotLeftOut(t *testing.T) {
	each(t, ways, func(t *testing.T, r *run) {
		r.call(t.Context(), Policy{AttemptTimeout: time.Second, Errors: []Matcher{Any, Except(Is(context.DeadlineExceeded))}}, heed, fail(nil))
		r.returned(nil)
		r.took(time.Second, 0, time.Second)
	})
}

func TestListsThatLeaveOutAreValidated(t *testing.T) {
	busy, fatal := Is(errBusy), Is(errFatal)
	for want, list := range map[string][]Matcher{
		"": {busy, fatal, Except(Any), Except(fatal)},
		"Errors leaves errors out and matches none: put Any before them for every other error": {Except(busy), Except(fatal)},
		`entry 0 of Errors, !"busy", has to come after all that do not leave errors out`:       {Except(busy), fatal},
		`entry 1 of Errors, !"busy", has to come after all that do not leave errors out`:       {Any, Except(busy), fatal, Except(fatal)},
		"entry 1 of Errors can match no error: !Matcher{}":                                     {Any, Except(Matcher{})},
		`entry 1 of Errors can match no error: !!"busy"`:                                       {Any, Except(Except(busy))},
	} {
		err := Policy{Errors: list}.Validate()
		if got := fmt.Sprint(errors.Unwrap(err)); err != nil && got != want || err == nil && want != "" {
			t.Errorf("%v:\ngot  %v\nwant %s", list, err, want)
		}
	}
	p := Policy{MaxTries: 3, Errors: []Matcher{As[net.Error](), busy, Except(As[*net.OpError]())}}
	if got, want := p.String(), `max_tries=3 errors=net.Error,"busy",!*net.OpError`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
