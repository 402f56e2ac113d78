package backoff_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
)

// Whatever the JSON is, nothing panics, and an error leaves everything as it was. What is accepted is valid, and is written and
// read back as it is; for one policy and for those of a decorator.
func FuzzUnmarshalJSON(f *testing.F) {
	for _, seed := range []string{
		`{}`, `null`, `{"max_tries": 5}`, `{"pause": "10ms", "jitter": "full", "multiplier": 2}`, `{"max_tries": "none"}`, `{"pause": null}`,
		`{"jitter": 0.25, "enabled": false}`, `{"multiplier": 1e999}`, `{"max_tries": 1, "max_tries": 2}`, `{"errors": "error"}`, `{"deadline":`,
		`{"Fetch": {"max_tries": 5}, "*": {"pause": "1s"}}`, `{"fetch": {}}`, `{"Fetch": []}`, `[]`, `"x"`, "{\"\u0000\": 1}", `{"hedge": "1ms"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := defaultStorePolicies().Fetch
		before := got.String()
		switch err := got.UnmarshalJSON(data); {
		case err != nil && got.String() != before:
			t.Errorf("%v, but %s became %s", err, before, got)
		case err == nil:
			readBack(t, &got)
		}
		all, unchanged := defaultStorePolicies(), defaultStorePolicies()
		if err := all.Named().UnmarshalJSON(data); err != nil {
			if diff := cmp.Diff(unchanged.text(), all.text()); diff != "" {
				t.Errorf("%v, but (-before +after):\n%s", err, diff)
			}
			return
		}
		for _, m := range all.Named().Methods {
			readBack(t, m.Policy)
		}
	})
}

// readBack writes a policy, which has to be valid, and reads it back.
func readBack(t *testing.T, p *Policy) {
	t.Helper()
	if err := p.Validate(); err != nil {
		t.Errorf("%v is accepted, but %v", p, err)
	}
	again := *p
	if data, err := p.MarshalJSON(); err != nil {
		t.Errorf("%v: %v", p, err)
	} else if err := again.UnmarshalJSON(data); err != nil || again.String() != p.String() {
		t.Errorf("%v as %s is read back as %v (%v)", p, data, again, err)
	}
}
