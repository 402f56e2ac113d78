package backoff_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// mailPolicies are those of a second interface, one of whose methods makes one attempt, and one that hedges.
type mailPolicies struct{ Send, Read, List Policy }

func (p *mailPolicies) Named() NamedPolicies {
	return NamedPolicies{Interface: "Mail", Methods: []NamedPolicy{
		{Name: "Send", Policy: &p.Send},
		{Name: "Read", Policy: &p.Read},
		{Name: "List", Policy: &p.List, WithoutContext: true},
	}}
}

func (p *mailPolicies) UnmarshalJSON(data []byte) error { return p.Named().UnmarshalJSON(data) }

func defaultMailPolicies() mailPolicies {
	return mailPolicies{
		Send: Policy{MaxTries: 1, Deadline: time.Second},
		Read: Policy{MaxTries: 3, Hedge: 10 * ms},
		List: Policy{MaxTries: 2},
	}
}

// Rule 2.18: a variable without the method is for all methods of its interface, one without the interface for all; the nearest
// counts, in whatever order they come.
func TestVariablesAboveTheMethod(t *testing.T) {
	for environ, change := range map[string]func(s *storePolicies, m *mailPolicies){
		"BACKOFF_MAX_TRIES=7": func(s *storePolicies, m *mailPolicies) { // which leaves one attempt alone
			for _, p := range []*Policy{&s.Fetch, &s.Save, &s.GetURL, &s.getURL, &s.Close, &m.Read, &m.List} {
				p.MaxTries = 7
			}
		},
		"BACKOFF_MAIL_MAX_TRIES=7":                                  func(_ *storePolicies, m *mailPolicies) { m.Read.MaxTries, m.List.MaxTries = 7, 7 },
		"BACKOFF_MAIL_SEND_MAX_TRIES=7":                             func(_ *storePolicies, m *mailPolicies) { m.Send.MaxTries = 7 },
		"BACKOFF_MAIL_MAX_TRIES=none BACKOFF_MAIL_LIST_MAX_TRIES=9": func(_ *storePolicies, m *mailPolicies) { m.Read.MaxTries, m.List.MaxTries = 0, 9 },
		"BACKOFF_MAIL_LIST_MAX_TRIES=9 BACKOFF_MAIL_MAX_TRIES=none": func(_ *storePolicies, m *mailPolicies) { m.Read.MaxTries, m.List.MaxTries = 0, 9 },
		"BACKOFF_HEDGE=5ms":                                         func(_ *storePolicies, m *mailPolicies) { m.Read.Hedge = 5 * ms }, // others are not generated for it
		"BACKOFF_MAIL_ATTEMPT_TIMEOUT=2s": func(_ *storePolicies, m *mailPolicies) {
			m.Send.AttemptTimeout, m.Read.AttemptTimeout = 2*time.Second, 2*time.Second
		},
		"BACKOFF_MAIL_MAX_TRIES=none BACKOFF_MAIL_DEADLINE=3s": func(_ *storePolicies, m *mailPolicies) {
			m.Read.MaxTries, m.List.MaxTries = 0, 0
			m.Send.Deadline, m.Read.Deadline, m.List.Deadline = 3*time.Second, 3*time.Second, 3*time.Second
		},
		"BACKOFF_MAIL_LIST_MAX_TRIES=none BACKOFF_MAIL_DEADLINE=3s": func(_ *storePolicies, m *mailPolicies) {
			m.List.MaxTries = 0
			m.Send.Deadline, m.Read.Deadline, m.List.Deadline = 3*time.Second, 3*time.Second, 3*time.Second
		},
		"BACKOFF_MAX_TRIES=7 BACKOFF_STORE_MAX_TRIES=8 BACKOFF_STORE_FETCH_MAX_TRIES=9": func(s *storePolicies, m *mailPolicies) {
			s.Fetch.MaxTries, s.Save.MaxTries, s.GetURL.MaxTries, s.getURL.MaxTries, s.Close.MaxTries = 9, 8, 8, 8, 8
			m.Read.MaxTries, m.List.MaxTries = 7, 7
		},
		"BACKOFF_STORE_PAUSE=1s BACKOFF_PAUSE=2s": func(s *storePolicies, m *mailPolicies) {
			s.Fetch.Pause, s.Save.Pause, s.GetURL.Pause, s.getURL.Pause, s.Close.Pause = time.Second, time.Second, time.Second, time.Second, time.Second
			m.Send.Pause, m.Read.Pause, m.List.Pause = 2*time.Second, 2*time.Second, 2*time.Second
		},
		"BACKOFF_MAIL_ENABLED=false BACKOFF_MAIL_SEND_ENABLED=true": func(_ *storePolicies, m *mailPolicies) { m.Read.Disabled, m.List.Disabled = true, true },
		"BACKOFF_MAX_TRYS=7 BACKOFF_OTHER_MAX_TRIES=7":              func(*storePolicies, *mailPolicies) {}, // which may be somebody else's
	} {
		s, m, wantS, wantM := defaultStorePolicies(), defaultMailPolicies(), defaultStorePolicies(), defaultMailPolicies()
		change(&wantS, &wantM)
		if err := UnmarshalEnviron(strings.Fields(environ), s.Named(), m.Named()); err != nil {
			t.Errorf("%s: %v", environ, err)
		}
		if diff := cmp.Diff(wantS.text(), s.text()); diff != "" {
			t.Errorf("%s: Store (-want +got):\n%s", environ, diff)
		}
		if diff := cmp.Diff(namedText(wantM.Named()), namedText(m.Named())); diff != "" {
			t.Errorf("%s: Mail (-want +got):\n%s", environ, diff)
		}
	}
}

func namedText(n NamedPolicies) (all []string) {
	for _, m := range n.Methods {
		all = append(all, m.Name+" "+m.Policy.String())
	}
	return all
}

// Rule 2.18: a setting that no method can keep, or that could be two, is refused, and changes nothing.
func TestVariablesAboveTheMethodThatAreRefused(t *testing.T) {
	blind := Policy{MaxTries: 2}
	blinds := NamedPolicies{Interface: "Blind", Methods: []NamedPolicy{{Name: "Close", Policy: &blind, WithoutContext: true}}}
	maxima := Policy{MaxTries: 2}
	max := NamedPolicies{Interface: "Max", Methods: []NamedPolicy{{Name: "Find", Policy: &maxima}}}
	for environ, want := range map[string]string{
		"BACKOFF_BLIND_ATTEMPT_TIMEOUT=1s": "BACKOFF_BLIND_ATTEMPT_TIMEOUT: no method can keep it: Blind.Close: it takes no context.Context, so attempt_timeout could not end its attempts",
		"BACKOFF_BLIND_MAX_TRIES=none":     "BACKOFF_BLIND_MAX_TRIES: no method can keep it: Blind.Close: it takes no context.Context, so it needs max_tries, deadline or retry_for",
		"BACKOFF_HEDGE=1s":                 "BACKOFF_HEDGE: no method can keep it: Max.Find: its annotation has neither hedge nor on_timeout=abandon",
		"BACKOFF_MAX_TRIES=0":              `BACKOFF_MAX_TRIES is "0"; expected an integer of 1 or more, or none (the first try counts too; none means no limit)`,
		"BACKOFF_MAX_PAUSE=1s":             "BACKOFF_MAX_PAUSE could be max_pause of all methods or pause of all methods of Max: no variable can say which, but JSON can",
		"BACKOFF_BLIND_MAX_TRYS=1":         "BACKOFF_BLIND_MAX_TRYS sets nothing, did you mean BACKOFF_BLIND_MAX_TRIES?",
		"BACKOFF_BLIND_ATTEMPTS=1":         "BACKOFF_BLIND_ATTEMPTS sets nothing, did you mean BACKOFF_BLIND_MAX_TRIES?",
		"BACKOFF_BLIND_ENABLED=no":         `BACKOFF_BLIND_ENABLED is "no"; expected true or false`,
		"BACKOFF_BLIND_CLOSE_ENABLED=True": `BACKOFF_BLIND_CLOSE_ENABLED is "True"; expected true or false (did you mean true?)`,
	} {
		err := UnmarshalEnviron(append(strings.Fields(environ), "BACKOFF_BLIND_CLOSE_PAUSE=1s"), blinds, max)
		if err == nil || err.Error() != "backoff: "+want {
			t.Errorf("%s:\ngot  %v\nwant backoff: %s", environ, err, want)
		}
		if diff := cmp.Diff("max_tries=2, max_tries=2", blind.String()+", "+maxima.String()); diff != "" {
			t.Errorf("%s has changed something:\n%s", environ, diff)
		}
	}
}

// Rule 2.18: the strict form refuses what no decorator knows, and says what was probably meant.
func TestUnmarshalEnvironStrict(t *testing.T) {
	for variable, want := range map[string]string{
		"BACKOFF_STOR_FETCH_MAX_TRIES=5":     "BACKOFF_STOR_FETCH_MAX_TRIES sets nothing, did you mean BACKOFF_STORE_FETCH_MAX_TRIES?",
		"BACKOFF_MAX_TRYS=5":                 "BACKOFF_MAX_TRYS sets nothing, did you mean BACKOFF_MAX_TRIES?",
		"BACKOFF_TIMEOUT=5s":                 "BACKOFF_TIMEOUT sets nothing, did you mean BACKOFF_ATTEMPT_TIMEOUT?",
		"BACKOFF_SOMETHING_ELSE_ENTIRELY=5s": "BACKOFF_SOMETHING_ELSE_ENTIRELY sets nothing, want BACKOFF_, then one of STORE, MAIL, or a key such as MAX_TRIES",
		"BACKOFF_=5s":                        "BACKOFF_ sets nothing, want BACKOFF_, then one of STORE, MAIL, or a key such as MAX_TRIES",
		"BACKOFF_MAIL_SEND_MAX_TRYS=5":       "BACKOFF_MAIL_SEND_MAX_TRYS sets nothing, did you mean BACKOFF_MAIL_SEND_MAX_TRIES?",
	} {
		s, m := defaultStorePolicies(), defaultMailPolicies()
		err := UnmarshalEnvironStrict([]string{"PATH=/bin", "BACKOFF_PAUSE=1s", variable}, s.Named(), m.Named())
		if err == nil || err.Error() != "backoff: "+want {
			t.Errorf("%s:\ngot  %v\nwant backoff: %s", variable, err, want)
		}
		if s.Fetch.Pause != ms {
			t.Errorf("%s: an error has changed something: %v", variable, s.Fetch)
		}
	}
	s, m := defaultStorePolicies(), defaultMailPolicies()
	environ := []string{"PATH=/bin", "BACKOFF=x", "BACKOFFGEN_X=y", "BACKOFF_PAUSE=1s", "BACKOFF_MAIL_SEND_PAUSE=2s"}
	if err := UnmarshalEnvironStrict(environ, s.Named(), m.Named()); err != nil || s.Save.Pause != time.Second || m.Send.Pause != 2*time.Second {
		t.Errorf("%v: %v, %v", err, s.Save, m.Send)
	}
	if err := UnmarshalEnvironStrict([]string{"BACKOFF_PAUSE=1s"}); err == nil || err.Error() != "backoff: BACKOFF_PAUSE sets nothing" {
		t.Errorf("without policies: %v", err)
	}
}

// Rule 2.18: in JSON the name * stands for all methods.
func TestJSONAboveTheMethod(t *testing.T) {
	for text, change := range map[string]func(m *mailPolicies){
		`{"*": {"max_tries": 7}}`:                           func(m *mailPolicies) { m.Read.MaxTries, m.List.MaxTries = 7, 7 },
		`{"*": {"max_tries": 7}, "List": {"max_tries": 9}}`: func(m *mailPolicies) { m.Read.MaxTries, m.List.MaxTries = 7, 9 },
		`{"List": {"max_tries": 9}, "*": {"max_tries": 7}}`: func(m *mailPolicies) { m.Read.MaxTries, m.List.MaxTries = 7, 9 },
		`{"Send": {"max_tries": 4}, "*": {"attempt_timeout": "1s"}}`: func(m *mailPolicies) {
			m.Send.MaxTries, m.Send.AttemptTimeout, m.Read.AttemptTimeout = 4, time.Second, time.Second
		},
		`{"*": {"enabled": false}, "Read": {"enabled": true}}`: func(m *mailPolicies) { m.Send.Disabled, m.List.Disabled = true, true },
		`{"*": {}}`: func(*mailPolicies) {},
	} {
		got, want := defaultMailPolicies(), defaultMailPolicies()
		change(&want)
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(namedText(want.Named()), namedText(got.Named())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	for text, want := range map[string]string{
		`{"*": {"max_trys": 7}}`:  `Mail.*: unknown field "max_trys", did you mean max_tries?`,
		`{"*": {"max_tries": 0}}`: `Mail.*: max_tries is "0"; expected an integer of 1 or more, or none (the first try counts too; none means no limit)`,
		`{"*": 7}`:                `Mail.*: cannot unmarshal number, want an object`,
		`{"*": {"pause": "1s"}, "*": {"pause": "2s"}}`:     `Mail.* is given twice`,
		`{"*": {"enabled": "false"}}`:                      `Mail.*: enabled is "false"; expected true or false`,
		`{"Send": {"enabled": 0}}`:                         `Mail.Send: enabled is 0; expected true or false`,
		`{"*": {"disabled": true}}`:                        `Mail.*: unknown field "disabled", did you mean enabled?`,
		`{"*": {"max_tries": "none", "errors": "io.EOF"}}`: `Mail.*: field "errors" cannot be changed: it stays as annotated`,
	} {
		got, before := defaultMailPolicies(), defaultMailPolicies()
		if err := json.Unmarshal([]byte(text), &got); err == nil || err.Error() != "backoff: "+want {
			t.Errorf("%s:\ngot  %v\nwant backoff: %s", text, err, want)
		}
		if diff := cmp.Diff(namedText(before.Named()), namedText(got.Named())); diff != "" {
			t.Errorf("%s: an error has changed something (-before +after):\n%s", text, diff)
		}
	}
}

// Rule 4.2: a disabled policy makes one attempt, without hedges, under the same limits, whoever runs it.
func TestADisabledPolicyMakesOneAttempt(t *testing.T) {
	for name, p := range map[string]Policy{
		"sequential": {MaxTries: 5, AttemptTimeout: 10 * ms, Errors: []Matcher{Any}},
		"hedged":     {Hedge: ms, AttemptTimeout: 10 * ms, Errors: []Matcher{Any}},
		"abandoned":  {Abandon: true, AttemptTimeout: 10 * ms, Errors: []Matcher{Any}},
		"without limits on tries, and a deadline": {Deadline: 10 * ms, Pause: ms, Errors: []Matcher{Any}},
	} {
		t.Run(name, func(t *testing.T) {
			p.Disabled = true
			m := decorate.New("Store", 1).Method("Fetch", p, decorate.RunsAsync)
			synctest.Test(t, func(t *testing.T) { // a busy machine would let 10 ms pass
				attempts := 0
				if _, err := async(t.Context(), &m, func(context.Context) (int, error) { attempts++; return 0, errBusy }); err != errBusy || attempts != 1 {
					t.Errorf("%d attempts, and %v", attempts, err)
				}
			})
			synctest.Test(t, func(t *testing.T) {
				began, n := time.Now(), 0
				_, err := Do(t.Context(), &p, func(ctx context.Context) (int, error) {
					n++
					<-ctx.Done()
					return 0, ctx.Err()
				})
				if took := time.Since(began); err == nil || n != 1 || took != 10*ms {
					t.Errorf("%d attempts, and %v after %v", n, err, took)
				}
			})
		})
	}
}
