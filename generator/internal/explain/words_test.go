package explain

import (
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// Each key that a policy prints is said in words, with its value. What is retried is said elsewhere.
func TestEachKeyIsSaidInWords(t *testing.T) {
	values := map[string]string{keys.Multiplier: "3", keys.MaxTries: "7", keys.Jitter: "0.25", keys.OnTimeout: "abandon"}
	for _, k := range keys.All() {
		if k.Name == keys.Errors || k.Name == keys.Lifetime || k.Name == keys.Replay {
			continue
		}
		value := values[k.Name]
		if value == "" {
			value = "value"
		}
		said := words([]Value{{k.Name, value}})
		if len(said) != 1 || said[0].Key != k.Name {
			t.Errorf("%s is not said", k.Name)
			continue
		}
		text := said[0].Text
		if value == "0.25" {
			value = "25 %"
		}
		if value != "abandon" && !strings.Contains(text, value) || !strings.HasSuffix(text, ".") {
			t.Errorf("%s=%s is said to be %q", k.Name, value, text)
		}
		for _, choice := range k.Choices {
			if choice == k.Default {
				continue
			}
			if other := words([]Value{{k.Name, choice}}); len(other) != 1 || strings.Contains(other[0].Text, choice+".") {
				t.Errorf("%s=%s is said to be %q", k.Name, choice, other)
			}
		}
	}
}

// What a key does may depend on another.
func TestWordsDependOnOtherKeys(t *testing.T) {
	said := words([]Value{{keys.AttemptTimeout, "1s"}, {keys.Multiplier, "2"}, {keys.Jitter, "decorrelated"}, {keys.OnTimeout, "abandon"}, {keys.MaxTries, "1"}})
	for i, want := range []string{"left behind", "does not count", "three times", "does not wait", "one attempt"} {
		if !strings.Contains(strings.ToLower(said[i].Text), want) {
			t.Errorf("%s is said to be %q, and not %q", said[i].Key, said[i].Text, want)
		}
	}
}
