package directive

import (
	"go/token"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// decorator reads l, a decorator directive.
func (r *reader) decorator(l *line) *Decorator {
	d := &Decorator{Pos: l.pos}
	before := len(r.diags)
	list := r.assignments(l, VerbDecorator)
	for _, a := range list {
		v := a.val.trim()
		if !token.IsIdentifier(v.text) || v.text == "_" {
			r.badValue(l, a, v, &keys.ValueError{Problem: "is " + quote(v), Expected: a.spec.Expected()})
			continue
		}
		switch a.spec.Name {
		case "name":
			d.Name = v.word(l)
		case "constructor":
			d.Constructor = v.word(l)
		}
	}
	switch {
	case len(r.diags) > before:
	case len(list) == 0:
		at := l.verbAt()
		r.errorAt(l, diag.MissingArgument, at, at+len(l.verb), "decorator needs name=N, constructor=C, or both")
	case d.Name.Text == d.Constructor.Text:
		at := int(d.Constructor.Pos - l.pos)
		r.errorAt(l, diag.BadValue, at, at+len(d.Constructor.Text), "name and constructor are both "+d.Name.Text+"; expected two names")
	}
	return d
}
