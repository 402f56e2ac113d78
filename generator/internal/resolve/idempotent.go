package resolve

import (
	"go/token"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// idempotence returns what a policy says of whether its methods may be carried out twice.
func idempotence(p *directive.Policy) plan.Idempotence {
	switch v := p.Value(keys.Idempotent); v.Text {
	case "no":
		return plan.IdempotenceNo
	case "yes":
		return plan.IdempotenceYes
	case "key":
		return plan.IdempotenceKey
	default:
		if v.Given() {
			return plan.IdempotenceAsked
		}
	}
	return plan.IdempotenceUnsaid
}

// checkIdempotent reports what a policy would do twice although its methods must not be carried out twice, and warns where
// two attempts may run at once and nobody has said whether that does harm.
func (r *resolver) checkIdempotent(policy *appliedPolicy) {
	v := policy.Value(keys.Idempotent)
	switch said := idempotence(policy.Policy); {
	case said == plan.IdempotenceNo:
		r.checkNotTwice(policy, v)
	case said == plan.IdempotenceKey:
		r.checkKey(policy, v)
	case said == plan.IdempotenceUnsaid:
		r.warnUnsaid(policy)
		r.warnUnknownLeftOut(policy)
	}
}

// What is said of a policy that may carry out twice what must not be.
const (
	harm    = "idempotent=no says that the method must not be carried out twice"
	undoing = "name the errors after which nothing was done"
)

// checkNotTwice reports what contradicts idempotent=no.
func (r *resolver) checkNotTwice(policy *appliedPolicy, v directive.Value) {
	if hedge := policy.Value(keys.Hedge); policy.Duration(keys.Hedge) > 0 {
		r.errorf(valueSpan(hedge), CarriedOutTwice, "a hedge runs two attempts, and %s", harm).Hint = "leave one of them out"
	}
	if abandons(policy.Policy) && policy.Count(keys.MaxTries) != 1 {
		r.errorf(valueSpan(policy.Value(keys.OnTimeout)), CarriedOutTwice, "an attempt that is left behind may still be carried out beside the next one, and %s", harm).
			Hint = "write max_tries=1"
	}
	if policy.resolved == nil {
		return
	}
	if policy.Verb == directive.VerbRetry && len(policy.Errors) == 0 && !policy.Value(keys.RetryResult).Given() {
		r.errorf(valueSpan(v), CarriedOutTwice, "retry is for every error, which does not say that nothing was done, and %s", harm).Hint = undoing
	}
	r.checkListNotTwice(policy.Errors, policy.resolved.Errors)
	for i, c := range policy.Cases {
		r.checkListNotTwice(c.Errors, policy.resolved.Cases[i].Errors)
	}
	if len(policy.resolved.Errors) == 0 && !policy.Value(keys.RetryResult).Given() && policy.Count(keys.MaxTries) > 1 {
		r.warnf(valueSpan(v), NotRepeated, "nothing is retried under idempotent=no: without a list of errors only timeouts are, and what timed out may have been carried out").Hint = undoing
	}
}

// checkListNotTwice reports the entries of a list, of a policy or of one of its cases, that contradict idempotent=no.
func (r *resolver) checkListNotTwice(entries []directive.Entry, resolved []plan.Matcher) {
	own := slices.DeleteFunc(slices.Clone(resolved), func(m plan.Matcher) bool { return m.Kind == plan.MatchClass })
	for _, e := range entries {
		if _, _, ok := e.Class(); ok {
			continue // resolved with the client's other entries
		}
		m := own[0]
		own = own[1:]
		switch {
		case m.Except:
		case m.Kind == plan.MatchAny:
			r.errorf(exprSpan(e.Expr), CarriedOutTwice, "the entry error does not say that nothing was done, and %s", harm).Hint = undoing
		case m.IsTimeout():
			r.warnf(exprSpan(e.Expr), NotRepeated, "%s is never retried under idempotent=no: what timed out may have been carried out", e.Text)
		}
	}
}

// checkKey reports methods to which no key can be given.
func (r *resolver) checkKey(policy *appliedPolicy, v directive.Value) {
	without := slices.DeleteFunc(slices.Clone(policy.methods), func(m *method) bool { return m.context.SupportsLimits() })
	if len(without) > 0 {
		r.errorf(valueSpan(v), NeedsContext, "a key is given to the callee by its context, and there is none that it could be in: %s", strings.Join(names(without), ", ")).
			Hint = "expected a context.Context or *http.Request parameter"
	}
}

// warnUnsaid warns of two attempts that may be carried out at once, where nobody has said whether that does harm.
func (r *resolver) warnUnsaid(policy *appliedPolicy) {
	at, what := valueSpan(policy.Value(keys.Hedge)), "two attempts of a hedge may both be carried out"
	switch {
	case policy.Count(keys.MaxTries) == 1:
		return
	case policy.Duration(keys.Hedge) > 0:
	case abandons(policy.Policy):
		at, what = valueSpan(policy.Value(keys.OnTimeout)), "an attempt that is left behind may be carried out beside the next one"
	default:
		return
	}
	if !abandons(policy.Policy) && !slices.ContainsFunc(policy.methods, func(m *method) bool { return m.context.SupportsLimits() }) {
		return // there is no hedge
	}
	r.warnf(at, IdempotenceUnsaid, "%s, and it is not said whether that does harm", what).Hint = "write idempotent=yes if it does not"
}

// resolveIdempotent resolves the expression over the parameters of m that says whether a call may be carried out twice.
func (s *scope) resolveIdempotent(out *plan.Method, m *method, policy *appliedPolicy, in decorated) {
	v := policy.Value(keys.Idempotent)
	if idempotence(policy.Policy) != plan.IdempotenceAsked || !policy.asksMethod(keys.Idempotent) {
		return
	}
	sig := m.fn.Signature()
	variables := paramVariables(sig)
	if token.IsIdentifier(v.Text) && !namesAny(v.Expr, variables) {
		if _, found := s.lookup(v.Text); found == missing {
			policy.refused[keys.Idempotent] = true
			s.errorf(exprSpan(v.Expr), BadIdempotent, "idempotent is %q; %sexpected %s", v.Text, policy.whose(m), v.Key.Expected()).Hint = didYouMean(v.Text, v.Key.Choices)
			return
		}
	}
	out.Idempotent = s.resolveQuestion(v.Expr, &inquiry{
		key: keys.Idempotent, code: BadIdempotent, expected: v.Key.Expected(), whose: policy.whose(m), subject: "the parameters", answers: answersBool,
		forms: []form{newForm(sig, paramsOf(sig))}, variables: variables, in: in,
	})
	policy.refused[keys.Idempotent] = out.Idempotent == nil
}
