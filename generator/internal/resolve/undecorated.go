package resolve

import (
	"go/types"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// warnUndecorated warns of methods that return an interface which is decorated in this package: the result comes from
// the inner value, and its methods are not retried. Methods that the same embedded line adds share a warning. There is none where a
// wrap would decorate the result but for an error.
func (w *wrapping) warnUndecorated() {
	var places []span
	at := map[span][]*method{}
	result := map[*method]*types.TypeName{}
	for _, m := range w.ms {
		if w.anns.off[m] || w.isHindered(m) {
			continue
		}
		for index := range m.fn.Signature().Results().Len() {
			if _, names := w.decoratedAs(m.fn.Signature().Results().At(index).Type()); names != nil && !isWrapped(w.plans[m], index) {
				result[m] = names[0]
				place := w.methodSpan(w.of, m)
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
		text := names(ms[:1])[0] + " returns " + goname.WithArticle(name.Name()) + " that is not decorated"
		if len(ms) > 1 {
			text = strings.Join(names(ms), ", ") + " return interfaces that are not decorated"
		}
		w.warnf(place, UndecoratedResult, "in %s, %s: calls on the result are not retried", w.anns.interfaceName, text).Hint =
			"//backoff:wrap decorates it; //backoff:off says that this is intended"
	}
}

// isHindered reports whether a wrap that may be for a method has an error, or would decorate what has one.
func (w *wrapping) isHindered(m *method) bool {
	return slices.ContainsFunc(w.wraps, func(a *appliedWrap) bool {
		return (a.wrong || a.waits) && (a.field == nil || a.field == m.field || slices.Contains(m.embeddedIn, a.field))
	})
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
