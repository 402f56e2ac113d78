package resolve

import (
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// resolvePolicy resolves a policy, retry or use, but for its giveup and pause_from: see [scope.resolvePolicyQuestions]. It
// reports everything that is wrong, and returns nil then.
func (s *scope) resolvePolicy(p *directive.Policy, owner string) *plan.Policy {
	out := &plan.Policy{Text: p.Text, At: s.fset.Position(p.Pos), Owner: owner, Methods: p.Methods.String()}
	if p.Verb == directive.VerbUse {
		if p.Use.Text == "" {
			return nil // reported when it was read
		}
		if out.Use = s.resolveShared(p.Use); out.Use == nil {
			return nil
		}
		return out
	}
	var fine bool
	out.Errors, fine = s.resolveList(p.Errors, idempotence(p))
	if len(p.Errors) == 0 && p.Verb == directive.VerbRetry {
		out.Errors = []plan.Matcher{{Kind: plan.MatchAny}}
	}
	if guard := p.Value(keys.Guard); guard.Given() {
		out.Guard = s.resolveGuard(guard.Expr)
		fine = fine && out.Guard != nil
	}
	if budget := p.Value(keys.Budget); budget.Given() {
		out.Budget = s.resolveBudget(budget.Expr)
		fine = fine && out.Budget != nil
	}
	if fine = s.resolveCases(p, out) && fine; !fine {
		return nil
	}
	// A value that was refused, or written as none, is zero: none, or unlimited.
	for _, v := range p.Values() {
		if v.Key.IsData() && v.Key.Field != "" && !v.Key.Set(&out.Values, v.Data) {
			s.errorf(policySpan(p), InvalidPolicy, "the runtime's policies have no %s", v.Key.Name)
			return nil
		}
	}
	if err := out.Values.Validate(); err != nil {
		s.errorf(policySpan(p), InvalidPolicy, "%s", oneLine(err.Error()))
		return nil
	}
	return out
}

// endless reports whether nothing in a policy ends the retrying. A shared policy is not known here, and what is missing
// in a broken one may have been reported.
func endless(p *directive.Policy) bool {
	return p.Verb != directive.VerbUse && !p.Broken &&
		p.Duration(keys.Deadline) == 0 && p.Duration(keys.RetryFor) == 0 && (p.Count(keys.MaxTries) == 0 || endlessCase(p))
}

// endlessCase reports whether there is no limit to the attempts of a case.
func endlessCase(p *directive.Policy) bool {
	return slices.ContainsFunc(p.Cases, func(c *directive.Policy) bool { return c.Value(keys.MaxTries).IsNone() })
}

func policySpan(p *directive.Policy) span { return span{p.Pos, p.End} }

// valueSpan returns where a key and its value are written, or the value alone when it is positional.
func valueSpan(v directive.Value) span { return span{v.Start(), v.End} }
