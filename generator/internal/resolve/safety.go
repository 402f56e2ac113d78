package resolve

import (
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// checkSafety warns of methods for which another attempt may not be safe, and of replay and lifetime keys that have no
// effect.
func (r *resolver) checkSafety(policy *appliedPolicy) {
	var counting []*method
	for _, m := range policy.methods {
		if returnsCount(m.fn.Signature()) {
			counting = append(counting, m)
		}
	}
	if len(counting) > 0 && policy.Word(keys.Replay) != "always" && policy.Count(keys.MaxTries) != 1 {
		returns := "returns"
		if len(counting) > 1 {
			returns = "return"
		}
		r.warnf(policySpan(policy.Policy), PartialWork, "%s %s a count as well as an error: a failed attempt may have done part of the work, and the next one does that part again",
			strings.Join(names(counting), ", "), returns).Hint = "write replay=always if that is safe"
	}
	if !policy.onMethod {
		r.warnNoResults(policy)
	}
	replay, lifetime := policy.Value(keys.Replay), policy.Value(keys.Lifetime)
	for _, m := range policy.methods {
		if !policy.isOwn(m) {
			continue
		}
		concurrent := policy.Duration(keys.Hedge) > 0 || abandons(policy.Policy)
		allowed := replay.Text == "always" && (returnsCount(m.fn.Signature()) || concurrent && len(r.sharedParams(m)) > 0) // it prevents a warning
		if replay.Given() && len(consumedBy(m)) == 0 && !allowed {
			r.warnf(exprSpan(replay.Expr), NothingConsumed, "no attempt of %s consumes an argument: replay does nothing", m.fn.Name())
		}
		if lifetime.Given() && !m.context.SupportsLimits() {
			r.errorf(exprSpan(lifetime.Expr), NeedsContext, "%s has no context that could live on: lifetime does nothing", m.fn.Name())
		}
	}
}
