package keys_test

import (
	"math"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// key returns a key of some kind.
func key(kind keys.Kind, choices ...string) keys.Key {
	return keys.Key{Name: "toy", Kind: kind, Choices: choices}
}

// What Parse returns is read again from what Format makes of it, and nothing is wrong with it.
func TestValuesAreReadAndWritten(t *testing.T) {
	jitter := key(keys.KindJitter, "none", "full", "equal", "decorrelated")
	for _, tc := range []struct {
		key   keys.Key
		text  string
		value any
		back  string
	}{
		{key(keys.KindDuration), "100ms", 100 * time.Millisecond, "100ms"},
		{key(keys.KindDuration), "90s", 90 * time.Second, "1m30s"},
		{key(keys.KindDuration), "0", time.Duration(0), "none"},
		{key(keys.KindDuration), "none", time.Duration(0), "none"},
		{key(keys.KindLimit), "1h", time.Hour, "1h0m0s"},
		{key(keys.KindLimit), "none", time.Duration(0), "none"},
		{key(keys.KindCount), "3", 3, "3"},
		{key(keys.KindCount), "2147483647", math.MaxInt32, "2147483647"},
		{key(keys.KindCount), "none", 0, "none"},
		{key(keys.KindNumber), "1.5", 1.5, "1.5"},
		{key(keys.KindNumber), "2e9", 2e9, "2e+09"},
		{key(keys.KindNumber), "1", 0.0, "1"},
		{jitter, "full", "full", "full"},
		{jitter, "0.20", "0.2", "0.2"},
		{jitter, "1", "1", "1"},
		{jitter, "none", "", "none"},
		{key(keys.KindChoice, "cancel", "abandon"), "abandon", "abandon", "abandon"},
	} {
		got, wrong := tc.key.Parse(tc.text)
		if wrong != nil || got != tc.value {
			t.Errorf("%s %q is %#v, %v; want %#v", tc.key.Kind, tc.text, got, wrong, tc.value)
			continue
		}
		if back := tc.key.Format(got); back != tc.back {
			t.Errorf("%s %q is written as %q, want %q", tc.key.Kind, tc.text, back, tc.back)
		}
		if again, wrong := tc.key.Parse(tc.back); wrong != nil || again != got {
			t.Errorf("%s %q is read again as %#v, %v", tc.key.Kind, tc.back, again, wrong)
		}
		if wrong := tc.key.Check(got); wrong != nil {
			t.Errorf("%s %q: %v", tc.key.Kind, tc.text, wrong)
		}
	}
}

func TestValuesThatAreRefused(t *testing.T) {
	const (
		duration = "; expected a duration such as 1s or 250ms, or none"
		count    = "; expected an integer of 1 or more, or none"
		number   = "; expected a number of 1 or more, such as 1.5"
		ratio    = "; expected none, full, equal, or a ratio over 0 and up to 1, such as 0.2"
		choice   = "; expected auto, none or always"
	)
	jitter := key(keys.KindJitter, "none", "full", "equal")
	for _, tc := range []struct {
		key        keys.Key
		text, want string
	}{
		{key(keys.KindDuration), "", "is empty" + duration},
		{key(keys.KindDuration), "5", `is "5"` + duration + " (did you mean 5s?)"},
		{key(keys.KindDuration), "fast", `is "fast"` + duration},
		{key(keys.KindDuration), "None", `is "None"` + duration + " (did you mean none?)"},
		{key(keys.KindDuration), "-1s", "is negative: -1s" + duration},
		{key(keys.KindDuration), "9999999h", `is "9999999h"` + duration},
		{key(keys.KindLimit), "0s", "is zero" + duration + " (none means no limit)"},
		{key(keys.KindCount), "0", `is "0"` + count + " (the first try counts too; none means no limit)"},
		{key(keys.KindCount), "-1", `is "-1"` + count},
		{key(keys.KindCount), "many", `is "many"` + count},
		{key(keys.KindCount), "NONE", `is "NONE"` + count + " (did you mean none?)"},
		{key(keys.KindCount), "2147483648", "is too large: 2147483648; expected an integer from 1 to 2147483647, or none (none means no limit)"},
		{key(keys.KindCount), "99999999999999999999", "is too large: 99999999999999999999; expected an integer from 1 to 2147483647, or none (none means no limit)"},
		{key(keys.KindNumber), "0", `is "0"` + number},
		{key(keys.KindNumber), "0.5", `is "0.5"` + number},
		{key(keys.KindNumber), "NaN", `is "NaN"` + number},
		{key(keys.KindNumber), "inf", `is "inf"` + number},
		{key(keys.KindNumber), "1e309", `is "1e309"` + number},
		{jitter, "ful", `is "ful"` + ratio + " (did you mean full?)"},
		{jitter, "1.5", `is "1.5"` + ratio},
		{jitter, "0", `is "0"` + ratio},
		{key(keys.KindChoice, "auto", "none", "always"), "alway", `is "alway"` + choice + " (did you mean always?)"},
	} {
		if value, wrong := tc.key.Parse(tc.text); wrong == nil || wrong.Error() != tc.want {
			t.Errorf("%s %q is %v and\n%v\nwant\n%s", tc.key.Kind, tc.text, value, wrong, tc.want)
		}
	}
}

// Units that Go does not have, or has under another name.
func TestDurationsInOtherWords(t *testing.T) {
	for text, want := range map[string]string{
		"1sec": "did you mean 1s?", "5secs": "did you mean 5s?", "2 Hours": "did you mean 2h?", "1min": "did you mean 1m?",
		"10 ms": "did you mean 10ms?", "1h 30m": "did you mean 1h30m?", "250millis": "did you mean 250ms?", "1hour30mins": "did you mean 1h30m?",
		"7 usec": "did you mean 7us?", "7nanos": "did you mean 7ns?", "3S": "did you mean 3s?",
		"1d": "a day is 24h, did you mean 24h?", "1.5 days": "a day is 24h, did you mean 36h?", "2w": "a week is 168h, did you mean 336h?",
		"1h30": "", "x1s": "", "1fortnight": "", "1..5d": "", "99999999d": "", "\u0661sec": "", "": "",
	} {
		hint := ""
		if _, wrong := key(keys.KindLimit).Parse(text); wrong == nil {
			t.Errorf("%q is a duration", text)
		} else {
			hint = wrong.Hint
		}
		if hint != want {
			t.Errorf("%q: %q, want %q", text, hint, want)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, tc := range []struct {
		kind  keys.Kind
		value any
		want  string
	}{
		{keys.KindLimit, -time.Second, "is -1s; expected 0 or more"},
		{keys.KindCount, -1, "is -1; expected 0 (unlimited) to 2147483647"},
		{keys.KindNumber, 0.5, "is 0.5; expected 1 or more, or 0 for none"},
		{keys.KindNumber, math.NaN(), "is NaN; expected 1 or more, or 0 for none"},
		{keys.KindNumber, math.Inf(1), "is +Inf; expected 1 or more, or 0 for none"},
		{keys.KindJitter, "none", `is "none"; expected "" for none`},
		{keys.KindJitter, "1.5", `is "1.5"; expected none, full, or a ratio over 0 and up to 1, such as 0.2`},
	} {
		k := key(tc.kind, "none", "full")
		if wrong := k.Check(tc.value); wrong == nil || wrong.Error() != tc.want {
			t.Errorf("%v: %v, want %s", tc.value, wrong, tc.want)
		}
	}
	for _, zero := range []any{time.Duration(0), 0, 0.0, ""} {
		if wrong := key(keys.KindJitter, "none").Check(zero); wrong != nil {
			t.Errorf("%#v: %v", zero, wrong)
		}
	}
}
