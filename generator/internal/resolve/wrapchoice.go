package resolve

import (
	"go/ast"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// wrapOf returns the wrap that a method is under, the nearest to it; nil where there is none.
func (w *wrapping) wrapOf(m *method) *appliedWrap {
	named := w.choose(nil, m, directive.Pattern.IsName)
	var embedded *appliedWrap
	for _, f := range m.embeddedIn {
		if a := w.choose(f, m, directive.Pattern.IsName); named == nil {
			named = a
		}
		if a := w.choose(f, m, isStem); embedded == nil {
			embedded = a
		}
	}
	if m.field != nil {
		if a := w.choose(m.field, m, isStem); a != nil {
			return a
		}
	}
	switch {
	case named != nil:
		return named
	case w.anns.off[m]:
		return nil
	case embedded != nil:
		return embedded
	}
	return w.choose(nil, m, isStem)
}

func isStem(p directive.Pattern) bool { return !p.IsName() }

// choose returns the wrap of one place that has a pattern of a kind for a method, or else, unless the pattern is to be a name, the one
// without methods. It reports a second one with such a pattern.
func (w *wrapping) choose(place *ast.Field, m *method, kind func(directive.Pattern) bool) *appliedWrap {
	var chosen, rest *appliedWrap
	for _, a := range w.wraps {
		if a.field != place {
			continue
		}
		pattern, ok := a.Methods.Match(m.fn.Name())
		switch {
		case !a.Methods.Given:
			rest = a
		case !ok || !kind(pattern):
		case chosen == nil:
			chosen = a
		default:
			a.wrong = true
			w.errorf(wordSpan(pattern.Word), Disagreement, "%s is named by two wraps in the same place", m.fn.Name()).
				Related = w.related(chosen.Pos, "the other annotation")
		}
	}
	if chosen == nil && kind(directive.Pattern{Word: directive.Word{Text: "*"}}) {
		return rest
	}
	return chosen
}
