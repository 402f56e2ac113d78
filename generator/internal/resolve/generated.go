package resolve

import (
	"go/types"
	"maps"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// nameDecorator sets the names of a decorator that users see, with those of its policies if it has any, and reports
// names that cannot be used.
func (s *scope) nameDecorator(i *directive.Interface, d *plan.Decorator, policies bool) {
	name, names := i.Spec.Name, i.Names()
	d.Name, d.Constructor, d.Policies, d.Defaults = names.Decorator, names.Constructor, names.Policies, names.Defaults
	if s.isDurable() { // only the activities see it
		d.Name, d.Constructor = goname.Unexported(d.Name), goname.Unexported(d.Constructor)
	}
	var given directive.Decorator
	if i.Decorator != nil {
		given = *i.Decorator
	}

	// A name in use is reported where it comes from: its own key, the name that all follow, or the interface.
	at := func(key directive.Word) span {
		for _, w := range []directive.Word{key, given.Name} {
			if w.Text != "" {
				return wordSpan(w)
			}
		}
		return span{name.Pos(), name.End()}
	}
	const override = "choose another: //backoff:decorator "
	s.claim(d.Name, at(given.Name), "decorator", override+"name=…")
	s.claim(d.Constructor, at(given.Constructor), "constructor", override+"constructor=…")
	if policies {
		s.claim(d.Policies, at(given.Policies), "struct of policies", override+"policies=…")
		s.claim(d.Defaults, at(given.Policies), "function of default policies", override+"policies=…")
	}
}

// claim reserves a name for something generated, or reports why it cannot be used.
func (s *scope) claim(name string, at span, what, hint string) {
	if types.Universe.Lookup(name) != nil || name == "init" || name == "main" && s.homeName() == "main" {
		s.errorf(at, BadName, "%s cannot be the name of the %s: Go itself uses it", name, what)
		return
	}
	if user, pos := s.usedNames.user(name, s.constraint); user != "" {
		f := s.errorf(at, NameInUse, "the %s cannot be called %s: the name %s", what, name, user)
		f.Hint = hint
		f.Related = s.related(pos, name+" is here")
		return
	}
	s.usedNames.generated[name] = at.pos
}

// nameHelpers gives free names to the unexported helpers. It runs last, so that all names that users see come first.
func (r *resolver) nameHelpers(p *plan.Package) {
	for _, f := range p.Files {
		r.nameClasses(f)
		for _, d := range f.Decorators {
			if d.Foreign != "" {
				d.Foreign = r.usedNames.claimFree(d.Foreign, f.Constraint, nil)
			}
			hidden := map[string]bool{} // names that mean something else where a helper is called
			for _, m := range d.Methods {
				maps.Copy(hidden, signatureNames(m))
			}
			r.nameShared(f, d, hidden)
			r.nameDurable(f, d)
			named := map[*plan.Question]bool{}
			for _, m := range d.Methods {
				part := goname.Unexported(d.Name) + goname.Exported(m.Name)
				for _, q := range m.Questions() {
					if q.Expr != nil || q.Func != nil && r.isHidden(q.Func, m) {
						q.Name = r.usedNames.claimFree(part+q.Key, f.Constraint, hidden)
					}
				}
				if m.Fallback != nil && r.isHidden(m.Fallback.Func, m) {
					m.Fallback.Name = r.usedNames.claimFree(part+"Fallback", f.Constraint, hidden)
				}
				if m.Policy == nil || m.Policy.Giveup == nil || m.Policy.Giveup.Expr == nil || named[m.Policy.Giveup] {
					continue
				}
				g := m.Policy.Giveup
				named[g] = true
				g.Name = r.usedNames.claimFree(goname.Unexported(d.Name)+g.Name+"Giveup", f.Constraint, hidden)
			}
		}
	}
}

// nameClasses names the predicates over clients' errors and responses that the policies of a file use, each after the first
// decorator that uses it.
func (r *resolver) nameClasses(f *plan.File) {
	hidden := map[string]bool{}
	for _, d := range f.Decorators {
		for _, m := range d.Methods {
			maps.Copy(hidden, signatureNames(m))
		}
	}
	for _, d := range f.Decorators {
		for _, c := range d.Classes() {
			if c.Name == "" {
				c.Name = r.usedNames.claimFree(goname.Unexported(d.Name)+"Is"+c.Identifier(), f.Constraint, hidden)
			}
		}
	}
}

// isHidden reports whether a parameter or result of a method hides a function that the method calls.
func (r *resolver) isHidden(function types.Object, m *plan.Method) bool {
	return function.Pkg() != nil && function.Pkg().Path() == r.home() && signatureNames(m)[function.Name()]
}

// signatureNames returns the names of a method's parameters and results.
func signatureNames(m *plan.Method) map[string]bool {
	names := map[string]bool{}
	for _, t := range []*types.Tuple{m.Signature.Params(), m.Signature.Results()} {
		for v := range t.Variables() {
			names[v.Name()] = true
		}
	}
	return names
}
