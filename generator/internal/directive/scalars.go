package directive

import (
	"go/token"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// duration reads a's value, a duration or none, into d.
func (r *reader) duration(d *Duration, l *line, a assignment) {
	v := a.val.trim()
	set := Duration{Set: true, KeyPos: keyPos(l, a), Pos: l.at(v.start()), End: l.at(v.end())}
	if v.text == "none" {
		set.None = true
		*d = set
		return
	}
	value, err := time.ParseDuration(v.text)
	switch {
	case err != nil:
		r.badValue(l, a, v).Hint = durationHint(v.text)
	case value < 0:
		r.badValue(l, a, v).Message = a.spec.Name + " is negative: " + v.text + "; expected " + expected(a.spec)
	case value == 0 && a.spec.Name != "pause":
		e := r.badValue(l, a, v)
		e.Message = a.spec.Name + " is zero; expected " + expected(a.spec)
		e.Hint = "none is without a limit"
	default:
		set.Value = value
		*d = set
	}
}

// durationHint says what s was probably meant to be; empty when that is not clear.
func durationHint(s string) string {
	bare := strings.TrimSuffix(s, ",")
	_, err := time.ParseDuration(bare)
	switch {
	case bare != s && (err == nil || bare == "none"):
		return "arguments are separated by blanks, not by commas"
	case strings.EqualFold(s, "none"):
		return "did you mean none?"
	case isKey(s):
		if spec, ok := keySpec(policyKeys(), s); ok {
			return "did you mean " + spec.Name + "=…?"
		}
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return "did you mean " + s + "s?"
	}
	return ""
}

// count reads a's value, a number of tries or none, into c.
func (r *reader) count(c *Count, l *line, a assignment) {
	v := a.val.trim()
	set := Count{Set: true, KeyPos: keyPos(l, a), Pos: l.at(v.start()), End: l.at(v.end())}
	if v.text == "none" {
		set.None = true
		*c = set
		return
	}
	n, err := strconv.Atoi(v.text)
	if err != nil || n < 1 {
		d := r.badValue(l, a, v)
		if strings.EqualFold(v.text, "none") {
			d.Hint = "did you mean none?"
		} else if err == nil && n == 0 {
			d.Hint = "the first try counts too; none is without a limit"
		}
		return
	}
	set.Value = n
	*c = set
}

// choice reads a's value, one of a few words, into w.
func (r *reader) choice(w *Word, l *line, a assignment) {
	v := a.val.trim()
	if !slices.Contains(a.spec.choices, v.text) {
		d := r.badValue(l, a, v)
		if near := diag.Nearest(v.text, a.spec.choices); near != "" {
			d.Hint = "did you mean " + near + "?"
		}
		return
	}
	*w = v.word(l)
}

// badValue reports v as a value that a's key cannot have.
func (r *reader) badValue(l *line, a assignment, v value) *diag.Diagnostic {
	name := a.spec.Name
	if a.spec.Kind == KindCount && a.key < 0 {
		name = "the number of tries" // retry's, which has no key
	}
	return r.errorAt(l, diag.BadValue, v.start(), v.end(), name+" is "+quote(v)+"; expected "+expected(a.spec))
}

func keyPos(l *line, a assignment) token.Pos {
	if a.key < 0 {
		return token.NoPos
	}
	return l.at(a.key)
}

// qualified reports v when it is no name, local or qualified by a package; otherwise it returns nil.
func (r *reader) qualified(l *line, v value) *diag.Diagnostic {
	parts := strings.Split(v.text, ".")
	good := len(parts) <= 2
	for _, part := range parts {
		good = good && token.IsIdentifier(part) && part != "_"
	}
	if good {
		return nil
	}
	d := r.errorAt(l, diag.BadValue, v.start(), v.end(), "use is followed by "+quote(v)+"; expected a name, such as Slow or pkg.Slow")
	if name, ok := strings.CutSuffix(v.text, "()"); ok {
		d.Hint = "without parentheses: " + name
	}
	return d
}

// expected says in words what a value of the key may be.
func expected(spec KeySpec) string {
	switch spec.Kind {
	case KindDuration:
		return "a duration such as 1s or 250ms, or none"
	case KindCount:
		return "an integer of 1 or more, or none"
	case KindErrors:
		return "a comma list of error values, types and functions"
	case KindPredicate:
		return "a function's name, or an expression over err"
	case KindName:
		return "a Go identifier"
	case KindNumber:
		return "a number of 1 or more, such as 1.5"
	case KindFunc:
		return "the name of a function"
	case KindJitter:
		return strings.Join(spec.choices, ", ") + ", or a ratio over 0 and up to 1, such as 0.2"
	case KindChoice:
		if last := len(spec.choices) - 1; last > 0 {
			return strings.Join(spec.choices[:last], ", ") + " or " + spec.choices[last]
		}
	}
	return string(spec.Kind)
}

func quote(v value) string { return strconv.Quote(v.text) }
