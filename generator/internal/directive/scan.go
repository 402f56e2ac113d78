package directive

import (
	"bytes"
	"go/ast"
)

// Contains reports whether the source src may hold an annotation, or a comment that [Read] warns about because it looks
// like one. It is a raw scan without any parsing, for choosing the files that are worth it: it never misses one, and
// takes some for annotations that are none, such as one inside a string.
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

// isInsideSlashes reports whether a slash before the two of a comment says that it began earlier, as in ////, unless the slash
// closes a comment of the other kind: */ and then //.
func isInsideSlashes(before []byte) bool {
	return bytes.HasSuffix(before, []byte("/")) && !bytes.HasSuffix(before, []byte("*/"))
}

// isOurComment reports whether the comment that text begins with is an annotation, or looks like one.
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

// mayBeOurs reports whether the first letter in a comment is that of backoff, which tells most comments from those
// that may be ours.
func mayBeOurs[T string | []byte](comment T) bool {
	for i := 2; i < len(comment); i++ {
		switch c := comment[i]; {
		case c == 'b', c == 'B', c >= 0x80: // which may be part of a blank
			return true
		case c != '+' && c != '@' && !isSpace(rune(c)):
			return false
		}
	}
	return false
}

// IsAnnotated reports what [Contains] does, of a file that was parsed with comments.
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
