package resolve

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// undecorated warns of methods that return an interface which is decorated in this package: what they return is the inner
// value's own, and not retried. Those that one embedded line brings share a warning.
func (s *scope) undecorated(st *standing, i *directive.Interface, ms []*method, taken map[*method]*source) {
	var places []span
	at := map[span][]*method{}
	result := map[*method]*types.TypeName{}
	for _, m := range ms {
		if src := taken[m]; src != nil && src.Verb == directive.VerbOff || isOff(st, m) {
			continue
		}
		for v := range m.fn.Signature().Results().Variables() {
			if name := s.decoratedType(v.Type()); name != nil {
				result[m] = name
				place := s.methodSpan(i, m)
				if at[place] == nil {
					places = append(places, place)
				}
				at[place] = append(at[place], m)
				break
			}
		}
	}
	for _, place := range places {
		ms := at[place]
		name := result[ms[0]]
		text := names(ms[:1])[0] + " returns a " + name.Name() + " that is not decorated"
		if len(ms) > 1 {
			text = strings.Join(names(ms), ", ") + " return interfaces that are not decorated"
		}
		s.warnf(place, UndecoratedResult, "in %s, %s: calls on the result are not retried", st.name, text).Hint =
			"decorate it where it is used, as with " + s.decorated[name].Names().Constructor + "; //backoff:off says that this is intended"
	}
}

// isOff reports whether a method, or an embedded line that brings it, says off, be it one that cannot be retried anyway.
func isOff(st *standing, m *method) bool {
	for _, f := range append([]*ast.Field{m.own}, m.lines...) {
		if src := st.at[f]; f != nil && src != nil && src.Verb == directive.VerbOff {
			return true
		}
	}
	return false
}

// decoratedType returns the interface decorated in this package that t is, or has as its elements, or nil.
func (s *scope) decoratedType(t types.Type) *types.TypeName {
	switch u := types.Unalias(t).(type) {
	case *types.Slice:
		return s.decoratedType(u.Elem())
	case *types.Map:
		return s.decoratedType(u.Elem())
	}
	for {
		if name := typeName(t); name != nil && s.decorated[name] != nil {
			return name
		}
		alias, ok := t.(*types.Alias)
		if !ok {
			return nil
		}
		t = alias.Rhs()
	}
}

// methodSpan returns where the annotated declaration has a method from: its name, or the line that brings it.
func (s *scope) methodSpan(i *directive.Interface, m *method) span {
	switch {
	case m.own != nil:
		for _, name := range m.own.Names {
			if name.Name == m.fn.Name() {
				return span{name.Pos(), name.End()}
			}
		}
	case len(m.lines) > 0:
		return span{m.lines[0].Type.Pos(), m.lines[0].Type.End()}
	}
	return span{i.Spec.Name.Pos(), i.Spec.Name.End()}
}
