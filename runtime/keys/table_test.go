package keys_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// Each key is described, and no word means two of them.
func TestKeysAreDescribed(t *testing.T) {
	ring, taken := keys.EveryDay, map[string]string{}
	for _, k := range keys.OfPolicy() {
		if k.Doc == "" || k.Default == "" || k.Kind == "" || strings.HasSuffix(k.Doc, ".") || k.Values() == "" || k.Expected() == "" {
			t.Errorf("%s is described by %+v", k.Name, k)
		}
		if k.Ring < ring {
			t.Errorf("%s stands after a key of a further ring", k.Name)
		}
		ring = k.Ring
		for _, word := range append([]string{k.Name, k.Spelling}, k.Meant...) {
			word = keys.Fold(word)
			if taken[word] != "" {
				t.Errorf("%s means %s and %s", word, taken[word], k.Name)
			}
			if word != "" {
				taken[word] = k.Name
			}
		}
		for _, word := range k.Meant {
			if word != keys.Fold(word) {
				t.Errorf("%s: %s is never found, since it is not folded", k.Name, word)
			}
		}
		switch k.Kind {
		case keys.KindChoice, keys.KindJitter:
			if len(k.Choices) < 2 || k.IsData() && k.Field != "" && k.Choices[0] != k.Default {
				t.Errorf("%s has the choices %q and the default %s", k.Name, k.Choices, k.Default)
			}
		}
		if k.Configurable && (!k.IsData() || k.Field == "") {
			t.Errorf("%s cannot be configured: it is not data, or no field has it", k.Name)
		}
	}
}

func TestRings(t *testing.T) {
	for ring, want := range map[keys.Ring]string{keys.EveryDay: "every day", keys.Server: "what the server says", keys.Specialist: "specialists"} {
		if got := ring.String(); got != want {
			t.Errorf("ring %d is %q, want %q", ring, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	for _, name := range []string{"errors", "exceptions"} {
		if k, ok := keys.Find(name); !ok || k.Name != keys.Errors {
			t.Errorf("%s is %v", name, k.Name)
		}
	}
	for _, name := range []string{"", "timeout", "Errors"} {
		if k, ok := keys.Find(name); ok {
			t.Errorf("%q is %v", name, k.Name)
		}
	}
}

// What All returns is the caller's own.
func TestTheTableIsACopy(t *testing.T) {
	list := keys.All()
	list[0].Doc, list[0].Meant[0] = "changed", "changed"
	if again := keys.All()[0]; again.Doc == "changed" || slices.Contains(again.Meant, "changed") {
		t.Error("a caller's change reaches the table")
	}
}
