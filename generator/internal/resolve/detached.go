package resolve

import (
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// abandons reports whether a policy leaves attempts behind that are out of time.
func abandons(p *directive.Policy) bool { return p.Word(keys.OnTimeout) == "abandon" }

// limits reports the keys of its own annotation that a method without a context, or with one of another type, cannot keep.
func (r *resolver) limits(name string, m *method, p *directive.Policy) {
	if m.context.Limits() {
		return
	}
	if abandons(p) {
		if p.Duration(keys.AttemptTimeout) == 0 && p.Duration(keys.Deadline) == 0 && p.Duration(keys.Hedge) == 0 {
			r.warnf(exprSpan(p.Value(keys.OnTimeout).Expr), NothingAbandoned,
				"no attempt of %s is ever out of time: on_timeout does nothing", name).Hint = "expected attempt_timeout or deadline"
		}
		return
	}
	refuse := func(at span, what string) {
		has := "has no context"
		if m.context.Kind == plan.FromOwn {
			has = "takes its context as " + r.typeString(m.fn.Signature().Params().At(m.context.Param).Type()) + ", which attempts share"
		}
		f := r.errorf(at, NeedsContext, "%s %s: %s", name, has, what)
		f.Hint = "expected a context.Context or *http.Request parameter, or on_timeout=abandon"
	}
	if p.Duration(keys.AttemptTimeout) > 0 {
		refuse(valueSpan(p.Value(keys.AttemptTimeout)), "an attempt_timeout could not cancel its attempt")
	}
	if p.Duration(keys.Hedge) > 0 {
		refuse(valueSpan(p.Value(keys.Hedge)), "a hedge could not cancel the attempts that lose")
	}
}

// leaveOut warns of what a default says in vain to methods without a context, and returns the policy that is left for
// them.
func (r *resolver) leaveOut(src *source, bare []*method) *plan.Policy {
	timeout, hedge := src.Duration(keys.AttemptTimeout) > 0, src.Duration(keys.Hedge) > 0
	if abandons(src.Policy) || !timeout && !hedge {
		return src.plan
	}
	at, what := valueSpan(src.Value(keys.AttemptTimeout)), "attempt_timeout does"
	switch {
	case timeout && hedge:
		what = "attempt_timeout and hedge do"
	case hedge:
		at, what = valueSpan(src.Value(keys.Hedge)), "hedge does"
	}
	without := "a context"
	if slices.ContainsFunc(bare, func(m *method) bool { return m.context.Kind == plan.FromOwn }) {
		without = "a context.Context"
	}
	r.warnf(at, LeftOut, "%s not hold for methods without %s: %s", what, without, strings.Join(names(bare), ", "))
	if src.plan == nil {
		return nil
	}
	left := *src.plan
	left.Values.AttemptTimeout, left.Values.Hedge = 0, 0
	return &left
}

// consumedName is how a message calls what an attempt consumes.
func (r *resolver) consumedName(m *method, c plan.Consumed) string {
	p := m.fn.Signature().Params().At(c.Index)
	name := p.Name()
	if name == "" || name == "_" {
		name = "its " + r.typeString(p.Type())
	}
	switch {
	case c.Kind == plan.RequestBody:
		return "the body of " + name
	case c.Field != "":
		return c.Field + " of " + name
	}
	return name
}
