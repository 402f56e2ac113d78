package directive

import (
	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// checkHedge reports a hedge with what it cannot go with, and warns of one that never starts an attempt.
func (r *reader) checkHedge(p *Policy) {
	hedge, timeout, deadline := p.Duration(keys.Hedge), p.Duration(keys.AttemptTimeout), p.Duration(keys.Deadline)
	if hedge == 0 {
		return
	}
	if before := p.Value(keys.BeforeRetry); before.Given() && !before.IsNone() {
		r.report(diag.Error, diag.HedgedBeforeRetry, before.Start(), before.End,
			"before_retry cannot prepare an attempt that a hedge begins while another one runs").Hint = "leave one of the two out"
	}
	why := ""
	switch {
	case p.Count(keys.MaxTries) == 1:
		why = "max_tries allows only one attempt"
	case timeout > 0 && hedge >= timeout:
		why = "an attempt_timeout of " + timeout.String() + " ends the attempt first"
	case deadline > 0 && hedge >= deadline:
		why = "the deadline of " + deadline.String() + " ends the call first"
	case p.Duration(keys.RetryFor) > 0 && hedge > p.Duration(keys.RetryFor):
		why = "retry_for lets no attempt begin after " + p.Duration(keys.RetryFor).String()
	default:
		return
	}
	at := p.Value(keys.Hedge)
	r.warningAt(diag.NoHedge, at.KeyPos, at.End, "hedge does nothing: "+why)
}
