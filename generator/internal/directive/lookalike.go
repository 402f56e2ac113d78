package directive

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A lookalike is a comment that contains nothing but a misspelt annotation.
type lookalike struct {
	isLineComment bool   // it is a line comment
	spaced        bool   // there is a space after the slashes
	marked        bool   // there is a marker before the name, as other tools have it
	name          string // what is written in the place of backoff
	sign          string // what is written in the place of the colon; it ends in one space if spaces follow
	word          string // what is written in the place of the verb
	verb          Verb   // the verb that was probably meant
	rest          string
	end           int // the offset of the word's end in the comment
	length        int // of the comment
}

// newLookalike returns the annotation that was probably meant by the comment raw, which is not one. Prose is not a
// lookalike.
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

// markers are the characters that begin comments for other tools.
const markers = "+@"

// nameEnd returns the length of the name at the start of text.
func nameEnd[T string | []byte](text T) int {
	for i := range len(text) {
		if c := text[i] | 0x20; (c < 'a' || 'z' < c) && text[i] != '-' && text[i] != '_' {
			return i
		}
	}
	return len(text)
}

// isNearlyOurName reports whether name is backoff or backoffgen with at most two typos: backup and backend are other
// words. Its first letter must be right, which the search in the raw text relies on.
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

// warnOf warns of a comment that was probably meant as an annotation.
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
	d.Replace(text)
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

// isCertain reports whether the comment gets a warning anywhere, and not only where annotations are allowed.
func (like lookalike) isCertain() bool {
	code, _ := like.warning()
	return code == diag.DirectiveSpace || code == diag.DirectiveCase && !like.spaced
}

// warn warns of the lookalikes in groups of comments where annotations are allowed.
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
