package directive

import (
	"go/token"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// readDecorator reads l, a decorator directive.
func (r *reader) readDecorator(rd *rawDirective) *Decorator {
	d := &Decorator{Pos: rd.pos}
	before := len(r.diags)
	list := r.readAssignments(rd, VerbDecorator)
	if len(list) == 0 && len(r.diags) == before {
		at := rd.verbOffset()
		r.errorAt(rd, diag.MissingArgument, at, at+len(rd.verb), "decorator needs name=N, constructor=C, policies=P, or several of them")
		return d
	}
	by := map[string]string{} // the key of each name
	for _, a := range list {
		v := a.val.trim()
		if !token.IsIdentifier(v.text) || v.text == "_" {
			r.badValue(a, v, &keys.ValueError{Problem: "is " + quote(v), Expected: a.spec.Expected()})
			continue
		}
		if other, twice := by[v.text]; twice {
			r.errorAt(a.directive, diag.BadValue, v.start(), v.end(), other+" and "+a.spec.Name+" are both "+v.text+"; expected two different names")
			continue
		}
		by[v.text] = a.spec.Name
		switch a.spec.Name {
		case "name":
			d.Name = v.word(a.directive)
		case "constructor":
			d.Constructor = v.word(a.directive)
		case "policies":
			d.Policies = v.word(a.directive)
		}
	}
	return d
}
