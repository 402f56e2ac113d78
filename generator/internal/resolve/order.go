package resolve

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"
)

// An origin is where a declaration has a method from: its own line, the embedded lines that add it, or both.
type origin struct {
	id         string
	field      *ast.Field
	embeddedIn []*ast.Field
}

// An ordering lists methods in the order of the source. The type checker sorts them by name.
type ordering struct {
	*resolver
	list []*origin
	byID map[string]*origin
}

// origins returns the methods of the interface type e in source order, each once: its own methods where they are
// declared, and those of an embedded interface at its line.
func (r *resolver) origins(e ast.Expr) []*origin {
	o := &ordering{resolver: r, byID: map[string]*origin{}}
	lit, isLiteral := ast.Unparen(e).(*ast.InterfaceType)
	if !isLiteral {
		o.expr(e, nil)
		return o.list
	}
	for _, f := range lit.Methods.List {
		if len(f.Names) == 0 {
			o.expr(f.Type, f)
		}
		for _, name := range f.Names {
			if id := o.methodID(name); id != "" {
				o.add(id, nil).field = f
			}
		}
	}
	return o.list
}

// add records a method that an embedded line adds; the line is nil for a method of the declaration itself.
func (o *ordering) add(id string, embedding *ast.Field) *origin {
	m := o.byID[id]
	if m == nil {
		m = &origin{id: id}
		o.byID[id] = m
		o.list = append(o.list, m)
	}
	if embedding != nil && !slices.Contains(m.embeddedIn, embedding) {
		m.embeddedIn = append(m.embeddedIn, embedding)
	}
	return m
}

func (o *ordering) methodID(name *ast.Ident) string {
	if obj := o.Info.Defs[name]; obj != nil {
		return obj.Id()
	}
	return ""
}

// expr adds the methods of a type as it is written in this package.
func (o *ordering) expr(e ast.Expr, embedding *ast.Field) {
	lit, isLiteral := ast.Unparen(e).(*ast.InterfaceType)
	if !isLiteral {
		if t := o.Info.TypeOf(e); t != nil {
			o.typ(t, embedding)
		}
		return
	}
	for _, f := range lit.Methods.List {
		if len(f.Names) == 0 {
			o.expr(f.Type, embedding)
		}
		for _, name := range f.Names {
			if id := o.methodID(name); id != "" {
				o.add(id, embedding)
			}
		}
	}
}

// typ adds the methods of a type: from its declaration's syntax when it is this package's own, else from what export
// data tells. That has the lines of methods, but not where among them others are embedded: those come last. No type embeds itself, which has
// been reported.
func (o *ordering) typ(t types.Type, embedding *ast.Field) {
	if spec := o.specs[typeName(t)]; spec != nil {
		o.expr(spec.Type, embedding)
		return
	}
	if alias, isAlias := t.(*types.Alias); isAlias {
		o.typ(alias.Rhs(), embedding)
		return
	}
	iface, isInterface := t.Underlying().(*types.Interface)
	if !isInterface {
		return
	}
	methods := slices.Collect(iface.ExplicitMethods())
	slices.SortFunc(methods, func(a, b *types.Func) int {
		// Lines only: export data does not always know columns, and the order must not depend on where types come from.
		return cmp.Or(cmp.Compare(o.embeddingOf(a), o.embeddingOf(b)), cmp.Compare(a.Id(), b.Id()))
	})
	for _, m := range methods {
		o.add(m.Id(), embedding)
	}
	for e := range iface.EmbeddedTypes() {
		o.typ(e, embedding)
	}
}

func (o *ordering) embeddingOf(m *types.Func) int { return o.Fset.Position(m.Pos()).Line }
