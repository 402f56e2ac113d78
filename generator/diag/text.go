package diag

import (
	"bufio"
	"go/token"
	"io"
	"path/filepath"
	"strings"
)

// String returns the severity's name, as it is printed: "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// String returns the diagnostic as one line without a final newline, in the form that compilers print and editors parse:
//
//	file:line:col: message (hint)
//	file:line:col: warning: message (hint)
//
// Unknown parts of the position and an empty hint are left out. Characters that a terminal would not print are escaped by
// [Printable]. Related places are not part of it; [WriteText] prints them.
func (d Diagnostic) String() string {
	var b strings.Builder
	if d.Pos.IsValid() || d.Pos.Filename != "" {
		b.WriteString(d.Pos.String())
		b.WriteString(": ")
	}
	if d.Severity == Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(d.Message)
	if d.Hint != "" {
		b.WriteString(" (" + d.Hint + ")")
	}
	return Printable(b.String())
}

// WriteText writes each diagnostic on a line of its own, as [Diagnostic.String] returns it, and after it its related
// places, each on a line that starts with a tab. Names of files inside dir are written relative to it; if dir is empty,
// names are not changed. The error is that of the writer.
func WriteText(w io.Writer, ds []Diagnostic, dir string) error { return writeText(w, ds, dir, false) }

// WriteTextWithCodes is [WriteText] with the code of each diagnostic in brackets at the end of its line. (The hint is
// in parentheses.)
func WriteTextWithCodes(w io.Writer, ds []Diagnostic, dir string) error {
	return writeText(w, ds, dir, true)
}

func writeText(w io.Writer, ds []Diagnostic, dir string, codes bool) error {
	out := bufio.NewWriter(w)
	for _, d := range ds {
		d.Pos = relative(d.Pos, dir)
		out.WriteString(d.String())
		if codes && d.Code != "" {
			out.WriteString(" [" + d.Code + "]")
		}
		out.WriteString("\n")
		for _, r := range d.Related {
			out.WriteString("\t" + Printable(relative(r.Pos, dir).String()+": "+r.Message) + "\n")
		}
	}
	return out.Flush() // the writer keeps the first error
}

// relative returns pos with the name of its file changed by [Relative].
func relative(pos token.Position, dir string) token.Position {
	pos.Filename = Relative(pos.Filename, dir)
	return pos
}

// Relative returns the name of a file relative to dir if it is an absolute path inside dir, and otherwise the name
// unchanged.
func Relative(filename, dir string) string {
	if dir == "" || !filepath.IsAbs(filename) {
		return filename
	}
	if rel, err := filepath.Rel(dir, filename); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return filename
}
