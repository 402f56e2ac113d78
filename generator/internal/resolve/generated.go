package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path"
	"path/filepath"
	"strconv"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// A taken knows the names that nothing generated may have.
type taken struct {
	*resolver
	by map[string]token.Pos // what this run generates, by where it was asked for
}

func newTaken(r *resolver) *taken {
	return &taken{resolver: r, by: map[string]token.Pos{}}
}

// holder says what has a name, and where, or returns "".
func (t *taken) holder(name string) (what string, at token.Pos) {
	if pos, has := t.by[name]; has {
		return "is generated for something else already", pos
	}
	if t.Into != nil {
		return t.holderIn(t.Into.Files, name)
	}
	if obj := t.declaredAs(name); obj != nil && !t.isOwn(obj) {
		return "is declared in package " + t.Pkg.Name(), obj.Pos()
	}
	if what, at = t.holderIn(t.Rest, name); what != "" {
		return what, at
	}
	for _, f := range t.Files {
		for _, spec := range f.Imports {
			imported := t.Info.PkgNameOf(spec)
			switch {
			case imported == nil:
			case importName(spec, imported) == name:
				return "is the name of an import, which a declaration may not have", spec.Pos()
			case imported.Name() == "." && ast.IsExported(name) && imported.Imported().Scope().Lookup(name) != nil:
				return "comes with the dot import of \"" + imported.Imported().Path() + "\"", spec.Pos()
			}
		}
	}
	return "", token.NoPos
}

// holderIn does the same in files that are only parsed.
func (t *taken) holderIn(files []*ast.File, name string) (what string, at token.Pos) {
	if id := declaredAlways(files, t.filename, name); id != nil {
		return "is declared in " + filepath.Base(t.Fset.Position(id.Pos()).Filename), id.Pos()
	}
	return "", token.NoPos
}

// importName returns the name that an import has in its file. A package that nothing outside of function bodies needs may
// not have been loaded: then it is probably called as its path ends.
func importName(spec *ast.ImportSpec, name *types.PkgName) string {
	if spec.Name == nil && !token.IsIdentifier(name.Name()) {
		return path.Base(name.Imported().Path())
	}
	return name.Name()
}

// nameDecorator names what users see of a decorator, its policies among it when there are any, and reports names that cannot be had.
func (s *scope) nameDecorator(i *directive.Interface, d *plan.Decorator, policies bool) {
	name, names := i.Spec.Name, i.Names()
	d.Name, d.Constructor, d.Policies, d.Defaults = names.Decorator, names.Constructor, names.Policies, names.Defaults
	var given directive.Decorator
	if i.Decorator != nil {
		given = *i.Decorator
	}

	// What is taken is reported where its name comes from: its own key, the name that all follow, or the interface.
	at := func(own directive.Word) span {
		for _, w := range []directive.Word{own, given.Name} {
			if w.Text != "" {
				return span{w.Pos, w.End}
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
	if holder, pos := s.taken.holder(name); holder != "" {
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
				d.Foreign = r.taken.free(d.Foreign, nil)
			}
			own := map[string]bool{} // a helper is called where these mean something else
			for _, m := range d.Methods {
				maps.Copy(own, ownNames(m))
			}
			named := map[*plan.Predicate]bool{}
			for _, m := range d.Methods {
				part := goname.Unexported(d.Name) + goname.Exported(m.Name)
				if j := m.RetryResult; j != nil && (j.Expr != nil || r.isHidden(j.Func, m)) {
					j.Name = r.taken.free(part+"RetryResult", own)
				}
				if f := m.Fallback; f != nil && r.isHidden(f.Func, m) {
					f.Name = r.taken.free(part+"Fallback", own)
				}
				if m.Policy == nil || m.Policy.Giveup == nil || m.Policy.Giveup.Expr == nil || named[m.Policy.Giveup] {
					continue
				}
				g := m.Policy.Giveup
				named[g] = true
				g.Name = r.taken.free(goname.Unexported(d.Name)+g.Name+"Giveup", own)
			}
		}
	}
}

// isHidden reports whether a function is called in a method of which a parameter or result has its name.
func (r *resolver) isHidden(function types.Object, m *plan.Method) bool {
	return function.Pkg() != nil && function.Pkg().Path() == r.home() && ownNames(m)[function.Name()]
}

// ownNames are the names of a method's parameters and results.
func ownNames(m *plan.Method) map[string]bool {
	names := map[string]bool{}
	for _, t := range []*types.Tuple{m.Signature.Params(), m.Signature.Results()} {
		for v := range t.Variables() {
			names[v.Name()] = true
		}
	}
	return names
}

// free takes the first of name, name2, name3… that nothing has, nor is among hidden.
func (t *taken) free(name string, hidden map[string]bool) string {
	candidate := name
	for n := 2; ; n++ {
		if holder, _ := t.holder(candidate); holder == "" && !hidden[candidate] {
			t.by[candidate] = token.NoPos
			return candidate
		}
		candidate = name + strconv.Itoa(n)
	}
}
