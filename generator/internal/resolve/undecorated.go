package resolve

import (
	"go/types"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// warnUndecorated warns of methods that return an interface which is decorated in this package: the result comes from
// the inner value, and its methods are not retried. Methods that the same embedded line adds share a warning.
func (s *scope) warnUndecorated(anns *annotations, i *directive.Interface, ms []*method, plans map[*method]*plan.Method) {
	var places []span
	at := map[span][]*method{}
	result := map[*method]*types.TypeName{}
	for _, m := range ms {
		if anns.off[m] {
			continue
		}
		for index := range m.fn.Signature().Results().Len() {
			if _, names := s.decoratedAs(m.fn.Signature().Results().At(index).Type()); names != nil && !isWrapped(plans[m], index) {
				result[m] = names[0]
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
			"//backoff:wrap decorates it; //backoff:off says that this is intended"
	}
}

// isWrapped reports whether a result of a method comes back decorated.
func isWrapped(m *plan.Method, result int) bool {
	return m != nil && slices.ContainsFunc(m.Wraps, func(w *plan.Wrap) bool { return w.Index == result })
}

// methodSpan returns where the annotated declaration has a method from: its name, or the line that adds it.
func (s *scope) methodSpan(i *directive.Interface, m *method) span {
	switch {
	case m.field != nil:
		name := m.field.Names[0]
		return span{name.Pos(), name.End()}
	case len(m.embeddedIn) > 0:
		return span{m.embeddedIn[0].Type.Pos(), m.embeddedIn[0].Type.End()}
	}
	return span{i.Spec.Name.Pos(), i.Spec.Name.End()}
}
