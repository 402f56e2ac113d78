package resolve

import (
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// reached checks a policy against the methods that take it, and returns the policy for those of them that have no
// context which could be limited: a shared one without an attempt timeout, when it is a default that has one.
func (r *resolver) reached(st *standing, src *source, isOwn bool) *plan.Policy {
	if src.Verb == directive.VerbOff {
		return nil
	}
	r.barred(st, src)
	var bare, endless []*method
	for _, m := range src.methods {
		if !m.context.Limits() {
			bare = append(bare, m)
		}
		if m.context.Kind == plan.NoContext {
			endless = append(endless, m)
		}
	}
	if len(src.methods) == 0 {
		if !isOwn && len(src.barred) == 0 {
			why := "none returns an error, or each that does has an annotation of its own"
			if st.closes {
				why = "each that returns an error has an annotation of its own, or is Close() error, which a default does not reach"
			}
			r.warnf(policySpan(src.Policy), ReachesNothing, "this default reaches no method of %s: %s", st.name, why)
		}
		return src.plan
	}
	r.end(st, src, endless)
	r.safety(src, isOwn)
	r.checkConcurrent(src)
	r.checkKeepsContext(src)
	if isOwn || len(bare) == 0 {
		return src.plan
	}
	return r.leaveOut(src, bare)
}

// barred reports the methods that would take a policy, could this package only declare them.
func (r *resolver) barred(st *standing, src *source) {
	if len(src.barred) == 0 {
		return
	}
	list := strings.Join(names(src.barred), ", ")
	const why = "cannot be written in this package (unexported elsewhere, or of types that it cannot name)"
	if src != st.def && len(src.methods) == 0 {
		r.errorf(policySpan(src.Policy), Promoted, "%s %s and cannot be retried", list, why)
		return
	}
	r.warnf(policySpan(src.Policy), Promoted, "not retried but passed on as they are: %s %s", list, why)
}

// end reports a policy without end: an error where not even a context could end it.
func (r *resolver) end(st *standing, src *source, bare []*method) {
	if !endless(src.Policy) {
		return
	}
	if len(bare) > 0 {
		f := r.errorf(policySpan(src.Policy), NoEnd, "nothing ends the retrying of %s, which has no context", strings.Join(names(bare), ", "))
		if len(bare) > 1 {
			f.Message = strings.Replace(f.Message, "which has", "which have", 1)
		}
		f.Hint = "expected max_tries or deadline"
		return
	}
	if src.Value(keys.MaxTries).IsNone() {
		return // written out: it is meant
	}
	f := r.warnf(policySpan(src.Policy), NoEnd, "only the caller's context ends the retrying: there is neither max_tries nor deadline")
	f.Hint = "write max_tries=none if that is meant"
}
