package directive

import (
	"bytes"
	"go/ast"
)

// Contains reports whether the source src may have an annotation, or a comment that [Read] warns about because it looks
// like one. It searches the text without parsing it, to choose the files that are worth parsing. It never misses an
// annotation, but may report one that is inside a string, for example.
func Contains(src []byte) bool {
	for from := 0; ; {
		i := bytes.IndexByte(src[from:], '/')
		if i < 0 || from+i+1 == len(src) {
			return false
		}
		from += i + 1
		switch src[from] {
		case '/':
			if !isInsideSlashes(src[:from-1]) && isOurComment(src[from-1:], "\n") {
				return true
			}
		case '*':
			if isOurComment(src[from-1:], "*/") {
				return true
			}
		}
	}
}

// isInsideSlashes reports whether the slash before the two of a comment means that the comment began earlier, as in
// ////. A slash that ends another comment does not: */ and then //.
func isInsideSlashes(before []byte) bool {
	return bytes.HasSuffix(before, []byte("/")) && !bytes.HasSuffix(before, []byte("*/"))
}

// isOurComment reports whether the comment at the start of text is an annotation, or looks like one.
func isOurComment(text []byte, end string) bool {
	if !mayBeOurs(text) {
		return false
	}
	if i := bytes.Index(text, []byte(end)); i >= 0 {
		text = text[:i+len(end)]
	}
	raw := string(bytes.TrimRightFunc(text, isSpace))
	if newDirective(0, raw) != nil {
		return true
	}
	_, looksLike := newLookalike(raw)
	return looksLike || newSpacedDirective(0, raw) != nil
}

// mayBeOurs reports whether a comment's first letter is a b, as in backoff. This excludes most other comments.
func mayBeOurs[T string | []byte](comment T) bool {
	for i := 2; i < len(comment); i++ {
		switch c := comment[i]; {
		case c == 'b', c == 'B', c >= 0x80: // it may be part of a space
			return true
		case c != '+' && c != '@' && !isSpace(rune(c)):
			return false
		}
	}
	return false
}

// IsAnnotated reports the same as [Contains], for a file that was parsed with comments.
func IsAnnotated(f *ast.File) bool {
	for _, group := range f.Comments {
		for _, c := range group.List {
			if Contains([]byte(c.Text)) {
				return true
			}
		}
	}
	return false
}
