package reference_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/reference"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// What is in the tables can be found, and every form tells all that is known of it.
func TestAllIsFoundAndTold(t *testing.T) {
	var names []string
	for _, v := range directive.Verbs() {
		names = append(names, "//backoff:"+string(v.Verb))
	}
	for _, k := range keys.All() {
		names = append(names, k.Name)
		if k.Spelling != "" {
			names = append(names, k.Spelling)
		}
	}
	all := reference.All()
	for _, name := range names {
		found, err := reference.Find(name)
		if err != nil || len(found) != 1 {
			t.Errorf("%s: %v, %v", name, found, err)
			continue
		}
		e := found[0]
		var text, data, list bytes.Buffer
		for _, err := range []error{reference.WriteText(&text, found), reference.WriteJSON(&data, found), reference.WriteList(&list, found)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		var read []struct{ Facts map[string]string }
		if err := json.Unmarshal(data.Bytes(), &read); err != nil {
			t.Fatal(err)
		}
		head := e.Head(all, reference.Fact{Label: "rules", Text: "all"})
		for _, form := range []string{text.String(), list.String(), head} {
			if !strings.Contains(form, e.Title()) || !strings.Contains(form, e.Doc) {
				t.Errorf("%s is not told in %q", name, form)
			}
		}
		for _, f := range e.Facts {
			if f.Text == "" && len(f.Names) == 0 {
				t.Errorf("%s: nothing is known of %q", name, f.Label)
			}
			for _, said := range append(f.Names, f.Text) {
				if !strings.Contains(text.String(), said) || !strings.Contains(head, said) || !strings.Contains(read[0].Facts[f.Label], said) {
					t.Errorf("%s: a form lacks %s: %s", name, f.Label, said)
				}
			}
		}
	}
	if found, err := reference.Find(); err != nil || len(found) != len(all) {
		t.Errorf("of %d entries %d are found without a name (%v)", len(all), len(found), err)
	}
}

func TestWhatIsUnknownGetsAHint(t *testing.T) {
	for name, want := range map[string]string{
		"maxAttempts": "did you mean max_tries?", "dedline": "did you mean deadline?", "//backoff:polcy": "did you mean policy?", "colour": "explain -keys lists them",
	} {
		if _, err := reference.Find(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}
