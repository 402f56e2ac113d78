package backoff_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
)

func TestUnmarshalEnviron(t *testing.T) {
	for environ, change := range map[string]func(*storePolicies){
		"":                                func(*storePolicies) {},
		"BACKOFF_STORE_FETCH_MAX_TRIES=5": func(p *storePolicies) { p.Fetch.MaxTries = 5 },
		"BACKOFF_STORE_FETCH_ATTEMPT_TIMEOUT=250ms":                                     func(p *storePolicies) { p.Fetch.AttemptTimeout = 250 * ms },
		"BACKOFF_STORE_FETCH_DEADLINE=none BACKOFF_STORE_SAVE_MAX_TRIES=none":           func(p *storePolicies) { p.Fetch.Deadline, p.Save.MaxTries = 0, 0 },
		"BACKOFF_STORE_FETCH_PAUSE=0s BACKOFF_STORE_SAVE_PAUSE=none":                    func(p *storePolicies) { p.Fetch.Pause, p.Save.Pause = 0, 0 },
		"BACKOFF_STORE_SAVE_MULTIPLIER=1.5 BACKOFF_STORE_SAVE_MAX_PAUSE=1m":             func(p *storePolicies) { p.Save.Multiplier, p.Save.MaxPause = 1.5, time.Minute },
		"BACKOFF_STORE_FETCH_JITTER=0.2 BACKOFF_STORE_SAVE_JITTER=decorrelated":         func(p *storePolicies) { p.Fetch.Jitter, p.Save.Jitter = "0.2", JitterDecorrelated },
		"BACKOFF_STORE_FETCH_JITTER=none":                                               func(*storePolicies) {},
		"BACKOFF_STORE_FETCH_MAX_TRIES=x BACKOFF_STORE_FETCH_MAX_TRIES=6":               func(p *storePolicies) { p.Fetch.MaxTries = 6 }, // the last one wins
		"PATH=/bin BACKOFF_OTHER_FETCH_PAUSE=x BACKOFF_STORE=x backoff_store_x=y =C:=x": func(*storePolicies) {},
		"BACKOFF_STORE_FETCH_PAUZE BACKOFF=":                                            func(*storePolicies) {}, // no variables
		"BACKOFF_STORE_CLOSE_DEADLINE=1s BACKOFF_STORE_CLOSE_MAX_TRIES=none":            func(p *storePolicies) { p.Close.Deadline, p.Close.MaxTries = time.Second, 0 },
	} {
		got, want := defaultStorePolicies(), defaultStorePolicies()
		change(&want)
		if err := UnmarshalEnviron(strings.Fields(environ), got.Named()); err != nil {
			t.Errorf("%s: %v", environ, err)
		}
		if diff := cmp.Diff(want.text(), got.text()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", environ, diff)
		}
	}
	if err := UnmarshalEnviron([]string{"BACKOFF_STORE_FETCH_PAUZE=1s"}); err != nil {
		t.Errorf("without policies: %v", err)
	}
}

func TestUnmarshalEnvironRefuses(t *testing.T) {
	for variable, want := range map[string]string{
		"FETCH_MAX_TRYS=5":           " sets nothing, did you mean BACKOFF_STORE_FETCH_MAX_TRIES?",
		"FETSH_PAUSE=5s":             " sets nothing, did you mean BACKOFF_STORE_FETCH_PAUSE?",
		"FETCHMAXTRIES=5":            " sets nothing, did you mean BACKOFF_STORE_FETCH_MAX_TRIES?",
		"Fetch_PAUSE=5s":             " sets nothing, did you mean BACKOFF_STORE_FETCH_PAUSE?",
		"URL=x":                      " sets nothing, want BACKOFF_STORE_, then one of FETCH, SAVE, GET_URL, GET_URL, CLOSE, then a key such as _MAX_TRIES",
		"=x":                         " sets nothing, want BACKOFF_STORE_, then one of FETCH, SAVE, GET_URL, GET_URL, CLOSE, then a key such as _MAX_TRIES",
		"FETCH_ERRORS=io.EOF":        " sets nothing, want BACKOFF_STORE_, then one of FETCH, SAVE, GET_URL, GET_URL, CLOSE, then a key such as _MAX_TRIES",
		"FETCH_MAX_TRIES=":           " is empty; expected an integer of 1 or more, or none",
		"FETCH_MAX_TRIES=0":          ` is "0"; expected an integer of 1 or more, or none (the first try counts too; none means no limit)`,
		`FETCH_MAX_TRIES="5"`:        ` is "\"5\""; expected an integer of 1 or more, or none`,
		"FETCH_TIMEOUT=5s":           " sets nothing, did you mean BACKOFF_STORE_FETCH_ATTEMPT_TIMEOUT?",
		"SAVE_MAX_ATTEMPTS=5":        " sets nothing, did you mean BACKOFF_STORE_SAVE_MAX_TRIES?",
		"FETCH_DEADLINE=1d":          ` is "1d"; expected a duration such as 1s or 250ms, or none (a day is 24h, did you mean 24h?)`,
		"FETCH_MAX_TRIES=5e9":        ` is "5e9"; expected an integer of 1 or more, or none`,
		"FETCH_MAX_TRIES=5000000000": " is too large: 5000000000; expected an integer from 1 to 2147483647, or none (none means no limit)",
		"FETCH_PAUSE=5":              ` is "5"; expected a duration such as 1s or 250ms, or none (did you mean 5s?)`,
		"FETCH_PAUSE=\xff\"\\":       ` is "\xff\"\\"; expected a duration such as 1s or 250ms, or none`,
		"FETCH_DEADLINE=0s":          ` is zero; expected a duration such as 1s or 250ms, or none (none means no limit)`,
		"FETCH_MULTIPLIER=Inf":       ` is "Inf"; expected a number of 1 or more, such as 1.5`,
		"FETCH_MULTIPLIER=NaN":       ` is "NaN"; expected a number of 1 or more, such as 1.5`,
		"FETCH_MULTIPLIER=none":      ` is "none"; expected a number of 1 or more, such as 1.5`,
		"FETCH_JITTER=2":             ` is "2"; expected none, full, equal, decorrelated, or a ratio over 0 and up to 1, such as 0.2`,
		"GET_URL_PAUSE=1s":           " could be pause of Store.GetURL or pause of Store.getURL: no variable can say which, but JSON can",
		"CLOSE_ATTEMPT_TIMEOUT=1s":   "Store.Close: it takes no context.Context, so attempt_timeout could not end its attempts",
		"FETCH_PAUSE=-1s":            " is negative: -1s; expected a duration such as 1s or 250ms, or none",
	} {
		name, _, _ := strings.Cut("BACKOFF_STORE_"+variable, "=")
		if !strings.HasPrefix(want, "Store") {
			want = name + want
		}
		got, before := defaultStorePolicies(), defaultStorePolicies()
		err := UnmarshalEnviron([]string{"BACKOFF_STORE_SAVE_MAX_TRIES=9", "BACKOFF_STORE_" + variable}, got.Named())
		if err == nil || err.Error() != "backoff: "+want {
			t.Errorf("%s:\ngot  %v\nwant backoff: %s", variable, err, want)
		}
		if diff := cmp.Diff(before.text(), got.text()); diff != "" {
			t.Errorf("%s: an error has changed something (-before +after):\n%s", variable, diff)
		}
	}
}

func TestUnmarshalEnvironReportsEverything(t *testing.T) {
	got := defaultStorePolicies()
	err := UnmarshalEnviron([]string{
		"BACKOFF_STORE_SAVE_PAUSE=soon", "BACKOFF_STORE_FETCH_MAX_TRYS=1", "BACKOFF_STORE_FETCH_PAUSE=-1s",
	}, got.Named())
	want := `backoff: BACKOFF_STORE_FETCH_MAX_TRYS sets nothing, did you mean BACKOFF_STORE_FETCH_MAX_TRIES?
BACKOFF_STORE_FETCH_PAUSE is negative: -1s; expected a duration such as 1s or 250ms, or none
BACKOFF_STORE_SAVE_PAUSE is "soon"; expected a duration such as 1s or 250ms, or none`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// An interface's variables may begin as another's: together they are told apart, and alone the longer one is unknown.
func TestInterfacesThatBeginAlike(t *testing.T) {
	var store, cache Policy
	stores := NamedPolicies{Interface: "Store", Methods: []NamedPolicy{{"Fetch", &store, false}, {"CacheDrop", &store, false}}}
	caches := NamedPolicies{Interface: "StoreCache", Methods: []NamedPolicy{{"Fetch", &cache, false}}}
	environ := []string{"BACKOFF_STORE_FETCH_PAUSE=1s", "BACKOFF_STORE_CACHE_FETCH_PAUSE=2s"}
	for _, policies := range [][]NamedPolicies{{stores, caches}, {caches, stores}} {
		store, cache = Policy{}, Policy{}
		if err := UnmarshalEnviron(environ, policies...); err != nil || store.Pause != time.Second || cache.Pause != 2*time.Second {
			t.Errorf("%v: %v, %v", err, store, cache)
		}
		err := UnmarshalEnviron([]string{"BACKOFF_STORE_CACHE_FETSH_PAUSE=1s"}, policies...)
		if want := "backoff: BACKOFF_STORE_CACHE_FETSH_PAUSE sets nothing, did you mean BACKOFF_STORE_CACHE_FETCH_PAUSE?"; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if err := UnmarshalEnviron(environ, stores); err == nil || !strings.Contains(err.Error(), "BACKOFF_STORE_CACHE_FETCH_PAUSE sets nothing") {
		t.Errorf("alone: %v", err)
	}
	if err := UnmarshalEnviron(environ, caches); err != nil {
		t.Errorf("the longer one alone: %v", err)
	}
	caches.Methods[0].Name, caches.Interface = "Drop", "StoreCache"
	err := UnmarshalEnviron([]string{"BACKOFF_STORE_CACHE_DROP_PAUSE=1s"}, stores, caches)
	want := "backoff: BACKOFF_STORE_CACHE_DROP_PAUSE could be pause of Store.CacheDrop or pause of StoreCache.Drop: no variable can say which, but JSON can"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// Get's max_pause and GetMax's pause would be one variable.
func TestKeysThatBeginAlike(t *testing.T) {
	var get, getMax, getURL Policy
	n := NamedPolicies{Interface: "Store", Methods: []NamedPolicy{{"Get", &get, false}, {"GetMax", &getMax, false}, {"GetURL", &getURL, false}}}
	err := UnmarshalEnviron([]string{"BACKOFF_STORE_GET_MAX_PAUSE=1s"}, n)
	want := "backoff: BACKOFF_STORE_GET_MAX_PAUSE could be max_pause of Store.Get or pause of Store.GetMax: no variable can say which, but JSON can"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if err := UnmarshalEnviron([]string{"BACKOFF_STORE_GET_URL_PAUSE=1s", "BACKOFF_STORE_GET_PAUSE=2s", "BACKOFF_STORE_GET_MAX_MAX_PAUSE=3s"}, n); err != nil || getURL.Pause != time.Second || get.Pause != 2*time.Second || getMax.MaxPause != 3*time.Second {
		t.Errorf("%v: %v, %v, %v", err, get, getMax, getURL)
	}
}

// Interfaces of one name are told apart by another one.
func TestAnotherInterfaceName(t *testing.T) {
	users, files := defaultStorePolicies(), defaultStorePolicies()
	other := files.Named()
	other.Interface = "FileStore"
	if err := UnmarshalEnviron([]string{"BACKOFF_STORE_FETCH_MAX_TRIES=8", "BACKOFF_FILE_STORE_FETCH_MAX_TRIES=9"}, users.Named(), other); err != nil || users.Fetch.MaxTries != 8 || files.Fetch.MaxTries != 9 {
		t.Errorf("%v: %v, %v", err, users.Fetch, files.Fetch)
	}
}

// Whatever the environment is, nothing panics, and an error leaves everything as it was. What is accepted is valid.
func FuzzUnmarshalEnviron(f *testing.F) {
	for _, seed := range []string{
		"BACKOFF_STORE_FETCH_MAX_TRIES=5", "BACKOFF_STORE_FETCH_ATTEMPT_TIMEOUT=250ms\nBACKOFF_STORE_CLOSE_DEADLINE=none",
		"BACKOFF_STORE_FETCH_JITTER=0.3", "BACKOFF_STORE_SAVE_MULTIPLIER=1e308", "BACKOFF_STORE_FETCH_MAX_TRYS=5",
		"BACKOFF_STORE_GET_URL_PAUSE=1s", "BACKOFF_STORE_=\nBACKOFF_STORE_CACHE_GET_PAUSE=1s", "=", "BACKOFF_STORE_FETCH_JITTER=\"",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, before := defaultStorePolicies(), defaultStorePolicies()
		if err := UnmarshalEnviron(strings.Split(text, "\n"), got.Named()); err != nil {
			if diff := cmp.Diff(before.text(), got.text()); diff != "" {
				t.Errorf("%v, but (-before +after):\n%s", err, diff)
			}
			return
		}
		for _, m := range got.Named().Methods {
			if err := m.Policy.Validate(); err != nil {
				t.Errorf("%s: %v", m.Name, err)
			}
			again := *m.Policy
			if data, err := m.Policy.MarshalJSON(); err != nil {
				t.Errorf("%s: %v", m.Name, err)
			} else if err := again.UnmarshalJSON(data); err != nil || again.String() != m.Policy.String() {
				t.Errorf("%s: %v, read back as %v (%v)", m.Name, m.Policy, again, err)
			}
		}
	})
}
