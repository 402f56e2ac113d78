package resolve

import (
	"go/types"
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// resolveCases resolves the cases of p into out. It returns false when it has reported why it cannot.
func (s *scope) resolveCases(p *directive.Policy, out *plan.Policy) bool {
	fine := true
	for _, c := range p.Cases {
		resolved, ok := s.resolveCase(c, idempotence(p))
		if !ok {
			fine = false
			continue
		}
		for i, m := range resolved.Errors {
			if !isTaken(m, out.Cases) {
				continue
			}
			at, what := policySpan(c), "an entry of the list"
			if m.Class != nil {
				what = m.Class.Text
			}
			if len(resolved.Errors) == len(c.Errors) { // else classes of one client have become one entry
				at, what = exprSpan(c.Errors[i].Expr), c.Errors[i].Text
			}
			s.warnf(at, UnreachableCase, "%s never ends in this case: the first case that matches an error counts, and an earlier one does", what)
		}
		out.Cases = append(out.Cases, resolved)
	}
	return fine
}

func (s *scope) resolveCase(c *directive.Policy, said plan.Idempotence) (plan.Case, bool) {
	out := plan.Case{Text: c.Text, At: s.fset.Position(c.Pos)}
	var fine bool
	out.Errors, fine = s.resolveList(c.Errors, said)
	if from := c.Value(keys.PauseFrom); from.Given() {
		out.PauseFrom = s.resolvePauseFrom(from.Expr)
		fine = fine && out.PauseFrom != nil
	}
	out.Values.Results = c.Value(keys.Result).Given()
	for _, v := range c.Values() {
		if v.Key.IsData() && !v.Key.Set(&out.Values, v.Key.ForCase(v.Data)) {
			s.errorf(policySpan(c), InvalidPolicy, "the runtime's cases have no %s", v.Key.Name)
			return plan.Case{}, false
		}
	}
	return out, fine
}

// isTaken reports whether all errors of an entry end in one of the cases before it, as far as the types say.
func isTaken(m plan.Matcher, before []plan.Case) bool {
	if m.Except {
		return false
	}
	for _, c := range before {
		if !slices.ContainsFunc(c.Errors, isExcept) && slices.ContainsFunc(c.Errors, func(other plan.Matcher) bool { return covers(other, m) }) {
			return true
		}
	}
	return false
}

func isExcept(m plan.Matcher) bool { return m.Except }

// covers reports whether an entry matches every error that another one matches.
func covers(a, b plan.Matcher) bool {
	switch {
	case sameErrors(a, b):
		return true
	case a.Kind == plan.MatchAny: // it leaves out that somebody else has cancelled, which these may match
		return b.Kind == plan.MatchIs && !isNamedObject(b.Object, "context", "Canceled")
	case a.Kind == plan.MatchAs && b.Kind == plan.MatchAs:
		iface, ok := a.Type.Underlying().(*types.Interface)
		return ok && types.Implements(b.Type, iface)
	}
	return false
}

func isNamedObject(o types.Object, path, name string) bool {
	return o.Pkg() != nil && o.Pkg().Path() == path && o.Name() == name
}
