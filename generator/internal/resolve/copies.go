package resolve

import (
	"go/types"
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// reportCopies reports annotations on methods that another generator wrote, except those that it also wrote to an
// annotated interface.
func (r *resolver) reportCopies() {
	for _, c := range r.copies {
		if !r.isCopied(c) {
			r.list = append(r.list, c.Misplaced)
		}
	}
}

// isCopied reports whether an annotated interface of the package has the method, and its receiver's type implements
// that interface.
func (r *resolver) isCopied(c directive.Copy) bool {
	receiver, ok := r.Pkg.Scope().Lookup(c.Type).(*types.TypeName)
	if !ok {
		return false
	}
	return slices.ContainsFunc(r.annotated, func(name *types.TypeName) bool {
		iface, ok := name.Type().Underlying().(*types.Interface)
		if !ok || !iface.IsMethodSet() || generic(name.Type()) != generic(receiver.Type()) {
			return false
		}
		has := slices.ContainsFunc(slices.Collect(iface.Methods()), func(m *types.Func) bool { return m.Name() == c.Method })
		if !has || generic(receiver.Type()) {
			return has // which type arguments it would take is not known
		}
		return types.Implements(types.NewPointer(receiver.Type()), iface)
	})
}
