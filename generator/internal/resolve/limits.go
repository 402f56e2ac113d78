package resolve

import (
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// checkReach checks a policy against the methods that it applies to. It returns the policy for those of them whose
// context cannot be limited: for a default that has them, without attempt_timeout and hedge.
func (r *resolver) checkReach(anns *annotations, policy *appliedPolicy) *plan.Policy {
	if policy.Verb == directive.VerbOff {
		return nil
	}
	r.reportUndeclarable(anns, policy)
	var withoutContext, withoutAnyContext []*method
	for _, m := range policy.methods {
		if !m.context.SupportsLimits() && !policy.isOwn(m) {
			withoutContext = append(withoutContext, m)
		}
		if m.context.Kind == plan.ContextNone {
			withoutAnyContext = append(withoutAnyContext, m)
		}
	}
	if len(policy.methods) == 0 {
		if !policy.onMethod && len(policy.undeclarable) == 0 && !policy.failed {
			why := "none returns an error, or each that does has an annotation of its own"
			if anns.skippedClose {
				why = "each that returns an error has an annotation of its own, or is Close() error, to which a default does not apply"
			}
			what := "default"
			if policy.Methods.Given {
				what, why = "annotation", strings.Replace(why, "none ", "none of those that methods selects ", 1)
			}
			r.warnf(policySpan(policy.Policy), ReachesNothing, "this "+what+" applies to no method of %s: %s", anns.interfaceName, why)
		}
		return policy.resolved
	}
	r.checkEnd(anns, policy, withoutAnyContext)
	r.checkSafety(policy)
	r.checkConcurrent(policy)
	r.checkIdempotent(policy)
	r.checkKeepsContext(policy)
	if len(withoutContext) == 0 {
		return policy.resolved
	}
	return r.dropLimits(policy, withoutContext)
}

// reportUndeclarable reports the methods that a policy would apply to if this package could declare them.
func (r *resolver) reportUndeclarable(anns *annotations, policy *appliedPolicy) {
	if len(policy.undeclarable) == 0 {
		return
	}
	list := strings.Join(names(policy.undeclarable), ", ")
	if policy.line != nil && len(policy.methods) == 0 {
		r.errorf(policySpan(policy.Policy), Promoted, "cannot be retried: %s: %s", list, undeclarable)
		return
	}
	r.warnf(policySpan(policy.Policy), Promoted, "not retried, but passed on unchanged: %s: %s", list, undeclarable)
}

// undeclarable says why a method is not retried but passed on as it is.
const undeclarable = "this package cannot declare what is unexported in another one or has types that it cannot name"

// checkEnd reports a policy that never ends: an error for methods without a context, since nothing could end them.
func (r *resolver) checkEnd(anns *annotations, policy *appliedPolicy, withoutContext []*method) {
	if !endless(policy.Policy) {
		return
	}
	if len(withoutContext) > 0 {
		f := r.errorf(policySpan(policy.Policy), NoEnd, "nothing ends the retrying of %s, which has no context", strings.Join(names(withoutContext), ", "))
		if len(withoutContext) > 1 {
			f.Message = strings.Replace(f.Message, "which has", "which have", 1)
		}
		f.Hint = "expected max_tries, deadline or retry_for"
		return
	}
	if policy.Value(keys.MaxTries).IsNone() || policy.Count(keys.MaxTries) > 0 && endlessCase(policy.Policy) {
		return // written out, so it is intended
	}
	f := r.warnf(policySpan(policy.Policy), NoEnd, "only the caller's context ends the retrying: there is no max_tries, deadline or retry_for")
	f.Hint = "write max_tries=none if that is intended"
}
