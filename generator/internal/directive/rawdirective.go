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

// A rawDirective is a comment line that is an annotation, or looks like one.
type rawDirective struct {
	pos        token.Pos // of the first slash
	raw        string    // from the slashes on, as it stands in the file, without trailing blanks
	nameOffset int       // offset in raw of what names it: backoff:policy
	verb       string    // the word behind the colon; may be empty or unknown
	argsOffset int       // offset in raw of what follows the verb
	used       bool      // it stands where it means something, or has been reported
}

// at returns the position in the file of raw's byte at offset.
func (rd *rawDirective) at(offset int) token.Pos { return rd.pos + token.Pos(offset) }

// end returns the position behind the line's last byte.
func (rd *rawDirective) end() token.Pos { return rd.at(len(rd.raw)) }

// verbOffset returns the offset of the verb.
func (rd *rawDirective) verbOffset() int { return rd.argsOffset - len(rd.verb) }

func isSpace(r rune) bool { return unicode.IsSpace(r) }

// newDirective returns the annotation that the comment text raw at pos is, or nil.
func newDirective(pos token.Pos, raw string) *rawDirective {
	if !strings.HasPrefix(raw, prefix) {
		return nil
	}
	return directiveAt(pos, raw, len("//"))
}

// newSpacedDirective returns the annotation that raw is in a file that another generator wrote, or nil. A space after the
// slashes does not count there: comments of SQL and of .proto files become Go in that form.
func newSpacedDirective(pos token.Pos, raw string) *rawDirective {
	text, isLine := strings.CutPrefix(raw, "//")
	spaced := strings.TrimLeftFunc(text, isSpace)
	if !isLine || !strings.HasPrefix(spaced, prefix[len("//"):]) {
		return nil
	}
	rd := directiveAt(pos, raw, len(raw)-len(spaced))
	if _, known := verbSpec(rd.verb); !known {
		return nil
	}
	return rd
}

// directiveAt returns the annotation whose name is at an offset of raw.
func directiveAt(pos token.Pos, raw string, name int) *rawDirective {
	from := name + len(prefix) - len("//")
	verb := raw[from:]
	if i := strings.IndexFunc(verb, isSpace); i >= 0 {
		verb = verb[:i]
	}
	return &rawDirective{pos: pos, raw: raw, nameOffset: name, verb: verb, argsOffset: from + len(verb)}
}

// A fileText gives the text of comments as it stands in the file. The parser's own text lacks carriage returns, so that
// columns counted in it are wrong behind one.
type fileText struct {
	file *token.File // nil for a tree that no parser made
	text []byte
}

// commentText returns c's text, of a line comment up to the end of its line, without trailing blanks.
func (s fileText) commentText(c *ast.Comment) string {
	text := c.Text
	if written := s.textFrom(c.Slash); written != nil {
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
	return strings.TrimRightFunc(text, isSpace)
}

// textFrom returns the source from pos on; nil when it is not known.
func (s fileText) textFrom(pos token.Pos) []byte {
	if s.file == nil || len(s.text) != s.file.Size() {
		return nil
	}
	offset := int(pos) - s.file.Base()
	if offset < 0 || len(s.text) <= offset {
		return nil
	}
	return s.text[offset:]
}
