package directive

import "github.com/backoffgen/backoffgen/generator/diag"

// checkHedge warns of a hedge that never begins an attempt.
func (r *reader) checkHedge(p *Policy) {
	if p.Hedge.Value == 0 {
		return
	}
	why := ""
	switch {
	case p.MaxTries.Value == 1:
		why = "max_tries allows one attempt only"
	case p.AttemptTimeout.Value > 0 && p.Hedge.Value >= p.AttemptTimeout.Value:
		why = "an attempt_timeout of " + p.AttemptTimeout.Value.String() + " ends the attempt before"
	case p.Deadline.Value > 0 && p.Hedge.Value >= p.Deadline.Value:
		why = "the deadline of " + p.Deadline.Value.String() + " ends the call before"
	default:
		return
	}
	r.warningAt(diag.NoHedge, p.Hedge.KeyPos, p.Hedge.End, "hedge does nothing: "+why)
}
