package emit

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strconv"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

const (
	predeclaredNil = "nil"
	blank          = "_"
)

// A scope is the set of names that are in use in one Go scope.
type scope map[string]bool

// claim reserves and returns the first of the wanted names that is free, or else the last one with a number after it.
func (s scope) claim(wanted ...string) string { return s.claimWithin(nil, wanted...) }

// claimWithin is claim for a scope inside another one, whose names are in use too. A package has many names, which are
// not copied for each of its files.
func (s scope) claimWithin(outer scope, wanted ...string) string {
	name := ""
	for _, name = range wanted {
		if s.free(name) && !outer[name] {
			s[name] = true
			return name
		}
	}
	base := name
	for n := 2; !s.free(name) || outer[name]; n++ {
		name = base + strconv.Itoa(n)
	}
	s[name] = true
	return name
}

// free reports whether name is an identifier that is not in use.
func (s scope) free(name string) bool {
	return name != blank && !s[name] && token.IsIdentifier(name)
}

func (s scope) add(names ...string) {
	for _, name := range names {
		s[name] = true
	}
}

// isPredeclared reports whether name means something in Go without a declaration.
func isPredeclared(name string) bool { return types.Universe.Lookup(name) != nil }

// declaredNames returns the names of package scope: those of the sources, and of all that is generated.
func declaredNames(pkg *plan.Package) scope {
	names := scope{}
	if pkg.Types.Path() == pkg.Path {
		names.add(pkg.Types.Scope().Names()...)
	}
	names.add(pkg.Reserved...)
	for _, file := range pkg.Files {
		for _, d := range file.Decorators {
			names.add(d.Name, d.Constructor, d.Policies, d.Defaults, d.Foreign)
			if s := d.Shared; s != nil {
				names.add(s.Type, s.Constructor, s.Decorate, s.Undecorate, s.OwnPolicies, s.OwnDefaults, s.OwnMethods)
			}
			for _, m := range d.Methods {
				if m.Policy != nil && m.Policy.Giveup != nil {
					names.add(m.Policy.Giveup.Name)
				}
				for _, q := range m.Questions() {
					names.add(q.Name)
				}
				for _, w := range slices.Concat(m.Wraps, m.Unwraps) {
					names.add(w.Name)
				}
				if m.Fallback != nil {
					names.add(m.Fallback.Name)
				}
				names.add(m.Results)
				if t := m.Durable; t != nil && t.Fallback != nil {
					names.add(t.Fallback.Name)
				}
			}
			for _, c := range d.Classes() {
				names.add(c.Name)
			}
			if t := d.Durable; t != nil {
				names.add(t.Activities, t.NewActivities, t.Caller, t.NewCaller, t.Workflow, t.NewWorkflow, t.Errors)
			}
		}
	}
	delete(names, "")
	return names
}

// namesNotForImports returns the names, besides those of package scope, that an import of file cannot have: an import
// must not hide, or be hidden by, a name that generated code uses.
func (e *emitter) namesNotForImports(file *plan.File) scope {
	names := scope{}
	names.add(types.Universe.Names()...)
	names.add(slices.Collect(maps.Values(e.typeParams))...)
	for _, d := range file.Decorators {
		for name := range boundNames(d) {
			names.add(name)
		}
	}
	names.add(receivers[:]...)
	return names
}

// boundNames returns the names that the expressions of a decorator's annotations bind: the parameters of the functions
// that are generated from them, and what they declare.
func boundNames(d *plan.Decorator) scope {
	names := scope{}
	inner := func(x ast.Expr, info *types.Info) {
		ast.Inspect(x, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && isInner(info.Uses[id]) {
				names.add(id.Name)
			}
			return true
		})
	}
	if len(d.Classes()) > 0 {
		names.add(classLocals...)
	}
	for _, m := range d.Methods {
		if m.Policy == nil {
			continue
		}
		if g := m.Policy.Giveup; g != nil && g.Expr != nil {
			names.add(expressionParam)
			inner(g.Expr, g.Info)
		}
		for _, q := range m.Questions() {
			if q.Expr == nil {
				continue
			}
			for _, a := range q.Args {
				names.add(a.Name)
			}
			inner(q.Expr, q.Info)
		}
	}
	return names
}

// nameTypeParams names an interface's type parameters. They keep their names, unless these hide something that
// generated code uses or are also the names of parameters, which are in the same scope.
func (e *emitter) nameTypeParams(d *plan.Decorator) {
	params := d.TypeParams
	if params.Len() == 0 {
		return
	}
	used := boundNames(d)
	for _, m := range d.Methods {
		used.add(writtenNames(m.Signature.Params())...)
		used.add(writtenNames(m.Signature.Results())...)
	}
	used.add(types.Universe.Names()...)
	used.add(slices.Collect(maps.Keys(reserved))...)
	for p := range params.TypeParams() {
		if name := p.Obj().Name(); used.free(name) && !e.global[name] {
			e.typeParams[p] = used.claim(name)
		}
	}
	for p := range params.TypeParams() {
		if e.typeParams[p] != "" {
			continue
		}
		name := p.Obj().Name()
		if name == blank {
			name = "T"
		}
		e.typeParams[p] = used.claimWithin(e.global, name)
	}
}
