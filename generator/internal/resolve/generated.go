package resolve

import (
	"go/token"
	"go/types"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// nameDecorator names what users see of a decorator, its policies among it when there are any, and reports names that cannot be had.
func (s *scope) nameDecorator(i *directive.Interface, d *plan.Decorator, policies bool) {
	name, names := i.Spec.Name, i.Names()
	d.Name, d.Constructor, d.Policies, d.Defaults = names.Decorator, names.Constructor, names.Policies, names.Defaults

	at := span{name.Pos(), name.End()}
	nameAt, constructorAt := at, at
	if w := i.Decorator; w != nil {
		if w.Name.Text != "" {
			nameAt = span{w.Name.Pos, w.Name.End}
		}
		constructorAt = nameAt
		if w.Constructor.Text != "" {
			constructorAt = span{w.Constructor.Pos, w.Constructor.End}
		}
	}
	const override = "choose another: //backoff:decorator "
	s.claim(d.Name, nameAt, "decorator", override+"name=…")
	if i.Decorator == nil || i.Decorator.Name.Text == "" || i.Decorator.Name.Text != i.Decorator.Constructor.Text {
		// Two equal words are found when the annotation is read.
		s.claim(d.Constructor, constructorAt, "constructor", override+"constructor=…")
	}
	if policies {
		s.claim(d.Policies, at, "struct of policies", "")
		s.claim(d.Defaults, at, "function of default policies", "")
	}
}

// claim takes a name for something generated, or reports why it cannot be had.
func (s *scope) claim(name string, at span, what, hint string) {
	switch {
	case !token.IsIdentifier(name) || name == "_":
		s.errorf(at, BadName, "%s is no name for the %s: expected a Go identifier", strconv.Quote(name), what)
		return
	case types.Universe.Lookup(name) != nil, name == "init", name == "main" && s.homeName() == "main":
		s.errorf(at, BadName, "%s is no name for the %s: Go itself uses it", name, what)
		return
	}
	if holder, pos := s.taken.holder(name, s.constraint); holder != "" {
		f := s.errorf(at, TakenName, "the %s cannot be called %s: the name %s", what, name, holder)
		f.Hint = hint
		if pos.IsValid() {
			f.Related = s.related(pos, name+" is here")
		}
		return
	}
	s.taken.by[name] = at.pos
}

// nameHelpers gives the unexported helpers, which no user writes, names that are free. They come last, so that they make
// way for all others.
func (r *resolver) nameHelpers(p *plan.Package) {
	for _, f := range p.Files {
		for _, d := range f.Decorators {
			if d.Foreign != "" {
				d.Foreign = r.taken.free(d.Foreign, f.Constraint)
			}
			named := map[*plan.Predicate]bool{}
			for _, m := range d.Methods {
				if j := m.RetryResult; j != nil && j.Expr != nil {
					j.Name = r.taken.free(lowerFirst(d.Name)+j.Name+"RetryResult", f.Constraint)
				}
				if m.Policy == nil || m.Policy.Giveup == nil || m.Policy.Giveup.Expr == nil || named[m.Policy.Giveup] {
					continue
				}
				g := m.Policy.Giveup
				named[g] = true
				g.Name = r.taken.free(lowerFirst(d.Name)+g.Name+"Giveup", f.Constraint)
			}
		}
	}
}

func upperFirst(s string) string { return mapFirst(s, unicode.ToUpper) }
func lowerFirst(s string) string { return mapFirst(s, unicode.ToLower) }

func mapFirst(s string, f func(rune) rune) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(f(r)) + s[size:]
}
