package resolve

import (
	"go/types"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// warnUndecorated warns of methods that return an interface which is decorated in this package: the result comes from
// the inner value, and its methods are not retried. Methods that the same embedded line adds share a warning.
func (s *scope) warnUndecorated(anns *annotations, i *directive.Interface, ms []*method) {
	var places []span
	at := map[span][]*method{}
	result := map[*method]*types.TypeName{}
	for _, m := range ms {
		if anns.off[m] {
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
		s.warnf(place, UndecoratedResult, "in %s, %s: calls on the result are not retried", anns.interfaceName, text).Hint =
			"decorate it where it is used, as with " + s.decorated[name].Names().Constructor + "; //backoff:off says that this is intended"
	}
}

// decoratedType returns the interface decorated in this package that t is, or that its elements are, or nil.
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

// methodSpan returns where the annotated declaration has a method from: its name, or the line that adds it.
func (s *scope) methodSpan(i *directive.Interface, m *method) span {
	switch {
	case m.field != nil:
		for _, name := range m.field.Names {
			if name.Name == m.fn.Name() {
				return span{name.Pos(), name.End()}
			}
		}
	case len(m.embeddedIn) > 0:
		return span{m.embeddedIn[0].Type.Pos(), m.embeddedIn[0].Type.End()}
	}
	return span{i.Spec.Name.Pos(), i.Spec.Name.End()}
}
