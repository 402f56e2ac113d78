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

// A rawDirective is a comment that is an annotation, before its arguments are read.
type rawDirective struct {
	pos        token.Pos // of the first slash
	raw        string    // from the slashes on, as it is in the file, without spaces at its end
	nameOffset int       // offset in raw of its name: backoff:policy
	verb       string    // the word after the colon; may be empty or unknown
	argsOffset int       // offset in raw of what follows the verb
	used       bool      // it was read, or reported

	more []*rawDirective // the with directives below it, which go on with its keys
}

// at returns the position in the file of raw's byte at offset.
func (rd *rawDirective) at(offset int) token.Pos { return rd.pos + token.Pos(offset) }

// end returns the position after the last byte.
func (rd *rawDirective) end() token.Pos { return rd.at(len(rd.raw)) }

// verbOffset returns the offset of the verb.
func (rd *rawDirective) verbOffset() int { return rd.argsOffset - len(rd.verb) }

func isSpace(r rune) bool { return unicode.IsSpace(r) }

// lines returns rd and what goes on with it.
func (rd *rawDirective) lines() []*rawDirective { return append([]*rawDirective{rd}, rd.more...) }

// text returns the directive as written, without the slashes, and the keys of the lines that go on with it.
func (rd *rawDirective) text() string {
	var text strings.Builder
	text.WriteString(rd.raw[rd.nameOffset:])
	for _, with := range rd.more {
		text.WriteString(" " + strings.TrimLeftFunc(with.raw[with.argsOffset:], isSpace))
	}
	return strings.TrimSpace(text.String())
}

// newDirective returns the annotation in the comment text raw at pos, or nil if it is none.
func newDirective(pos token.Pos, raw string) *rawDirective {
	if !strings.HasPrefix(raw, prefix) {
		return nil
	}
	return directiveAt(pos, raw, len("//"))
}

// newSpacedDirective returns the annotation in raw, a comment of a file that another generator wrote, or nil. A space
// after the slashes does not matter there: generators write the comments of SQL and of .proto files in this form.
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

// directiveAt returns the annotation whose name begins at an offset of raw.
func directiveAt(pos token.Pos, raw string, name int) *rawDirective {
	from := name + len(prefix) - len("//")
	verb := raw[from:]
	if i := strings.IndexFunc(verb, isSpace); i >= 0 {
		verb = verb[:i]
	}
	return &rawDirective{pos: pos, raw: raw, nameOffset: name, verb: verb, argsOffset: from + len(verb)}
}

// A fileText gives the text of comments exactly as it is in the file. The parser removes carriage returns, so columns
// after one would be wrong in its text.
type fileText struct {
	file *token.File // nil for a tree that was not parsed
	text []byte
}

// commentText returns the text of c, up to the end of the line for a line comment, without spaces at its end.
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

// textFrom returns the file's text from pos on, or nil if it is not known.
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
