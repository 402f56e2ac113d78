package generator

import (
	"cmp"
	"context"
	"go/types"
	"slices"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/explain"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/wiring"
)

// around is the code around annotations, by the paths of its packages. It is empty where there is nothing to know of it.
type around map[string]*wiring.Code

// readAround reads the packages at paths, and those of cfg that name one of the constructors. Code that does not compile is read as
// far as it does: it may need a decorator that is not there yet.
func readAround(ctx context.Context, cfg Config, paths, constructors []string) (around, error) {
	bodies, err := load.Bodies(ctx, cfg.loadConfig(), paths, constructors)
	if err != nil {
		return nil, stopReason(ctx, err)
	}
	code := around{}
	for _, b := range bodies {
		code[b.Path] = &wiring.Code{Fset: b.Fset, Files: b.Files, Pkg: b.Types, Info: b.Info}
	}
	return code, nil
}

// constructorsOf returns the names of the constructors of plans.
func constructorsOf(plans []*plan.Package) []string {
	var names []string
	for _, p := range plans {
		for _, f := range p.Files {
			for _, d := range f.Decorators {
				names = append(names, d.Constructor)
			}
		}
	}
	return names
}

// namedBy returns the paths of the packages that declare policies, budgets and guards which the annotations of plans name.
func namedBy(plans []*plan.Package) []string {
	var paths []string
	for _, p := range plans {
		for m := range p.Methods() {
			paths = append(paths, named(m.Policy)...)
		}
	}
	return paths
}

// named returns the paths of the packages whose policies, budgets and guards a policy names.
func named(p *plan.Policy) []string {
	if p == nil {
		return nil
	}
	var paths []string
	for _, obj := range []types.Object{p.Use, p.Budget, p.Guard} {
		if obj != nil && obj.Pkg() != nil {
			paths = append(paths, obj.Pkg().Path())
		}
	}
	return paths
}

// Policy implements [explain.Around].
func (a around) Policy(obj types.Object) *plan.Policy {
	if code := a[obj.Pkg().Path()]; code != nil {
		return code.Policy(obj.Name())
	}
	return nil
}

// Words implements [explain.Around].
func (a around) Words(obj types.Object) string {
	if code := a[obj.Pkg().Path()]; code != nil {
		return code.Words(obj.Name())
	}
	return ""
}

// warnings warns of decorators that are put into decorators.
func (a around) warnings() []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, code := range a {
		for _, n := range code.Nestings() {
			d := n.Warning()
			d.Pos, d.End = code.Fset.Position(n.Arg.Pos()), code.Fset.Position(n.Arg.End())
			ds = append(ds, d)
		}
	}
	return ds
}

// nestings returns where decorators are put into decorators, in the order of files and lines.
func (a around) nestings() []explain.Nesting {
	var list []explain.Nesting
	for _, code := range a {
		for _, n := range code.Nestings() {
			list = append(list, explain.Nesting{Outer: typeName(n.Outer), Inner: typeName(n.Inner), At: code.Fset.Position(n.Arg.Pos())})
		}
	}
	slices.SortFunc(list, func(a, b explain.Nesting) int {
		return cmp.Or(cmp.Compare(a.At.Filename, b.At.Filename), cmp.Compare(a.At.Offset, b.At.Offset))
	})
	return list
}

func typeName(t *types.TypeName) explain.TypeName {
	return explain.TypeName{Package: t.Pkg().Path(), Name: t.Name()}
}
