package backoff_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// samePolicy compares what of a policy is data.
var samePolicy = cmpopts.IgnoreFields(Policy{}, "Errors", "Giveup")

func TestValidate(t *testing.T) {
	for want, p := range map[string]Policy{
		"AttemptTimeout is -1ns; expected 0 or more":                {AttemptTimeout: -1},
		"Deadline is -1s; expected 0 or more":                       {Deadline: -time.Second},
		"Pause is -1ms; expected 0 or more":                         {Pause: -ms},
		"MaxTries is -1; expected 0 (unlimited) to 2147483647":      {MaxTries: -1},
		"entry 0 of Errors can match no error: Matcher{}":           {Errors: []Matcher{{}}},
		"Pause is -1ns; expected 0 or more\nMaxTries is -2":         {Pause: -1, MaxTries: -2},
		"Deadline is -2562047h47m16.854775808s; expected 0 or more": {Deadline: math.MinInt64, AttemptTimeout: math.MaxInt64},
	} {
		for _, p := range []Policy{p, {AttemptTimeout: p.AttemptTimeout, Deadline: p.Deadline, Pause: p.Pause, MaxTries: p.MaxTries, Errors: append(p.Errors, Any)}} {
			err := p.Validate()
			if err == nil || !strings.HasPrefix(err.Error(), "backoff: invalid policy: "+want) {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		}
	}
	for _, p := range []Policy{
		{},
		busyPolicy,
		{AttemptTimeout: math.MaxInt64, Deadline: math.MaxInt64, Pause: math.MaxInt64, MaxTries: math.MaxInt32},
		{AttemptTimeout: time.Second, Deadline: time.Millisecond},
	} {
		if err := p.Validate(); err != nil {
			t.Errorf("%v: %v", p, err)
		}
	}
}

func TestAnInvalidPolicyIsRefusedEverywhere(t *testing.T) {
	p := Policy{Pause: -1}
	never := func(context.Context) error { t.Error("the function was run"); return nil }
	if err := Run(t.Context(), &p, never); err == nil || err.Error() != p.Validate().Error() {
		t.Errorf("Run: %v, want %v", err, p.Validate())
	}
	if err := Run(t.Context(), nil, never); err == nil {
		t.Error("Run takes a nil policy")
	}
	if _, err := Do(t.Context(), nil, func(context.Context) (int, error) { return 0, never(nil) }); err == nil {
		t.Error("Do takes a nil policy")
	}
	m := decorate.New("Store", succeed).Method("Fetch", busyPolicy)
	if _, err := m.WithPolicy(p); err == nil || err.Error() != "Store.Fetch: "+p.Validate().Error() {
		t.Errorf("WithPolicy: %v", err)
	}
	for want, construct := range map[string]func(){
		"Store.Fetch: " + p.Validate().Error(): func() { newRetryingStore(succeed, p) },
		"backoff: the inner Store is nil":      func() { newRetryingStore(nil, busyPolicy) },
	} {
		func() {
			defer func() {
				if got := recover(); got != want {
					t.Errorf("the constructor panics with %v, want %s", got, want)
				}
			}()
			construct()
		}()
	}
}

func TestTheZeroPolicyRetriesTimeoutsAlone(t *testing.T) {
	each(t, allWays, func(t *testing.T, r *run) {
		r.call(t.Context(), Policy{}, fail(context.DeadlineExceeded), fail(context.DeadlineExceeded), fail(errBusy))
		r.returned(errBusy)
		r.took(0, 0, 0, 0)
	})
}

func TestPolicyString(t *testing.T) {
	for want, p := range map[string]Policy{
		"retries timeouts without end":                              {},
		`attempt_timeout=100ms deadline=1s pause=1m30s max_tries=3`: {AttemptTimeout: 100 * ms, Deadline: time.Second, Pause: 90 * time.Second, MaxTries: 3},
		`errors="busy",*fs.PathError,error pause_from=backoff.RetryAfter giveup=os.IsPermission`: {
			Errors: []Matcher{Is(errBusy), As[*fs.PathError](), Any}, Giveup: os.IsPermission, PauseFrom: RetryAfter,
		},
	} {
		if got := p.String(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestPolicyJSONRoundTrip(t *testing.T) {
	for want, p := range map[string]Policy{
		`{"attempt_timeout":"none","deadline":"none","pause":"none","max_tries":"none","multiplier":1,"max_pause":"none","jitter":"none","max_hint":"none","hedge":"none","retry_for":"none","enabled":true}`: {},
		`{"attempt_timeout":"100ms","deadline":"1s","pause":"1m30s","max_tries":3,"multiplier":1,"max_pause":"none","jitter":"none","max_hint":"none","hedge":"none","retry_for":"none","enabled":true}`: {
			AttemptTimeout: 100 * ms, Deadline: time.Second, Pause: 90 * time.Second, MaxTries: 3,
		},
		`{"attempt_timeout":"2562047h47m16.854775807s","deadline":"1ns","pause":"none","max_tries":2147483647,"multiplier":1,"max_pause":"none","jitter":"none","max_hint":"none","hedge":"none","retry_for":"none","enabled":true}`: {
			AttemptTimeout: math.MaxInt64, Deadline: 1, MaxTries: math.MaxInt32,
		},
	} {
		text, err := json.Marshal(p)
		if err != nil || string(text) != want {
			t.Errorf("got  %s (%v)\nwant %s", text, err, want)
		}
		if pointer, err := json.Marshal(struct{ P *Policy }{&p}); err != nil || string(pointer) != `{"P":`+want+`}` {
			t.Errorf("by a pointer: %s (%v)", pointer, err)
		}
		read := Policy{AttemptTimeout: 7, Deadline: 7, Pause: 7, MaxTries: 7}
		if err := json.Unmarshal(text, &read); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(p, read, samePolicy); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
	}
}

func TestPolicyJSONUpdatesWhatItNames(t *testing.T) {
	before := Policy{
		AttemptTimeout: ms, Deadline: time.Second, Pause: 2 * ms, MaxTries: 3,
		Errors: []Matcher{Any}, Giveup: IsPermission,
	}
	for text, change := range map[string]func(p *Policy){
		`{}`:             func(*Policy) {},
		` null `:         func(*Policy) {},
		`{"pause":"1h"}`: func(p *Policy) { p.Pause = time.Hour },
		`{"max_tries":"none","multiplier":1,"max_pause":"none","jitter":"none","max_hint":"none","hedge":"none","retry_for":"none","enabled":true}`:              func(p *Policy) { p.MaxTries = 0 },
		`{"deadline":"none","max_tries":1,"multiplier":1,"max_pause":"none","jitter":"none","max_hint":"none","hedge":"none","retry_for":"none","enabled":true}`: func(p *Policy) { p.Deadline, p.MaxTries = 0, 1 },
		`{"attempt_timeout":"1m","pause":"0s"}`: func(p *Policy) { p.AttemptTimeout, p.Pause = time.Minute, 0 },
	} {
		p, want := before, before
		change(&want)
		if err := json.Unmarshal([]byte(text), &p); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, p, samePolicy); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		if len(p.Errors) != 1 || p.Giveup == nil {
			t.Errorf("%s: what is code has changed: %v", text, p)
		}
	}
}

func TestPolicyJSONRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`{"pauze":"1s"}`:             `unknown field "pauze"`,
		`{"pause":"1s","errors":[]}`: `field "errors" cannot be changed: it stays as annotated`,
		`{"pause":"1s","max_tries":0,"multiplier":1,"max_pause":"none","jitter":"none","max_hint":"none","hedge":"none","retry_for":"none","enabled":true}`: `max_tries is "0"; expected an integer of 1 or more, or none`,
		`{"max_tries":-1}`:                `max_tries is "-1"`,
		`{"max_tries":1.5}`:               `max_tries is "1.5"`,
		`{"max_tries":"3"}`:               `max_tries is the text "3"`,
		`{"pause":5}`:                     `pause is 5, which is not text; expected a duration such as 1s or 250ms, or none`,
		`{"pause":"5"}`:                   `pause is "5"`,
		`{"pause":""}`:                    `pause is empty`,
		`{"pause":"9999999h"}`:            `pause is "9999999h"`,
		`{"pause":"1s","deadline":"-1s"}`: `deadline is negative: -1s`,
		`{"pause":"1s","deadline":null}`:  `deadline is null; expected a duration such as 1s or 250ms, or none`,
		`{"max_tries":null}`:              ` is null; expected `,
		`{"pause":null,"pause":"1s"}`:     ` is null; expected `,
		`["1s"]`:                          `cannot unmarshal array`,
		`"1s"`:                            `cannot unmarshal string`,
	} {
		before := Policy{AttemptTimeout: ms, Deadline: time.Second, Pause: 2 * ms, MaxTries: 3}
		p := before
		err := json.Unmarshal([]byte(text), &p)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "backoff: ") {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
		if diff := cmp.Diff(before, p, samePolicy); diff != "" {
			t.Errorf("%s: an error has changed the policy (-before +after):\n%s", text, diff)
		}
	}
}
