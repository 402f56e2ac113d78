package load

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
)

// parseWithoutBodies parses a file of a package that is only imported, without comments and function bodies. Most of a
// file's text is in function bodies, and is not even parsed.
func parseWithoutBodies(fset *token.FileSet, filename string, text []byte) (*ast.File, error) {
	f, err := parser.ParseFile(fset, filename, withoutBodies(text), parser.SkipObjectResolution)
	if f != nil {
		dropBodies(f) // of function literals
	}
	return f, err
}

// withoutBodies returns a file's text with spaces in the place of function bodies. Line numbers stay the same.
func withoutBodies(text []byte) []byte {
	s := bodyBlanker{text: bytes.Clone(text)}
	for s.pos < len(s.text) {
		s.step()
	}
	return s.text
}

// A bodyBlanker goes through a file's text and overwrites function bodies. It knows just enough of Go's grammar to find
// where they begin and end.
type bodyBlanker struct {
	text   []byte
	pos    int
	depth  int // of brackets of all kinds
	inFunc bool
	body   int // the start of the function body that pos is in, or 0
}

func (s *bodyBlanker) step() {
	switch c := s.text[s.pos]; c {
	case '(', '[':
		s.depth++
	case ')', ']':
		s.depth--
	case '{':
		if s.depth == 0 && s.inFunc && !s.follows("struct") && !s.follows("interface") {
			s.body = s.pos + 1
		}
		s.depth++
	case '}':
		s.depth--
		if s.depth == 0 && s.body > 0 {
			overwrite(s.text[s.body:s.pos])
			s.body, s.inFunc = 0, false
		}
	case '"', '\'':
		s.skipQuoted(c)
		return
	case '`':
		s.skipPast("`")
		return
	case '/':
		switch {
		case s.has("//"):
			s.skipPast("\n")
			s.pos-- // the line's end counts
			return
		case s.has("/*"):
			s.pos++
			s.skipPast("*/")
			return
		}
	case '\n':
		if s.depth == 0 {
			s.pos++
			s.inFunc = s.has("func ")
			return
		}
	}
	s.pos++
}

func (s *bodyBlanker) has(word string) bool { return bytes.HasPrefix(s.text[s.pos:], []byte(word)) }

// follows reports whether the text before pos ends with a word.
func (s *bodyBlanker) follows(word string) bool {
	return bytes.HasSuffix(bytes.TrimRight(s.text[:s.pos], " \t"), []byte(word))
}

// skipPast moves pos after the next occurrence of end, or to the end of the text.
func (s *bodyBlanker) skipPast(end string) {
	s.pos++
	if i := bytes.Index(s.text[s.pos:], []byte(end)); i >= 0 {
		s.pos += i + len(end)
	} else {
		s.pos = len(s.text)
	}
}

// skipQuoted moves pos after the literal that begins there, which ends at the end of the line at the latest.
func (s *bodyBlanker) skipQuoted(quote byte) {
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case '\\':
			s.pos++
		case quote:
			s.pos++
			return
		case '\n':
			return
		}
	}
}

func overwrite(text []byte) {
	for i, b := range text {
		if b != '\n' {
			text[i] = ' '
		}
	}
}
