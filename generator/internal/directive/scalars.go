package directive

import (
	"go/token"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// readData reads the value of a key whose type the table of keys knows.
func (r *reader) readData(p *Policy, a assignment) {
	v := a.val.trim()
	data, wrong := a.spec.Parse(v.text)
	if wrong == nil {
		p.values = append(p.values, Value{Expr: v.expr(a.directive, a.key), Key: a.spec, Data: data})
		return
	}
	if hint := r.notationHint(a.spec, v.text); hint != "" {
		wrong.Hint = hint
	}
	r.badValue(a, v, wrong)
}

// notationHint returns a hint about the notation of a value that was refused, or nothing if the notation is right.
func (r *reader) notationHint(k keys.Key, text string) string {
	if value, ok := strings.CutSuffix(text, ","); ok {
		if _, wrong := k.Parse(value); wrong == nil {
			return "arguments are separated by spaces, not by commas"
		}
	}
	if other, ok := keys.FindIn(r.keysOf(VerbPolicy), text); ok {
		return "did you mean " + other.Name + "=…?"
	}
	return ""
}

// badValue reports v as a value that a's key cannot have.
func (r *reader) badValue(a assignment, v value, wrong *keys.ValueError) {
	name := a.spec.Name
	if a.spec.Kind == keys.KindCount && a.key < 0 {
		name = "the number of tries" // retry's, which has no key
	}
	r.errorAt(a.directive, diag.BadValue, v.start(), v.end(), name+" "+wrong.Problem+"; expected "+wrong.Expected).Hint = wrong.Hint
}

// reportUnqualified reports v if it is not a name, local or qualified by a package; otherwise it returns nil.
func (r *reader) reportUnqualified(rd *rawDirective, v value) *diag.Diagnostic {
	parts := strings.Split(v.text, ".")
	good := len(parts) <= 2
	for _, part := range parts {
		good = good && token.IsIdentifier(part) && part != "_"
	}
	if good {
		return nil
	}
	d := r.errorAt(rd, diag.BadValue, v.start(), v.end(), "use is followed by "+quote(v)+"; expected a name, such as Slow or pkg.Slow")
	if name, ok := strings.CutSuffix(v.text, "()"); ok {
		d.Hint = "without parentheses: " + name
	}
	return d
}

func quote(v value) string { return strconv.Quote(v.text) }
