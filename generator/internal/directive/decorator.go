package directive

import (
	"go/token"
	"path"
	"slices"
	"strings"

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
		switch a.spec.Name {
		case DecoratorTarget:
			if d.Target = v.word(a.directive); !slices.Contains(a.spec.Choices, v.text) {
				r.badValue(a, v, &keys.ValueError{Problem: "is " + quote(v), Expected: a.spec.Expected()})
			}
			continue
		case DecoratorInto:
			if d.Into = v.word(a.directive); !isFolder(v.text) {
				r.badValue(a, v, &keys.ValueError{Problem: "is " + quote(v), Expected: a.spec.Expected()})
			}
			continue
		}
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
	r.checkTarget(rd, d)
	return d
}

// checkTarget reports target without into, and into without target.
func (r *reader) checkTarget(rd *rawDirective, d *Decorator) {
	at := rd.verbOffset()
	switch {
	case d.Target.Text != "" && d.Into.Text == "":
		r.errorAt(rd, diag.MissingArgument, at, at+len(rd.verb), "target needs a folder to write into: into=./durable")
	case d.Target.Text == "" && d.Into.Text != "":
		r.errorAt(rd, diag.MissingArgument, at, at+len(rd.verb), "into is the folder of a target: target=temporal")
	}
}

// isFolder reports whether text is a path to another folder.
func isFolder(text string) bool {
	return text != "" && !path.IsAbs(text) && !strings.Contains(text, "\\") && path.Clean(text) != "."
}
