package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable returns one line of text with escapes, as in a Go string, for control characters, for characters that
// change the direction of text, and for bytes that are not UTF-8. So the content of a source file cannot move a
// terminal's cursor, or make text look like another. What a CI server that reads the line would take for a command is
// broken by an escape as well: a line that begins with ::, and ##[ or ##vso[ anywhere.
func Printable(text string) string { return withoutCommands(escape(text)) }

// PrintableLines returns text with each of its lines as [Printable] has it. It is for messages that have several lines of their own, such as the go
// command's and those of joined errors.
func PrintableLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = Printable(lines[i])
	}
	return strings.Join(lines, "\n")
}

// withoutCommands returns a line that GitHub, Azure and TeamCity take for text.
func withoutCommands(line string) string {
	if rest := strings.TrimLeft(line, " \t"); strings.HasPrefix(rest, "::") {
		line = line[:len(line)-len(rest)] + `\x3a` + rest[1:]
	}
	return strings.ReplaceAll(line, "##", `#\x23`)
}

// escape returns a line with escapes for what is not printed.
func escape(text string) string {
	if !strings.ContainsFunc(text, isUnprintable) {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case r == utf8.RuneError, !isUnprintable(r):
			b.WriteRune(r)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return b.String()
}

// isUnprintable reports whether a character has to be escaped, or may stand for a byte that has to be.
func isUnprintable(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) && r != '\t' || r == utf8.RuneError
}
