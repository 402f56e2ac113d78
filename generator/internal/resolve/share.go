package resolve

import (
	"go/types"
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// share finds out what decorators of results share, once all wraps are resolved, and which parameters are unwrapped again.
func (r *resolver) share(p *plan.Package) {
	var all []*plan.Decorator
	for _, f := range p.Files {
		all = append(all, f.Decorators...)
	}
	wrapped := map[*plan.Decorator]bool{}
	var constructed []*plan.Wrap
	for _, d := range all {
		for _, m := range d.Methods {
			for _, w := range m.Wraps {
				if d.Shared == nil {
					d.Shared = &plan.Shared{}
				}
				if w.By == nil {
					constructed = append(constructed, w)
					d.Shared.Options = d.Shared.Options || w.TakesOptions
					continue
				}
				wrapped[w.By] = true
				if w.By.Shared == nil {
					w.By.Shared = &plan.Shared{}
				}
				w.By.Shared.Decorate = "Result" // completed when all other names are known
				if w.By != d && !slices.Contains(d.Shared.Links, w.By) {
					d.Shared.Links = append(d.Shared.Links, w.By)
				}
			}
		}
	}
	for _, circle := range circles(all) {
		for _, d := range circle {
			d.Shared.Circle = circle
		}
	}
	for _, d := range all {
		if d.Shared == nil {
			continue
		}
		for _, m := range d.Methods {
			r.unwrapParams(m, wrapped, constructed)
		}
	}
}

// unwrapParams finds the parameters of a method that may be what a method has returned decorated.
func (r *resolver) unwrapParams(m *plan.Method, wrapped map[*plan.Decorator]bool, constructed []*plan.Wrap) {
	for i := range m.Signature.Params().Len() {
		t := m.Signature.Params().At(i).Type()
		leaf, names := r.decoratedAs(t)
		if by := slices.IndexFunc(names, func(name *types.TypeName) bool { return wrapped[r.planned[name]] }); by >= 0 {
			d := r.planned[names[by]]
			m.Unwraps = append(m.Unwraps, &plan.Wrap{Index: i, Type: leaf, By: d})
			d.Shared.Undecorate = "Inner"
			continue
		}
		for leaf := range levels(t) {
			j := slices.IndexFunc(constructed, func(w *plan.Wrap) bool { return types.Identical(w.Type, leaf) && r.unwrapsTo(w.Result, leaf) })
			if j >= 0 {
				m.Unwraps = append(m.Unwraps, &plan.Wrap{Index: i, Type: leaf, With: constructed[j].With, Result: constructed[j].Result})
			}
		}
	}
}

// unwrapsTo reports whether a type, which can be named where decorators are written, has a method Unwrap that returns a value of an
// interface.
func (r *resolver) unwrapsTo(t, iface types.Type) bool {
	if !AllTypes(t, r.isNameable) {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, "Unwrap")
	fn, ok := obj.(*types.Func)
	if !ok || r.isGenerated(fn) && types.Implements(iface, errorInterface) {
		return false // the decorator of an error has none
	}
	sig := fn.Signature()
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), iface)
}
