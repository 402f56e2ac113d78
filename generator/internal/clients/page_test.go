package clients

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/golden/update"
)

// pages is the folder of the pages of clients.
var pages = filepath.Join("..", "..", "..", "docs", "clients")

// TestPages holds docs/clients against the table.
func TestPages(t *testing.T) {
	update.File(t, filepath.Join(pages, "README.md"), Index())
	for _, c := range All() {
		update.File(t, filepath.Join(pages, c.Name+".md"), c.Page())
	}
	entries, err := os.ReadDir(pages)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(All())+1 {
		t.Errorf("there are %d pages of %d clients", len(entries)-1, len(All()))
	}
}

// What is said of a client is said in each form.
func TestForms(t *testing.T) {
	for _, c := range All() {
		var text, data bytes.Buffer
		if err := WriteText(&text, []Client{c}); err != nil {
			t.Fatal(err)
		}
		if err := WriteJSON(&data, []Client{c}); err != nil {
			t.Fatal(err)
		}
		var read []object
		if err := json.Unmarshal(data.Bytes(), &read); err != nil || len(read) != 1 || read[0].Name != c.Name {
			t.Errorf("%s: the JSON reads as %v, %v", c.Name, read, err)
		}
		said := map[string]string{"text": text.String(), "JSON": data.String(), "page": c.Page()}
		for form, whole := range said {
			whole = unwrapped(whole)
			for _, r := range c.Rules {
				for _, part := range []string{r.Words, r.Promise, r.Source, r.Since} {
					if !strings.Contains(whole, unwrapped(part)) {
						t.Errorf("%s: the %s lacks %q", c.Name, form, part)
					}
				}
			}
			for _, reason := range c.Empty {
				if !strings.Contains(whole, unwrapped(reason)) {
					t.Errorf("%s: the %s lacks %q", c.Name, form, reason)
				}
			}
			for _, fact := range c.facts() {
				if !strings.Contains(whole, unwrapped(fact.Text)) {
					t.Errorf("%s: the %s lacks %q", c.Name, form, fact.Text)
				}
			}
		}
	}
}

// unwrapped returns text without line breaks, and without what the forms do to it.
func unwrapped(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer(`\"`, `"`, `\|`, "|").Replace(text)), " ")
}

func TestDescribe(t *testing.T) {
	tiny := Package{"example.com/tiny", "tiny"}
	for _, c := range []struct {
		match Match
		want  string
	}{
		{Is{tiny.all("ErrA", "ErrB")}, "tiny.ErrA, tiny.ErrB"},
		{As{Type: tiny.pointer("Error")}, "*tiny.Error"},
		{As{Type: tiny.pointer("Error"), Where: []Condition{{Field: "Wrong"}}}, "*tiny.Error with Wrong"},
		{As{Type: Type{Name: tiny.name("Error")}, Where: []Condition{{Field: "Code()", Mask: "0xff", In: literals("5", "BUSY", "6", "")}}},
			"tiny.Error with Code()&0xff 5 (BUSY), 6"},
		{As{Type: Type{Method: "SQLState", Result: "string"}}, "an error with the method SQLState() string"},
		{As{Type: Type{Method: "Fatal"}}, "an error with the method Fatal()"},
		{tiny.call("IsA"), "tiny.IsA(err)"},
		{Expr{Text: "%s(err)", Names: tiny.all("Code"), In: tiny.values("Lost")}, "tiny.Code(err) tiny.Lost"},
		{Text{[]string{"gone", "lost"}}, `the text "gone" or "lost"`},
	} {
		if got := Describe(c.match); got != c.want {
			t.Errorf("it is %q, want %q", got, c.want)
		}
	}
}
