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
	verb string    // the word behind the colon; may be empty or unknown
	args int       // offset in raw of what follows the verb
	used bool      // it stands where it means something, or has been reported
}

// at returns the position in the file of raw's byte at offset.
func (l *line) at(offset int) token.Pos { return l.pos + token.Pos(offset) }

// end returns the position behind the line's last byte.
func (l *line) end() token.Pos { return l.at(len(l.raw)) }

// verbAt returns the offset of the verb.
func (l *line) verbAt() int { return len(prefix) }

func isBlank(r rune) bool { return unicode.IsSpace(r) }

// newLine returns the annotation that the comment text raw at pos is, or nil.
func newLine(pos token.Pos, raw string) *line {
	rest, ok := strings.CutPrefix(raw, prefix)
	if !ok {
		return nil
	}
	verb := rest
	if i := strings.IndexFunc(rest, isBlank); i >= 0 {
		verb = rest[:i]
	}
	return &line{pos: pos, raw: raw, verb: verb, args: len(prefix) + len(verb)}
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
