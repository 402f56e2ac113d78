package diag_test

import (
	"bytes"
	"go/token"
	"testing"

	"github.com/backoffgen/backoffgen/generator/diag"
)

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "",
		"plain, größer 世界 \t\"": "plain, größer 世界 \t\"",
		"\x1b[31mred\x07\r\n":   `\x1b[31mred\x07\x0d\x0a`,
		"\x7f\u0085\u009b31m":   `\x7f\u0085\u009b31m`,
		"a\u202eb\u2066c\u200d": `a\u202eb\u2066c\u200d`,
		"\u2028\U000e0001":      `\u2028\U000e0001`,
		"\xff\xc3(\ufffd":       `\xff\xc3(` + "\ufffd",
	} {
		if got := diag.Printable(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
	if got, want := diag.PrintableLines("one\x07\n::two\n"), `one\x07`+"\n"+`\x3a:two`+"\n"; got != want {
		t.Errorf("lines: got %q, want %q", got, want)
	}
}

// TestNothingRawIsPrinted: all that comes from files is escaped: names of files, messages, hints and related places.
func TestNothingRawIsPrinted(t *testing.T) {
	pos := token.Position{Filename: "a\x1bb.go", Line: 1, Column: 2}
	d := diag.Diagnostic{Pos: pos, Message: "m\x1b", Hint: "h\x1b", Related: []diag.Related{{Pos: pos, Message: "r\x1b"}}}
	var out bytes.Buffer
	if err := diag.WriteText(&out, []diag.Diagnostic{d}, ""); err != nil {
		t.Fatal(err)
	}
	if want := `a\x1bb.go:1:2: m\x1b (h\x1b)` + "\n\t" + `a\x1bb.go:1:2: r\x1b` + "\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
	out.Reset()
	if err := diag.WriteJSON(&out, []diag.Diagnostic{d}, ""); err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsRune(out.Bytes(), 0x1b) {
		t.Errorf("as JSON: %q", out.String())
	}
}
