package config

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// flaky fails each attempt, with err.
type flaky struct {
	err   error
	calls int
}

func (f *flaky) attempt() error { f.calls++; return f.err }

func (f *flaky) Fetch(ctx context.Context, _ string) (string, error) {
	f.calls++
	if f.err == nil { // it hangs
		<-ctx.Done()
		return "", ctx.Err()
	}
	return "", f.err
}
func (f *flaky) Save(context.Context, string) error { return f.attempt() }
func (f *flaky) Sync() error                        { return f.attempt() }
func (f *flaky) Name() string                       { return "flaky" }
func (f *flaky) Get(context.Context) error          { return f.attempt() }
func (f *flaky) GetURL(context.Context) error       { return f.attempt() }
func (f *flaky) GetUserIDs(context.Context) error   { return f.attempt() }
func (f *flaky) get(context.Context) error          { return f.attempt() }
func (f *flaky) MarshalJSON() ([]byte, error)       { return nil, f.attempt() }
func (f *flaky) UnmarshalJSON([]byte) error         { return f.attempt() }
func (f *flaky) Named(context.Context) error        { return f.attempt() }
func (f *flaky) NamedPolicy(context.Context) error  { return f.attempt() }
func storePoliciesFrom(text string) (StorePolicies, error) {
	policies := DefaultStorePolicies()
	err := json.Unmarshal([]byte(text), &policies)
	return policies, err
}

// Each configuration makes a decorator retry otherwise; the annotated one stands first.
// Rule 2.18.
func TestConfiguredPoliciesAreKept(t *testing.T) {
	for _, tt := range []struct {
		name, json string
		environ    []string
		err        error
		calls      int
		elapsed    time.Duration
	}{
		{name: "as annotated", err: ErrBusy, calls: 3, elapsed: 200 * time.Millisecond},
		{name: "tries", json: `{"Fetch": {"max_tries": 5}}`, err: ErrBusy, calls: 5, elapsed: 400 * time.Millisecond},
		{name: "a pause", json: `{"fetch": {"pause": "2s"}}`, err: ErrBusy, calls: 3, elapsed: 4 * time.Second},
		{name: "growing", json: `{"Fetch": {"max_tries": 4, "multiplier": 2, "max_pause": "300ms"}}`, err: ErrBusy, calls: 4, elapsed: 600 * time.Millisecond},
		{name: "matchers stay", json: `{"Fetch": {"max_tries": 5}}`, err: ErrCorrupt, calls: 1},
		{name: "timeouts", calls: 3, elapsed: 500 * time.Millisecond},
		{name: "other timeouts", json: `{"Fetch": {"attempt_timeout": "1s", "max_tries": 2}}`, calls: 2, elapsed: 2100 * time.Millisecond},
		{name: "a deadline", json: `{"Fetch": {"deadline": "150ms"}}`, calls: 1, elapsed: 100 * time.Millisecond},
		{name: "variables", environ: []string{"BACKOFF_STORE_FETCH_MAX_TRIES=2", "BACKOFF_STORE_FETCH_PAUSE=1s"}, err: ErrBusy, calls: 2, elapsed: time.Second},
		{
			name: "variables over a file", json: `{"Fetch": {"pause": "2s", "max_tries": 9}}`,
			environ: []string{"BACKOFF_STORE_FETCH_MAX_TRIES=2"}, err: ErrBusy, calls: 2, elapsed: 2 * time.Second,
		},
		{name: "none", environ: []string{"BACKOFF_STORE_FETCH_MAX_TRIES=none"}, err: ErrBusy, calls: 100, elapsed: 9900 * time.Millisecond},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				policies := DefaultStorePolicies()
				if tt.json != "" {
					if err := json.Unmarshal([]byte(tt.json), &policies); err != nil {
						t.Fatal(err)
					}
				}
				if err := backoff.UnmarshalEnviron(tt.environ, policies.Named()); err != nil {
					t.Fatal(err)
				}
				inner := &flaky{err: tt.err}
				store, err := NewRetryingStore(inner).WithPolicies(policies)
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				if _, err := store.Fetch(t.Context(), "7"); err == nil || tt.err != nil && !errors.Is(err, tt.err) {
					t.Errorf("Fetch returned %v, want %v", err, tt.err)
				}
				if elapsed := time.Since(start); inner.calls != tt.calls || elapsed != tt.elapsed {
					t.Errorf("%d attempts in %v, want %d in %v", inner.calls, elapsed, tt.calls, tt.elapsed)
				}
			})
		})
	}
}

// What is code stays as annotated: Save still gives up on what its predicate says.
// Rule 2.18.
func TestAPredicateStays(t *testing.T) {
	policies, err := storePoliciesFrom(`{"Save": {"max_tries": 7}}`)
	if err != nil {
		t.Fatal(err)
	}
	for cause, calls := range map[error]int{ErrBusy: 7, ErrCorrupt: 1} {
		inner := &flaky{err: cause}
		store, err := NewRetryingStore(inner).WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		if err := store.Save(t.Context(), ""); err != cause || inner.calls != calls {
			t.Errorf("Save returned %v after %d attempts, want %v after %d", err, inner.calls, cause, calls)
		}
	}
}

// Rule 2.18.
func TestMistakesAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		`{"Fetsh": {"max_tries": 5}}`:     `backoff: Store has no method "Fetsh" under a policy, did you mean Fetch?`,
		`{"Name": {}}`:                    `backoff: Store has no method "Name" under a policy, want one of Fetch, Save, Sync`,
		`{"Fetch": {"max_trys": 5}}`:      `backoff: Store.Fetch: unknown field "max_trys", did you mean max_tries?`,
		`{"Sync": {"max_tries": "none"}}`: `backoff: Store.Sync: it takes no context.Context, so it needs max_tries, deadline or retry_for`,
	} {
		policies, err := storePoliciesFrom(text)
		if err == nil || err.Error() != want {
			t.Errorf("%s:\ngot  %v\nwant %s", text, err, want)
		}
		if got := policies.Fetch.String(); got != DefaultStorePolicies().Fetch.String() {
			t.Errorf("%s: after an error the policy of Fetch is %s", text, got)
		}
	}
}

func TestSeveralInOneDocument(t *testing.T) {
	config := struct {
		Store StorePolicies
		HTTP  HTTPClientPolicies `json:"http"`
	}{DefaultStorePolicies(), DefaultHTTPClientPolicies()}
	if err := json.Unmarshal([]byte(`{"Store": {"Sync": {"max_tries": 9}}, "http": {"get_user_ids": {"pause": "2s"}, "get_url": {"pause": "3s"}}}`), &config); err != nil {
		t.Fatal(err)
	}
	if config.Store.Sync.MaxTries != 9 || config.HTTP.GetUserIDs.Pause != 2*time.Second || config.HTTP.GetURL.Pause != 3*time.Second || config.HTTP.Get.Pause != time.Second {
		t.Errorf("read %+v", config)
	}
}

func TestSeveralFromOneEnvironment(t *testing.T) {
	store, client := DefaultStorePolicies(), DefaultHTTPClientPolicies()
	environ := []string{
		"BACKOFF_STORE_SYNC_MAX_TRIES=9",
		"BACKOFF_HTTP_CLIENT_GET_URL_PAUSE=3s",
		"BACKOFF_HTTP_CLIENT_GET_PAUSE=2s",
		"BACKOFF_HTTP_CLIENT_GET_USER_IDS_JITTER=full",
		"PATH=/bin",
	}
	if err := backoff.UnmarshalEnviron(environ, store.Named(), client.Named()); err != nil {
		t.Fatal(err)
	}
	if store.Sync.MaxTries != 9 || client.GetURL.Pause != 3*time.Second || client.Get.Pause != 2*time.Second || client.GetUserIDs.Jitter != backoff.JitterFull {
		t.Errorf("read %v, %v", store, client)
	}
}

// Fields that nobody outside sees, and those that are not called as their methods, are written and read too.
// Rule 4.2.
func TestRoundTrip(t *testing.T) {
	hidden := defaultStorePolicies()
	hidden.get.MaxTries, hidden.Get.Pause = 7, time.Hour
	text, err := json.Marshal(hidden)
	if err != nil || !strings.HasPrefix(string(text), `{"get":{"attempt_timeout":"none"`) {
		t.Fatalf("got %s, %v", text, err)
	}
	read := defaultStorePolicies()
	if err := json.Unmarshal(text, &read); err != nil || read.get.MaxTries != 7 || read.Get.Pause != time.Hour || read.Get.MaxTries != 2 {
		t.Errorf("read %v, %v", read, err)
	}

	codec := DefaultCodecPolicies()
	codec.UnmarshalJSONPolicy.MaxTries, codec.NamedPolicy2.MaxTries = 3, 4
	text, err = json.Marshal(codec)
	if err != nil {
		t.Fatal(err)
	}
	other := DefaultCodecPolicies()
	if err := json.Unmarshal(text, &other); err != nil || other.UnmarshalJSONPolicy.MaxTries != 3 || other.NamedPolicy2.MaxTries != 4 || other.NamedPolicy.MaxTries != 2 {
		t.Errorf("read %v, %v", other, err)
	}
	inner := &flaky{err: ErrBusy}
	decorated, err := NewRetryingCodec(inner).WithPolicies(other)
	if err != nil {
		t.Fatal(err)
	}
	if err := decorated.Named(t.Context()); err != ErrBusy || inner.calls != 4 {
		t.Errorf("Named returned %v after %d attempts, want 4", err, inner.calls)
	}

	store := DefaultStorePolicies()
	if text, err = json.Marshal(store); err != nil {
		t.Fatal(err)
	}
	again, err := storePoliciesFrom(string(text))
	if err != nil || again.Fetch.String() != store.Fetch.String() || again.Save.String() != store.Save.String() || again.Sync.String() != store.Sync.String() {
		t.Errorf("read %v, %v, want %v", again, err, store)
	}
}

// get and Get are one word in capitals, so no variable sets either; JSON tells them apart.
func TestAlikeMethods(t *testing.T) {
	policies := defaultStorePolicies()
	err := backoff.UnmarshalEnviron([]string{"BACKOFF_STORE_GET_PAUSE=1s"}, policies.Named())
	want := "backoff: BACKOFF_STORE_GET_PAUSE could be pause of store.get or pause of store.Get: no variable can say which, but JSON can"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if err := json.Unmarshal([]byte(`{"Get": {"pause": "1s"}, "get": {"pause": "2s"}}`), &policies); err != nil || policies.Get.Pause != time.Second || policies.get.Pause != 2*time.Second {
		t.Errorf("read %v, %v", policies, err)
	}
}

// The decorators of the other interfaces are under their policies too.
func TestTheOthersAreRetried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &flaky{err: ErrBusy}
		client, hidden := NewRetryingHTTPClient(inner), newRetryingStore(inner)
		for _, call := range []func(context.Context) error{client.Get, client.GetURL, client.GetUserIDs, hidden.get, hidden.Get} {
			if err := call(t.Context()); err != ErrBusy {
				t.Error(err)
			}
		}
		if inner.calls != 3*3+2*2 {
			t.Errorf("%d attempts, want 13", inner.calls)
		}
	})
}

// Rule 4.2: one policy for all methods, with Errors and Giveup among what is set, where a decorator is made.
func TestEachMethodUnderOnePolicy(t *testing.T) {
	policies := DefaultStorePolicies()
	var names []string
	policies.Each(func(method string, p *backoff.Policy) {
		names = append(names, method)
		p.MaxTries, p.AttemptTimeout, p.Deadline, p.Pause = 4, 0, 0, 0
		p.Errors = []backoff.Matcher{backoff.MatchFunc(func(err error) bool { return err != nil })}
		p.Giveup = func(err error) bool { return errors.Is(err, ErrCorrupt) }
		if method == "Sync" {
			p.MaxTries = 2
		}
	})
	if diff := cmp.Diff([]string{"Fetch", "Save", "Sync"}, names); diff != "" {
		t.Errorf("methods (-want +got):\n%s", diff)
	}
	inner := &flaky{}
	store, err := NewRetryingStore(inner).WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name string
		err  error
		call func() error
		want int
	}{
		{"Fetch, on an error that its annotation does not list", errors.New("other"), func() error { _, err := store.Fetch(t.Context(), ""); return err }, 4},
		{"Save", ErrBusy, func() error { return store.Save(t.Context(), "") }, 4},
		{"Save, which gives up", ErrCorrupt, func() error { return store.Save(t.Context(), "") }, 1},
		{"Sync, which has another number", ErrBusy, store.Sync, 2},
	} {
		inner.calls, inner.err = 0, tc.err
		if err := tc.call(); err != tc.err || inner.calls != tc.want {
			t.Errorf("%s: %v after %d attempts, want %d", tc.name, err, inner.calls, tc.want)
		}
	}
}
