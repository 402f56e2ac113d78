package keys_test

import (
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

func TestNearest(t *testing.T) {
	known := []string{"attempt_timeout", "deadline", "pause", "errors", "max_tries", "off", "use", "Save", "Fetch"}
	for word, want := range map[string]string{
		"dedline": "deadline", "deadlien": "deadline", "deadlines": "deadline", // two letters changed places
		"maxTries": "max_tries", "MAX-TRIES": "max_tries", "attempttimeout": "attempt_timeout", "attempt_timout": "attempt_timeout",
		"paus": "pause", "of": "off", "Fetsh": "Fetch", "Fecth": "Fetch", "Fetchh": "Fetch", "Sav": "Save", "svae": "Save",
		"": "", "x": "", "colour": "", "Name": "", "Delete": "", "retries": "",
		"timeout":                  "", // half of the word is missing: that is no slip
		strings.Repeat("a", 1<<20): "",
	} {
		if got := keys.Nearest(word, known); got != want {
			t.Errorf("near %.20q is %q, want %q", word, got, want)
		}
	}
	if got := keys.Nearest("pause", nil); got != "" {
		t.Errorf("of nothing: %q", got)
	}
}

func TestNearestPrefersTheNearerAndThenTheFirst(t *testing.T) {
	if got := keys.Nearest("pausa", []string{"pauses", "pause"}); got != "pause" {
		t.Errorf("got %q, want the nearer one", got)
	}
	if got := keys.Nearest("cat", []string{"bat", "rat"}); got != "bat" {
		t.Errorf("got %q, want the first one", got)
	}
}

// What other libraries say counts before a slip of the pen, and is known in any spelling.
func TestSuggest(t *testing.T) {
	for word, want := range map[string]string{
		"timeout": "attempt_timeout", "Timeout": "attempt_timeout", "max-attempts": "max_tries", "maxDelay": "max_pause",
		"delay": "pause", "exeptions": "exceptions", "on_timout": "on_timeout", "colour": "",
	} {
		if got := keys.Suggest(keys.All(), word); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, s := range []string{"maxTries", "max-tries", "MAX_TRIES", "maxtries"} {
		if got := keys.Fold(s); got != "maxtries" {
			t.Errorf("Fold(%q) = %q, want maxtries", s, got)
		}
	}
}
