package resolve

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// warnNotInherited warns of methods that come from an embedded interface which is annotated, and are not retried:
// annotations are not inherited, which is easily overlooked if the interface has other annotations.
func (r *resolver) warnNotInherited(i *directive.Interface, anns *annotations, name *types.TypeName, ms []*method, policyOf map[*method]*appliedPolicy) {
	literal, ok := ast.Unparen(i.Spec.Type).(*ast.InterfaceType)
	if !ok {
		return
	}
	reported := map[*method]bool{} // two lines may add the same method
	for _, embedded := range literal.Methods.List {
		if slices.ContainsFunc(slices.Concat(anns.onInterface, anns.onFields[embedded]), func(a *appliedPolicy) bool { return a.failed }) {
			continue // which methods are meant is not known
		}
		for _, base := range r.annotatedIn(embedded.Type) {
			var passed []string
			for _, m := range ms {
				if !reported[m] && policyOf[m] == nil && m.field == nil && m.returnsError && slices.Contains(m.embeddedIn, embedded) && retries(r.decorated[base], m.fn.Name(), IsClose(m.fn)) {
					reported[m] = true
					passed = append(passed, m.fn.Name())
				}
			}
			if len(passed) > 0 {
				f := r.warnf(span{embedded.Type.Pos(), embedded.Type.End()}, NotInherited,
					"%s is annotated, but annotations are not inherited: these methods are not retried in %s: %s", base.Name(), name.Name(), strings.Join(passed, ", "))
				f.Hint = "write a policy above this line too, or //backoff:off if that is intended"
			}
		}
	}
}

// annotatedIn returns the annotated interfaces of this package that a type expression names or embeds. None embeds itself, which has been
// reported.
func (r *resolver) annotatedIn(e ast.Expr) []*types.TypeName {
	if literal, ok := ast.Unparen(e).(*ast.InterfaceType); ok {
		var all []*types.TypeName
		for _, f := range literal.Methods.List {
			if len(f.Names) == 0 {
				all = append(all, r.annotatedIn(f.Type)...)
			}
		}
		return all
	}
	name := typeName(r.Info.TypeOf(e))
	if r.decorated[name] != nil {
		return []*types.TypeName{name}
	}
	if spec := r.specs[name]; spec != nil {
		return r.annotatedIn(spec.Type)
	}
	return nil
}

// typeName returns the declaration of a named type or an alias, or nil.
func typeName(t types.Type) *types.TypeName {
	switch t := t.(type) {
	case *types.Alias:
		return t.Obj()
	case *types.Named:
		return t.Origin().Obj()
	}
	return nil
}
