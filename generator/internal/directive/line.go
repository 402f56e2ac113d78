package directive

import (
	"bytes"
	"go/ast"
	"go/token"
	"strings"
	"unicode"
)

// prefix opens every annotation.
const prefix = "//backoff:"

// A line is a comment line that is an annotation, or looks like one.
type line struct {
	pos  token.Pos // of the first slash
	raw  string    // from the slashes on, as it stands in the file, without trailing blanks
	name int       // offset in raw of what names it: backoff:policy
	verb string    // the word behind the colon; may be empty or unknown
	args int       // offset in raw of what follows the verb
	used bool      // it stands where it means something, or has been reported
}

// at returns the position in the file of raw's byte at offset.
func (l *line) at(offset int) token.Pos { return l.pos + token.Pos(offset) }

// end returns the position behind the line's last byte.
func (l *line) end() token.Pos { return l.at(len(l.raw)) }

// verbAt returns the offset of the verb.
func (l *line) verbAt() int { return l.args - len(l.verb) }

func isBlank(r rune) bool { return unicode.IsSpace(r) }

// newLine returns the annotation that the comment text raw at pos is, or nil.
func newLine(pos token.Pos, raw string) *line {
	if !strings.HasPrefix(raw, prefix) {
		return nil
	}
	return lineAt(pos, raw, len("//"))
}

// newSpacedLine returns the annotation that raw is in a file that another generator wrote, or nil. A space after the
// slashes does not count there: comments of SQL and of .proto files become Go in that form.
func newSpacedLine(pos token.Pos, raw string) *line {
	text, isLine := strings.CutPrefix(raw, "//")
	spaced := strings.TrimLeftFunc(text, isBlank)
	if !isLine || !strings.HasPrefix(spaced, prefix[len("//"):]) {
		return nil
	}
	l := lineAt(pos, raw, len(raw)-len(spaced))
	if _, known := verbSpec(l.verb); !known {
		return nil
	}
	return l
}

// lineAt returns the annotation whose name is at an offset of raw.
func lineAt(pos token.Pos, raw string, name int) *line {
	from := name + len(prefix) - len("//")
	verb := raw[from:]
	if i := strings.IndexFunc(verb, isBlank); i >= 0 {
		verb = verb[:i]
	}
	return &line{pos: pos, raw: raw, name: name, verb: verb, args: from + len(verb)}
}

// A source gives the text of comments as it stands in the file. The parser's own text lacks carriage returns, so that
// columns counted in it are wrong behind one.
type source struct {
	file *token.File // nil for a tree that no parser made
	text []byte
}

// raw returns c's text, of a line comment up to the end of its line, without trailing blanks.
func (s source) raw(c *ast.Comment) string {
	text := c.Text
	if written := s.from(c.Slash); written != nil {
		end := "\n"
		if strings.HasPrefix(text, "/*") {
			end = "*/"
		}
		if i := bytes.Index(written, []byte(end)); i >= 0 {
			written = written[:i+len(end)]
		}
		if bytes.HasPrefix(written, []byte(text[:2])) {
			text = string(written)
		}
	}
	return strings.TrimRightFunc(text, isBlank)
}

// from returns the source from pos on; nil when it is not known.
func (s source) from(pos token.Pos) []byte {
	if s.file == nil || len(s.text) != s.file.Size() {
		return nil
	}
	offset := int(pos) - s.file.Base()
	if offset < 0 || len(s.text) <= offset {
		return nil
	}
	return s.text[offset:]
}
