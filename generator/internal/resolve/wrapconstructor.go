package resolve

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

const expectedWrap = "a constructor, a func(I, ...backoff.Option) T or func(I) T for an interface I that a method returns"

// resolveWithes resolves the constructors of an interface's wraps, all of them.
func (s *scope) resolveWithes(i *directive.Interface) []*appliedWrap {
	var all []*appliedWrap
	add := func(f *ast.Field, list []*directive.Wrap) {
		for _, w := range list {
			a := &appliedWrap{Wrap: w, field: f, wrong: w.Broken}
			s.resolveWith(a)
			all = append(all, a)
		}
	}
	add(nil, i.Wraps)
	for _, m := range i.Members {
		add(m.Field, m.Wraps)
	}
	return all
}

// resolveWith resolves the constructor of a wrap.
func (s *scope) resolveWith(a *appliedWrap) {
	if a.With.Text == "" {
		return
	}
	for name, i := range s.decorated {
		if i.Names().Constructor == a.With.Text {
			a.by = name // it is generated in this run
			return
		}
	}
	x := s.checkExpression(a.With, BadWrap, expectedWrap)
	if x == nil {
		a.wrong = true
		return
	}
	obj, _ := x.object().(*types.Func)
	if obj == nil || !isWrapConstructor(obj.Signature()) {
		a.wrong = true
		if broken(x.value.Type) {
			s.reportType(x, x.value.Type, BadWrap, expectedWrap)
			return
		}
		what := s.describe(x)
		if x.object() != nil {
			what = x.Text + " is of type " + s.typeString(x.value.Type)
		}
		s.errorf(x.spanOf(), BadWrap, "%s; expected %s", what, expectedWrap)
		return
	}
	a.with = x
}

// callConstructor makes a wrap call the constructor that this run generates, as if it were written by hand: the decorator that it
// makes is built without this file, and cannot know of the wrap.
func (s *scope) callConstructor(a *appliedWrap) {
	fn, _ := s.Pkg.Scope().Lookup(a.With.Text).(*types.Func)
	if fn == nil || !isWrapConstructor(fn.Signature()) {
		return // an analysis pass may come before the run
	}
	name := ast.NewIdent(fn.Name())
	a.by, a.with = nil, &expression{
		Expr: a.With, syntax: name, value: types.TypeAndValue{Type: fn.Type()}, info: &types.Info{Uses: map[*ast.Ident]types.Object{name: fn}},
	}
}

// isWrapConstructor reports whether a function takes an interface, perhaps with options, and returns one thing.
func isWrapConstructor(sig *types.Signature) bool {
	params := sig.Params().Len()
	return sig.Results().Len() == 1 && (params == 1 && !sig.Variadic() || params == 2 && TakesOptions(sig)) && types.IsInterface(sig.Params().At(0).Type())
}

// TakesOptions reports whether a function's variadic parameter is of options.
func TakesOptions(sig *types.Signature) bool {
	if !sig.Variadic() {
		return false
	}
	elem := sig.Params().At(sig.Params().Len() - 1).Type().(*types.Slice).Elem()
	if IsNamed(elem, IsRuntime, "Option") {
		return true
	}
	i, ok := types.Unalias(elem).(*types.Interface) // of a constructor that is going to be generated
	return ok && i.NumMethods() == 1 && i.Method(0).Name() == "backoffOption"
}

// wrapWith returns how a result of type t comes back decorated by a constructor, or nil if that does not take it.
func (w *wrapping) wrapWith(a *appliedWrap, t types.Type, index int) *plan.Wrap {
	for leaf := range levels(t) {
		sig := constructorFor(a.with.value.Type.(*types.Signature), leaf)
		if sig != nil {
			if !types.AssignableTo(sig.Results().At(0).Type(), leaf) {
				a.unfit = append(a.unfit, leaf)
				return nil
			}
			return &plan.Wrap{Index: index, Type: leaf, With: a.with.object(), TakesOptions: TakesOptions(sig), Result: sig.Results().At(0).Type()}
		}
	}
	return nil
}

// constructorFor returns the signature of a constructor for values of type t, or nil if it does not take them. A generic one
// has the type arguments that t has.
func constructorFor(sig *types.Signature, t types.Type) *types.Signature {
	if sig.TypeParams().Len() > 0 {
		want, _ := types.Unalias(sig.Params().At(0).Type()).(*types.Named)
		have, _ := types.Unalias(t).(*types.Named)
		if want == nil || have == nil || want.Origin() != have.Origin() {
			return nil
		}
		args := make([]types.Type, sig.TypeParams().Len())
		for i := range want.TypeArgs().Len() {
			for j := range args {
				if want.TypeArgs().At(i) == types.Type(sig.TypeParams().At(j)) {
					args[j] = have.TypeArgs().At(i)
				}
			}
		}
		if slices.Contains(args, nil) {
			return nil
		}
		inst, err := types.Instantiate(nil, sig, args, true)
		if err != nil {
			return nil
		}
		sig = inst.(*types.Signature)
	}
	if !types.Identical(sig.Params().At(0).Type(), t) {
		return nil
	}
	return sig
}
