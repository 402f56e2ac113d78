package resolve

import (
	"strings"
)

// safety warns of methods that another attempt may do harm to, and of keys that have nothing to protect.
func (r *resolver) safety(src *source, isOwn bool) {
	var counting []*method
	for _, m := range src.methods {
		if countsWhatItMoved(m.fn.Signature()) {
			counting = append(counting, m)
		}
	}
	if len(counting) > 0 && src.Replay.Text != "always" && src.MaxTries.Value != 1 {
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
	for _, m := range src.methods {
		allowed := src.Replay.Text == "always" && countsWhatItMoved(m.fn.Signature()) // it keeps the warning away
		if src.Replay.Text != "" && len(consumedBy(m)) == 0 && !allowed {
			r.warnf(span{src.Replay.Pos, src.Replay.End}, NothingConsumed, "no attempt of %s consumes an argument: replay does nothing", m.fn.Name())
		}
		if src.Lifetime.Text != "" && !m.context.Limits() {
			r.errorf(span{src.Lifetime.Pos, src.Lifetime.End}, NeedsContext, "%s has no context that could live on: lifetime does nothing", m.fn.Name())
		}
	}
}
