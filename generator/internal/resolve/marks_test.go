package resolve_test

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// text writes diagnostics one a line.
func text(ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

// marks writes what editors show of diagnostics in addition: the text that they are about, other places, and edits.
func (w *world) marks(ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%v: %s\n", d.Pos, w.between(d.Pos, d.End))
		for _, r := range d.Related {
			fmt.Fprintf(&b, "  %v: %s\n", r.Pos, r.Message)
		}
		for _, f := range d.Fixes {
			fmt.Fprintf(&b, "  %s: %v: %q instead of %q\n", f.Message, f.Pos, f.Text, w.between(f.Pos, f.End))
		}
	}
	return b.String()
}

// between returns the text between two positions, on one line.
func (w *world) between(from, to token.Position) string {
	if !to.IsValid() {
		return ""
	}
	return strings.Join(strings.Fields(string(w.text[to.Filename][from.Offset:to.Offset])), " ")
}
