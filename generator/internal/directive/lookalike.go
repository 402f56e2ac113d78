package directive

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A lookalike is a comment that consists of nothing else than a misspelt annotation.
type lookalike struct {
	isLineComment bool   // it is a line comment
	spaced        bool   // a space stands after the slashes
	marked        bool   // a sign stands before the name, as in the markers of other tools
	name          string // what is written for backoff
	sign          string // what is written for the colon; a space at its end stands for all that follow it
	word          string // what is written for the verb
	verb          Verb   // what that means
	rest          string
	end           int // the offset of the word's end in the comment
	length        int // of the comment
}

// newLookalike returns what annotation was probably meant by the comment raw, which is none. Prose is left alone.
func newLookalike(raw string) (like lookalike, ok bool) {
	text, isLine := strings.CutPrefix(raw, "//")
	if !isLine {
		text = strings.TrimSuffix(strings.TrimPrefix(raw, "/*"), "*/")
	}
	like.isLineComment, like.length = isLine, len(raw)
	name := strings.TrimLeftFunc(text, isSpace)
	like.spaced = name != text
	unmarked := strings.TrimLeft(name, markers)
	like.marked = unmarked != name

	end := nameEnd(unmarked)
	like.name = unmarked[:end]
	if !isNearlyOurName(like.name) {
		return lookalike{}, false
	}
	rest := strings.TrimLeft(unmarked[end:], ":./=")
	like.sign = unmarked[end : len(unmarked)-len(rest)]
	word := strings.TrimLeftFunc(rest, isSpace)
	if word != rest {
		like.sign += " "
	}
	like.word, like.rest = word, ""
	if i := strings.IndexFunc(word, isSpace); i >= 0 {
		like.word, like.rest = word[:i], strings.TrimFunc(word[i:], isSpace)
	}
	like.end = strings.LastIndex(raw, word) + len(like.word)
	like.verb = Verb(nearestVerb(like.word))
	switch {
	case like.verb == "" || !looksLikeArguments(like.verb, like.rest):
		return lookalike{}, false
	case like.sign == "" || like.sign[0] != ':' && like.spaced && (like.sign == " " || like.rest == ""):
		return lookalike{}, false // these are words
	}
	return like, true
}

// markers are the signs that open comments which other tools read.
const markers = "+@"

// nameEnd returns how long the name is that text begins with.
func nameEnd[T string | []byte](text T) int {
	for i := range len(text) {
		if c := text[i] | 0x20; (c < 'a' || 'z' < c) && text[i] != '-' && text[i] != '_' {
			return i
		}
	}
	return len(text)
}

// isNearlyOurName reports whether name is backoff or backoffgen but for a slip of the pen or two: backup and backend are
// other words. Its first letter is right, which the raw scan relies on.
func isNearlyOurName(name string) bool {
	if len(name) < shortestName || longestName < len(name) || name[0]|0x20 != 'b' {
		return false
	}
	return keys.Distance(name, "backoff") <= maxTypos || keys.Distance(name, "backoffgen") <= maxTypos
}

const (
	maxTypos     = 2
	shortestName = len("backoff") - maxTypos
	longestName  = len("backoffgen") + maxTypos
)

// warnOf warns of a comment.
func (r *reader) warnOf(c *ast.Comment, like lookalike) {
	pos, end := c.Slash, c.Slash+token.Pos(like.end)
	text := prefix + string(like.verb)
	code, message := like.warning()
	if !like.isLineComment {
		end = pos + token.Pos(like.length)
		text = strings.TrimSpace(text + " " + like.rest)
	}
	d := r.warningAt(code, pos, end, message)
	d.Hint = "write " + text
	fix(d, text)
}

// warning returns what is wrong with the comment.
func (like lookalike) warning() (code, message string) {
	if like.isLineComment && !like.marked && like.sign == ":" && like.word == string(like.verb) {
		switch {
		case like.name == "backoff":
			return diag.DirectiveSpace, "this is a comment, not an annotation: there is a space after the slashes"
		case strings.EqualFold(like.name, "backoff"):
			return diag.DirectiveCase, "this is a comment, not an annotation: backoff is written with a capital letter"
		}
	}
	return diag.DirectiveMisspelt, "this is a comment, not an annotation: annotations begin with //backoff:"
}

// isCertain reports whether the comment is warned of wherever it stands, and not in the place of an annotation alone.
func (like lookalike) isCertain() bool {
	code, _ := like.warning()
	return code == diag.DirectiveSpace || code == diag.DirectiveCase && !like.spaced
}

// warn warns of the comments in groups, which stand where annotations do, that were probably meant as such.
func (r *reader) warn(groups ...*ast.CommentGroup) {
	for _, group := range groups {
		if group == nil {
			continue
		}
		for _, c := range group.List {
			if like, ok := r.lookalikes[c]; ok {
				r.warnOf(c, like)
			}
		}
	}
}
