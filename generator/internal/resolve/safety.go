package resolve

import (
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// safety warns of methods that another attempt may do harm to, and of keys that have nothing to protect.
func (r *resolver) safety(src *source, isOwn bool) {
	var counting []*method
	for _, m := range src.methods {
		if countsWhatItMoved(m.fn.Signature()) {
			counting = append(counting, m)
		}
	}
	if len(counting) > 0 && src.Word(keys.Replay) != "always" && src.Count(keys.MaxTries) != 1 {
		returns := "returns"
		if len(counting) > 1 {
			returns = "return"
		}
		r.warnf(policySpan(src.Policy), PartialWork, "%s %s a count beside the error: a failed attempt may have done part of the work, which the next one does again",
			strings.Join(names(counting), ", "), returns).Hint = "write replay=always if that does no harm"
	}
	if !isOwn {
		r.unjudged(src)
		return
	}
	replay, lifetime := src.Value(keys.Replay), src.Value(keys.Lifetime)
	for _, m := range src.methods {
		concurrent := src.Duration(keys.Hedge) > 0 || abandons(src.Policy)
		allowed := replay.Text == "always" && (countsWhatItMoved(m.fn.Signature()) || concurrent && len(r.sharedParams(m)) > 0) // it keeps a warning away
		if replay.Given() && len(consumedBy(m)) == 0 && !allowed {
			r.warnf(exprSpan(replay.Expr), NothingConsumed, "no attempt of %s consumes an argument: replay does nothing", m.fn.Name())
		}
		if lifetime.Given() && !m.context.Limits() {
			r.errorf(exprSpan(lifetime.Expr), NeedsContext, "%s has no context that could live on: lifetime does nothing", m.fn.Name())
		}
	}
}
