package directive

import (
	"go/token"
	"strconv"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// lookalike warns of the comment raw at pos when it was probably meant as an annotation and is none: a blank stands
// behind the slashes, or a capital letter in the name. Prose is left alone.
func (r *reader) lookalike(pos token.Pos, raw string) {
	text, _ := strings.CutPrefix(raw, "//")
	bare := strings.TrimLeftFunc(text, isBlank)
	spaced := bare != text
	rest, ok := strings.CutPrefix(bare, "backoff:")
	if !ok && !spaced {
		rest, ok = strings.CutPrefix(bare, "Backoff:")
	}
	if !ok {
		return
	}
	verb, args := rest, ""
	if i := strings.IndexFunc(rest, isBlank); i >= 0 {
		verb, args = rest[:i], strings.TrimLeftFunc(rest[i:], isBlank)
	}
	if _, known := verbSpec(verb); !known || !plausible(Verb(verb), args) {
		return
	}
	code, message := diag.DirectiveSpace, "a comment and no annotation: a blank stands behind the slashes"
	if !spaced {
		code, message = diag.DirectiveCase, "a comment and no annotation: backoff is written with a capital letter"
	}
	to := pos + token.Pos(len(raw)-len(rest)+len(verb))
	d := r.warningAt(code, pos, to, message)
	d.Hint = "write " + prefix + verb
	fix(d, prefix+verb)
}

// plausible reports whether args look like the arguments of verb rather than like a sentence that goes on.
func plausible(verb Verb, args string) bool {
	words := strings.FieldsFunc(args, isBlank)
	if len(words) == 0 {
		return true
	}
	keyword := strings.Contains(args, "=") // a quoted word may hide it: look at them all
	switch verb {
	case VerbPolicy:
		_, err := time.ParseDuration(words[0])
		return keyword || err == nil || words[0] == "none"
	case VerbRetry:
		_, err := strconv.Atoi(words[0])
		return keyword || err == nil || words[0] == "none"
	case VerbUse:
		return len(words) == 1
	case VerbDecorator:
		return keyword
	case VerbImport:
		return strings.ContainsAny(args, "\"`")
	}
	return false
}
