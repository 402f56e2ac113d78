package backoff_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
)

// storePolicies are as generated, by hand.
type storePolicies struct{ Fetch, Save, GetURL, getURL, Close Policy }

func (p *storePolicies) Named() NamedPolicies {
	return NamedPolicies{Interface: "Store", Methods: []NamedPolicy{
		{Name: "Fetch", Policy: &p.Fetch},
		{Name: "Save", Policy: &p.Save},
		{Name: "GetURL", Policy: &p.GetURL},
		{Name: "getURL", Policy: &p.getURL},
		{Name: "Close", Policy: &p.Close, WithoutContext: true},
	}}
}

func (p *storePolicies) UnmarshalJSON(data []byte) error { return p.Named().UnmarshalJSON(data) }

func defaultStorePolicies() storePolicies {
	p := Policy{AttemptTimeout: 100 * ms, Deadline: time.Second, Pause: ms, MaxTries: 3, Errors: []Matcher{Any}, Giveup: IsPermission}
	return storePolicies{p, p, p, p, Policy{MaxTries: 2, Errors: []Matcher{Any}}}
}

// text shows everything of the policies, code included.
func (p *storePolicies) text() []string {
	var all []string
	for _, m := range p.Named().Methods {
		all = append(all, m.Name+" "+m.Policy.String())
	}
	return all
}

func TestNamedPoliciesJSONUpdatesWhatItNames(t *testing.T) {
	for text, change := range map[string]func(*storePolicies){
		`null`:                          func(*storePolicies) {},
		`{}`:                            func(*storePolicies) {},
		`{"Fetch": {}}`:                 func(*storePolicies) {},
		`{"Fetch": {"max_tries": 5}}`:   func(p *storePolicies) { p.Fetch.MaxTries = 5 },
		`{"fetch": {"max_tries": 5}}`:   func(p *storePolicies) { p.Fetch.MaxTries = 5 },
		`{"getURL": {"pause": "none"}}`: func(p *storePolicies) { p.getURL.Pause = 0 },
		`{"Close": {"deadline": "2s", "max_tries": "none"}, "Save": {"jitter": 0.5}}`: func(p *storePolicies) {
			p.Close.Deadline, p.Close.MaxTries, p.Save.Jitter = 2*time.Second, 0, JitterRatio(0.5)
		},
		`{"Fetch": {"attempt_timeout": "none", "deadline": "1m", "pause": "0s", "multiplier": 1.5, "max_pause": "1h", "jitter": "full", "hedge": "1s"}}`: func(p *storePolicies) {
			p.Fetch.AttemptTimeout, p.Fetch.Deadline, p.Fetch.Pause = 0, time.Minute, 0
			p.Fetch.Multiplier, p.Fetch.MaxPause, p.Fetch.Jitter, p.Fetch.Hedge = 1.5, time.Hour, JitterFull, time.Second
		},
	} {
		got, want := defaultStorePolicies(), defaultStorePolicies()
		change(&want)
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want.text(), got.text()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestNamedPoliciesJSONRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`[]`:                                        `Store: cannot unmarshal array, want an object`,
		`"Fetch"`:                                   `Store: cannot unmarshal string, want an object`,
		`{"Fetsh": {}}`:                             `Store has no method "Fetsh" under a policy, did you mean Fetch?`,
		`{"FETCH": {}}`:                             `Store has no method "FETCH" under a policy, did you mean Fetch?`,
		`{"Delete": {}}`:                            `Store has no method "Delete" under a policy, want one of Fetch, Save, GetURL, getURL, Close`,
		`{"": {}}`:                                  `Store has no method "" under a policy, want one of Fetch, Save, GetURL, getURL, Close`,
		`{"get_url": {}}`:                           `Store: "get_url" could be GetURL or getURL: write the method's name as in Go`,
		`{"Fetch": {}, "fetch": {}}`:                `Store.Fetch is given twice`,
		`{"Fetch": null}`:                           `Store.Fetch: cannot unmarshal null, want an object`,
		`{"Fetch": 5}`:                              `Store.Fetch: cannot unmarshal number, want an object`,
		`{"Fetch": {"max_trys": 5}}`:                `Store.Fetch: unknown field "max_trys", did you mean max_tries?`,
		`{"Fetch": {"MaxTries": 5}}`:                `Store.Fetch: unknown field "MaxTries", did you mean max_tries?`,
		`{"Fetch": {"colour": 5}}`:                  `Store.Fetch: unknown field "colour", want one of attempt_timeout, deadline, pause, max_tries, multiplier, max_pause, jitter, max_hint, hedge, retry_for, enabled`,
		`{"Fetch": {"timeout": "1s"}}`:              `Store.Fetch: unknown field "timeout", did you mean attempt_timeout?`,
		`{"Fetch": {"maxDelay": "1s"}}`:             `Store.Fetch: unknown field "maxDelay", did you mean max_pause?`,
		`{"Fetch": {"exceptions": []}}`:             `Store.Fetch: field "exceptions" cannot be changed: it stays as annotated`,
		`{"Fetch": {"max_tries": 2147483648}}`:      `Store.Fetch: max_tries is too large: 2147483648; expected an integer from 1 to 2147483647, or none (none means no limit)`,
		`{"Fetch": {"max_tries": "5"}}`:             `Store.Fetch: max_tries is the text "5"; expected an integer of 1 or more, or none`,
		`{"Fetch": {"pause": "1sec"}}`:              `Store.Fetch: pause is "1sec"; expected a duration such as 1s or 250ms, or none (did you mean 1s?)`,
		`{"Fetch": {"pause": 0}}`:                   `Store.Fetch: pause is 0, which is not text; expected a duration such as 1s or 250ms, or none`,
		`{"Fetch": {"errors": []}}`:                 `Store.Fetch: field "errors" cannot be changed: it stays as annotated`,
		`{"Fetch": {"giveup": ""}}`:                 `Store.Fetch: field "giveup" cannot be changed: it stays as annotated`,
		`{"Fetch": {"pause": null}}`:                `Store.Fetch: pause is null; expected a duration such as 1s or 250ms, or none`,
		`{"Fetch": {"max_tries": 0}}`:               `Store.Fetch: max_tries is "0"; expected an integer of 1 or more, or none (the first try counts too; none means no limit)`,
		`{"Fetch": {"deadline": "0s"}}`:             `Store.Fetch: deadline is zero; expected a duration such as 1s or 250ms, or none (none means no limit)`,
		`{"Fetch": {"pause": "-1s"}}`:               `Store.Fetch: pause is negative: -1s; expected a duration such as 1s or 250ms, or none`,
		`{"Fetch": {"pause": 5}}`:                   `Store.Fetch: pause is 5, which is not text; expected a duration such as 1s or 250ms, or none`,
		`{"Fetch": {"multiplier": 0.5}}`:            `Store.Fetch: multiplier is "0.5"; expected a number of 1 or more, such as 1.5`,
		`{"Fetch": {"jitter": "most"}}`:             `Store.Fetch: jitter is "most"; expected none, full, equal, decorrelated, or a ratio over 0 and up to 1, such as 0.2`,
		`{"Fetch": {"pause": "1s", "pause": "2s"}}`: `Store.Fetch: pause is given twice`,
		`{"Close": {"attempt_timeout": "1s"}}`:      `Store.Close: it takes no context.Context, so attempt_timeout could not end its attempts`,
		`{"Close": {"hedge": "1s"}}`:                `Store.Close: it takes no context.Context, so hedge could not end its attempts`,
		`{"Close": {"max_tries": "none"}}`:          `Store.Close: it takes no context.Context, so it needs max_tries, deadline or retry_for`,
		`{"Save": {"pause": "-1s", "deadline": "-2s"}, "X": {}, "Fetch": null}`: "Store.Save: pause is negative: -1s; expected a duration such as 1s or 250ms, or none\nStore.Save: deadline is negative: -2s; expected a duration such as 1s or 250ms, or none\nStore has no method \"X\" under a policy, want one of Fetch, Save, GetURL, getURL, Close\nStore.Fetch: cannot unmarshal null, want an object",
	} {
		// Whatever stands before the mistake, nothing of it is kept.
		for _, document := range []string{text, strings.Replace(text, `{"`, `{"Save": {"max_tries": 9}, "`, 1)} {
			if document != text && strings.Contains(text, "Save") {
				continue
			}
			got, before := defaultStorePolicies(), defaultStorePolicies()
			err := json.Unmarshal([]byte(document), &got)
			if err == nil || err.Error() != "backoff: "+want {
				t.Errorf("%s:\ngot  %v\nwant backoff: %s", document, err, want)
			}
			if diff := cmp.Diff(before.text(), got.text()); diff != "" {
				t.Errorf("%s: an error has changed something (-before +after):\n%s", document, diff)
			}
		}
	}
}

// What ends the retrying of a case without a limit of its own may not be taken away.
func TestNamedPoliciesJSONRefusesACaseWithoutAnEnd(t *testing.T) {
	got := defaultStorePolicies()
	got.Close = Policy{MaxTries: 3, Deadline: time.Minute, Errors: []Matcher{Is(errBusy)}, Cases: []Case{{Errors: []Matcher{Is(errBusy)}, MaxTries: None}}}
	err := json.Unmarshal([]byte(`{"Close": {"deadline": "none"}}`), &got)
	if want := "backoff: Store.Close: it takes no context.Context, so it needs max_tries, deadline or retry_for"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if err := json.Unmarshal([]byte(`{"Close": {"deadline": "none", "retry_for": "1m"}}`), &got); err != nil {
		t.Error(err)
	}
}

// encoding/json checks the syntax first; who calls the method itself learns of it, too.
func TestNamedPoliciesJSONOfBrokenText(t *testing.T) {
	for _, text := range []string{``, `{`, `{"Fetch"`, `{"Fetch": {}`, `{} {}`, `{"Fetch": {"pause": "1s"}} x`} {
		got, before := defaultStorePolicies(), defaultStorePolicies()
		if err := got.UnmarshalJSON([]byte(text)); err == nil || !strings.HasPrefix(err.Error(), "backoff: Store: ") {
			t.Errorf("%q: %v", text, err)
		}
		if diff := cmp.Diff(before.text(), got.text()); diff != "" {
			t.Errorf("%q (-before +after):\n%s", text, diff)
		}
	}
}

func TestNamedPoliciesJSONRoundTrip(t *testing.T) {
	want := defaultStorePolicies()
	want.Fetch.Jitter, want.Save.Multiplier, want.getURL.MaxTries, want.Close.MaxPause = JitterEqual, 2.5, 0, time.Minute
	data, err := json.Marshal(want.Named())
	if err != nil {
		t.Fatal(err)
	}
	if order := `{"Fetch":{"attempt_timeout":"100ms",`; !strings.HasPrefix(string(data), order) {
		t.Errorf("got %s, want %s…", data, order)
	}
	got := defaultStorePolicies()
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.text(), got.text()); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

// A shared policy's attempt timeout is left out where there is no context: it is there, and may stay.
func TestWhatAMethodCannotKeepMayStay(t *testing.T) {
	p := Policy{AttemptTimeout: time.Second, Errors: []Matcher{Any}}
	n := NamedPolicies{Interface: "Store", Methods: []NamedPolicy{{"Close", &p, true}}}
	if err := n.UnmarshalJSON([]byte(`{"Close": {"attempt_timeout": "1s", "pause": "1m"}}`)); err != nil || p.Pause != time.Minute {
		t.Errorf("%v: %v", err, p)
	}
}

// What is left behind when it is out of time needs no context.
func TestWhatIsAbandonedNeedsNoContext(t *testing.T) {
	p := Policy{MaxTries: 3, Abandon: true}
	n := NamedPolicies{Interface: "Store", Methods: []NamedPolicy{{"Close", &p, true}}}
	if err := n.UnmarshalJSON([]byte(`{"Close": {"attempt_timeout": "1s", "hedge": "1m"}}`)); err != nil || p.AttemptTimeout != time.Second {
		t.Errorf("%v: %v", err, p)
	}
	if err := n.UnmarshalJSON([]byte(`{"Close": {"max_tries": "none"}}`)); err == nil {
		t.Errorf("without end: %v", p)
	}
}

// A policy that was invalid before is said to be, when it is changed.
func TestTheWholePolicyIsValidated(t *testing.T) {
	p := Policy{Deadline: -1, Errors: []Matcher{{}}}
	n := NamedPolicies{Interface: "Store", Methods: []NamedPolicy{{Name: "Fetch", Policy: &p}}}
	err := n.UnmarshalJSON([]byte(`{"Fetch": {"max_tries": 5}}`))
	want := "backoff: Store.Fetch: Deadline is -1ns; expected 0 or more\nStore.Fetch: entry 0 of Errors can match no error: Matcher{}"
	if err == nil || err.Error() != want || p.MaxTries != 0 {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
