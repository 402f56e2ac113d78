package diag_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// Rule 2.20: Texts and JSON are written with what a terminal or a CI server would obey escaped, and JSON means the same.
func TestWritersEscape(t *testing.T) {
	for text, want := range map[string]string{
		"plain\n\tgrößer\r\n":            "plain\n\tgrößer\r\n",
		"a\x1b[2J\nb\u202e":              "a\\x1b[2J\nb\\u202e",
		"\r\n\rx\r\n":                    "\r\n\\x0dx\r\n",
		"::before { } ##\u009b":          "::before { } ##\\u009b",
		"the end has no line \U000e0001": "the end has no line \\U000e0001",
	} {
		var b strings.Builder
		if n, err := diag.TextWriter(&b).Write([]byte(text)); n != len(text) || err != nil || b.String() != want {
			t.Errorf("%q: got %q, %d, %v", text, b.String(), n, err)
		}
	}
	const value = "##[error]\x7f\u202e\U000e0001\ufffd größer # # ##"
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if _, err := diag.JSONWriter(&b).Write(encoded); err != nil {
		t.Fatal(err)
	}
	var again string
	if err := json.Unmarshal([]byte(b.String()), &again); err != nil || again != value {
		t.Errorf("%s means %q, %v", &b, again, err)
	}
	if strings.ContainsAny(b.String(), "\x7f\u202e\U000e0001") || strings.Contains(b.String(), "##") {
		t.Errorf("got %s", &b)
	}
	if _, err := diag.TextWriter(brokenPipe{}).Write([]byte("x")); err == nil {
		t.Error("the writer's error is lost")
	}
	for line, want := range map[string]string{
		"::error::x": `\x3a:error::x`, " \t::x": " \t" + `\x3a:x`, "a ::x": "a ::x", "##[error]": `#\x23[error]`, "a ##vso[x]": `a #\x23vso[x]`, "# # x": "# # x",
	} {
		if got := diag.Printable(line); got != want {
			t.Errorf("%q: got %s, want %s", line, got, want)
		}
	}
}
