package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// TextWriter returns a writer that hands text on to w with the characters escaped that [Printable] escapes, except the ends of lines.
// It is for what quotes sources at length: pages, and differences of files. No character may be in two of its writes.
func TextWriter(w io.Writer) io.Writer { return escaper{w, escapeText} }

// newJSONEncoder returns an encoder of indented JSON that is meant to be read in a log as well: what [Printable] escapes, it escapes
// as JSON does.
func newJSONEncoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(JSONWriter(w))
	enc.SetEscapeHTML(false) // messages quote Go, which has < and & in it
	enc.SetIndent("", "\t")
	return enc
}

// JSONWriter returns a writer that hands JSON on to w with the characters escaped, as JSON does it, that [Printable] escapes. No
// character may be in two of its writes.
func JSONWriter(w io.Writer) io.Writer { return escaper{w, escapeJSON} }

// An escaper changes what is written, and reports what it got as written.
type escaper struct {
	to     io.Writer
	change func([]byte) []byte
}

func (e escaper) Write(p []byte) (int, error) {
	if _, err := e.to.Write(e.change(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

func escapeText(text []byte) []byte {
	if !bytes.ContainsFunc(text, isEscapedInText) {
		return text
	}
	var out bytes.Buffer
	for line := range bytes.Lines(text) {
		body, end := line, []byte(nil)
		for _, e := range []string{"\r\n", "\n"} {
			if before, ok := bytes.CutSuffix(line, []byte(e)); ok {
				body, end = before, []byte(e)
				break
			}
		}
		out.WriteString(escape(string(body)))
		out.Write(end)
	}
	return out.Bytes()
}

func isEscapedInText(r rune) bool { return r != '\n' && isUnprintable(r) }

// escapeJSON escapes what can only be within strings: a value of JSON has nothing else that is not printed.
func escapeJSON(text []byte) []byte {
	if !bytes.ContainsFunc(text, isEscapedInText) && !bytes.Contains(text, []byte("##")) {
		return text
	}
	var out bytes.Buffer
	before := rune(0)
	for _, r := range string(text) {
		switch {
		case r == '#' && before == '#': // the beginning of what Azure takes for a command
			out.WriteString(`\u0023`)
		case r == utf8.RuneError || !isEscapedInText(r):
			out.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
		before = r
	}
	return out.Bytes()
}
