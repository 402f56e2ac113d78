package directive

import (
	"bytes"
	"go/ast"
)

// Contains reports whether the source src may hold an annotation, or a comment that [Read] warns about because it looks
// like one. It is a raw scan without any parsing, for choosing the files that are worth it: it never misses one, and
// takes some for annotations that are none, such as one inside a string.
func Contains(src []byte) bool {
	tail := []byte("ackoff:") // without its first letter, which Read also looks for in upper case
	for from := 0; ; {
		i := bytes.Index(src[from:], tail)
		if i < 0 {
			return false
		}
		i += from
		if i > 0 && (src[i-1] == 'b' || src[i-1] == 'B') && opensComment(src[:i-1]) {
			return true
		}
		from = i + len(tail)
	}
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

// opensComment reports whether src ends in //, blanks aside. A slash before those, as in ////, says that the comment
// began earlier, unless it closes a comment of the other kind: */ and then //.
func opensComment(src []byte) bool {
	src = bytes.TrimRightFunc(src, isBlank)
	src, ok := bytes.CutSuffix(src, []byte("//"))
	return ok && (!bytes.HasSuffix(src, []byte("/")) || bytes.HasSuffix(src, []byte("*/")))
}
