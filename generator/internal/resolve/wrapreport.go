package resolve

import (
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/goname"
)

// wanted is what the results are that a wrap decorates, with an article, or with no.
func (w *wrapping) wanted(a *appliedWrap, no bool) string {
	switch {
	case a.with != nil && no:
		return "nothing that " + a.With.Text + ", " + goname.WithArticle(w.typeString(a.with.value.Type)) + ", takes"
	case a.with != nil:
		return "what " + a.With.Text + ", " + goname.WithArticle(w.typeString(a.with.value.Type)) + ", takes"
	case a.by != nil && no:
		return "no " + a.by.Name()
	case a.by != nil:
		return goname.WithArticle(a.by.Name())
	case no:
		return "no interface that is decorated in this package"
	}
	return "an interface that is decorated in this package"
}

// reportUnreached reports a wrap that does nothing, or an entry of its methods that names none.
func (w *wrapping) reportUnreached(a *appliedWrap) {
	if a.wrong {
		return
	}
	var known []string
	for _, m := range w.ms {
		if a.field == nil || slices.Contains(m.embeddedIn, a.field) {
			known = append(known, m.fn.Name())
		}
	}
	for _, pattern := range a.Methods.Patterns {
		if !slices.ContainsFunc(known, pattern.Matches) {
			a.wrong = true
			w.errorf(wordSpan(pattern.Word), NoSuchMethod, "no method is called %s here", pattern.Text).Hint = didYouMean(pattern.Stem(), known)
		}
	}
	if a.wrong || a.reaches {
		return
	}
	a.wrong = true
	for _, t := range a.unfit {
		w.errorf(exprSpan(a.With), BadWrap, "what %s returns is not %s, so it cannot be returned in its place", a.With.Text, goname.WithArticle(w.typeString(t)))
		return
	}
	d := w.errorf(span{a.Pos, a.End}, WrapsNothing, "no method of %s that this is for returns %s", w.of.Spec.Name.Name, w.wanted(a, false))
	if a.with == nil {
		d.Hint = "annotate the interface that they return, or name a constructor: with=NewRetryingStore"
	}
}
