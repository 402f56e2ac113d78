package resolve

import (
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// abandons reports whether a policy leaves attempts behind when they are out of time.
func abandons(p *directive.Policy) bool { return p.Word(keys.OnTimeout) == "abandon" }

// checkLimits reports the keys of a method's own annotation that are not possible without a context, or with one of
// another type.
func (r *resolver) checkLimits(name string, m *method, p *directive.Policy) {
	if m.context.SupportsLimits() {
		return
	}
	if abandons(p) {
		if p.Duration(keys.AttemptTimeout) == 0 && p.Duration(keys.Deadline) == 0 && p.Duration(keys.Hedge) == 0 {
			r.warnf(exprSpan(p.Value(keys.OnTimeout).Expr), NothingAbandoned,
				"no attempt of %s ever times out: on_timeout does nothing", name).Hint = "expected attempt_timeout or deadline"
		}
		return
	}
	refuse := func(at span, what string) {
		has := "has no context"
		if m.context.Kind == plan.ContextCustom {
			has = "takes its context as " + r.typeString(m.fn.Signature().Params().At(m.context.Param).Type()) + ", which all attempts share"
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

// dropLimits warns of the keys of a default that do not apply to methods without a context, and returns the policy for
// these methods.
func (r *resolver) dropLimits(policy *appliedPolicy, withoutContext []*method) *plan.Policy {
	timeout, hedge := policy.Duration(keys.AttemptTimeout) > 0, policy.Duration(keys.Hedge) > 0
	if abandons(policy.Policy) || !timeout && !hedge {
		return policy.resolved
	}
	at, what := valueSpan(policy.Value(keys.AttemptTimeout)), "attempt_timeout does"
	switch {
	case timeout && hedge:
		what = "attempt_timeout and hedge do"
	case hedge:
		at, what = valueSpan(policy.Value(keys.Hedge)), "hedge does"
	}
	without := "a context"
	if slices.ContainsFunc(withoutContext, func(m *method) bool { return m.context.Kind == plan.ContextCustom }) {
		without = "a context.Context"
	}
	r.warnf(at, LeftOut, "%s not apply to methods without %s: %s", what, without, strings.Join(names(withoutContext), ", "))
	if policy.resolved == nil {
		return nil
	}
	left := *policy.resolved
	left.Values.AttemptTimeout, left.Values.Hedge = 0, 0
	return &left
}

// consumedName returns how a message names what an attempt consumes.
func (r *resolver) consumedName(m *method, c plan.Consumed) string {
	p := m.fn.Signature().Params().At(c.Index)
	name := p.Name()
	if name == "" || name == "_" {
		name = "its " + r.typeString(p.Type())
	}
	switch {
	case c.Kind == plan.ConsumedRequestBody:
		return "the body of " + name
	case c.Field != "":
		return c.Field + " of " + name
	}
	return name
}
