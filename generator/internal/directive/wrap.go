package directive

import (
	"go/token"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// WrapWith is the key of a wrap that names a constructor.
const WrapWith = "with"

// A Wrap is a wrap directive.
type Wrap struct {
	Text     string    // the directive as written, without the slashes
	Pos, End token.Pos // of the whole directive, from its // on
	Broken   bool      // an error about it was reported, and values may be missing because of that

	With    Expr      // the constructor that decorates; empty when none is written
	Methods Selection // the methods of its place that it is for
}

// Constructors returns the constructors of other packages that f's wraps name, as pkg.Name.
func Constructors(f *File) []string {
	var names []string
	add := func(wraps []*Wrap) {
		for _, w := range wraps {
			if strings.Contains(w.With.Text, ".") {
				names = append(names, w.With.Text)
			}
		}
	}
	for _, i := range f.Interfaces {
		add(i.Wraps)
		for _, m := range i.Members {
			add(m.Wraps)
		}
	}
	return names
}

// readWrap reads rd, a wrap directive.
func (r *reader) readWrap(rd *rawDirective) *Wrap {
	w := &Wrap{Text: rd.text(), Pos: rd.pos, End: rd.end()}
	before := len(r.diags)
	for _, with := range rd.more {
		r.reportMisplaced(with, "backoff:with does nothing here: backoff:wrap has no keys that it goes on with", withHint)
	}
	alone := *rd
	alone.more = nil
	for _, a := range r.readAssignments(&alone, VerbWrap) {
		v := a.val.trim()
		if a.spec.Name == methodsName {
			w.Methods = r.readSelection(a)
		} else if r.checkBrackets(rd, v) {
			w.With = v.expr(rd, a.key)
		}
	}
	w.Broken = len(r.diags) > before
	return w
}

// addWrap reads a wrap directive. A place has one that is for all methods, and others that say which they are for.
func (p *place) addWrap(r *reader, rd *rawDirective) {
	w := r.readWrap(rd)
	for _, other := range p.wraps {
		if !other.Methods.Given && !w.Methods.Given {
			r.reportSecond(rd, "backoff:wrap", other.Pos)
			return
		}
	}
	if p.where == OnMethod && w.Methods.Given {
		r.report(diag.Error, diag.BadArgument, w.Methods.Key, w.Methods.End, "methods does nothing on a method: its annotation is for that method").
			Hint = "it belongs in an annotation of the interface or of an embedded line"
		w.Broken = true
	}
	p.wraps = append(p.wraps, w)
}
