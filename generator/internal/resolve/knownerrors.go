package resolve

import (
	"go/types"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// knownErrors returns the errors that callers get back as they were: those that the interface's package exports, and those that the
// policies name.
func (s *scope) knownErrors(d *plan.Decorator) []plan.KnownError {
	var known []plan.KnownError
	seen := map[string]bool{}
	add := func(o types.Object, t types.Type) {
		k := plan.KnownError{Object: o}
		if t != nil {
			k = plan.KnownError{Type: t}
		}
		if k.Name = knownName(o, t); !seen[k.Name] {
			seen[k.Name] = true
			known = append(known, k)
		}
	}
	list := func(matchers []plan.Matcher) {
		for _, m := range matchers {
			switch m.Kind {
			case plan.MatchIs:
				add(m.Object, nil)
			case plan.MatchAs:
				if s.errorTravels(m.Type) {
					add(nil, m.Type)
				}
			}
		}
	}
	scope := d.Interface.Pkg().Scope()
	for _, name := range scope.Names() {
		switch o := scope.Lookup(name).(type) {
		case *types.Var:
			if o.Exported() && types.Identical(o.Type(), errorType) && !s.isTestObject(o) {
				add(o, nil)
			}
		case *types.TypeName:
			if t := errorTypeOf(o); t != nil && s.errorTravels(t) && !s.isTestObject(o) {
				add(nil, t)
			}
		}
	}
	for _, m := range d.Methods {
		if m.Policy == nil {
			continue
		}
		list(m.Policy.Errors)
		for _, c := range m.Policy.Cases {
			list(c.Errors)
		}
	}
	return known
}

// isTestObject reports whether an object is declared in a test file, where no other package sees it.
func (s *scope) isTestObject(o types.Object) bool {
	return strings.HasSuffix(s.Fset.PositionFor(o.Pos(), false).Filename, "_test.go")
}

// errorTypeOf returns the type of errors that a name stands for: T or *T; nil if it is none, an alias, or has type parameters.
func errorTypeOf(o *types.TypeName) types.Type {
	named, ok := o.Type().(*types.Named)
	if !ok || named.TypeParams().Len() > 0 {
		return nil
	}
	for _, t := range []types.Type{named, types.NewPointer(named)} {
		if types.Implements(t, errorInterface) {
			return t
		}
	}
	return nil
}

// errorTravels reports whether an error of type t arrives with its fields: it is exported, and more than an interface.
func (s *scope) errorTravels(t types.Type) bool {
	elem := t
	if p, ok := t.Underlying().(*types.Pointer); ok {
		elem = p.Elem()
	}
	named, ok := types.Unalias(elem).(*types.Named)
	if !ok || !named.Obj().Exported() || !plan.MayImport(s.home(), named.Obj().Pkg().Path()) {
		return false
	}
	c := traveller{s: s, asError: true}
	return c.why(elem, nil) == ""
}

// knownName is the name by which both sides know an error: a variable or constant, or else a type that travels.
func knownName(o types.Object, t types.Type) string {
	if o != nil {
		return o.Pkg().Path() + "." + o.Name()
	}
	star := ""
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t, star = p.Elem(), "*"
	}
	named := types.Unalias(t).(*types.Named)
	path := named.Obj().Pkg().Path() + "."
	return path + star + strings.TrimPrefix(types.TypeString(named, nil), path) // with its type arguments
}
