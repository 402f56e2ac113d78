package directive

import (
	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// readPolicy reads rd, a policy, retry, use or off directive.
func (r *reader) readPolicy(rd *rawDirective, verb Verb) *Policy {
	p := &Policy{Verb: verb, Text: rd.text(), Pos: rd.pos, End: rd.end()}
	before := len(r.diags)
	for _, a := range r.readAssignments(rd, verb) {
		r.assignValue(p, a)
	}
	r.checkOrder(p.Errors)
	p.Says = r.withoutMethods(rd, p)
	p.Broken = len(r.diags) > before
	return p
}

// assignValue sets the value of a's key in p.
func (r *reader) assignValue(p *Policy, a assignment) {
	switch {
	case a.spec.Kind == keys.KindMethods:
		p.Methods = r.readSelection(a)
	case a.spec.Name == string(VerbUse):
		if v := a.val.trim(); r.reportUnqualified(a.directive, v) == nil {
			p.Use = v.expr(a.directive, -1)
		}
	case a.spec.Kind == keys.KindErrors:
		p.Errors = append(p.Errors, r.readEntries(a)...)
	case a.spec.IsData():
		r.readData(p, a)
	default: // it is Go code, which the resolver reads
		if v := a.val.trim(); r.checkBrackets(a.directive, v) {
			p.values = append(p.values, Value{Expr: v.expr(a.directive, a.key), Key: a.spec})
		}
	}
}

// checkPolicy reports what is wrong with a policy whose single values are right.
func (r *reader) checkPolicy(p *Policy) {
	if p.Verb == VerbPolicy && len(p.Errors)+len(p.Cases) == 0 && p.Duration(keys.AttemptTimeout) == 0 && p.Duration(keys.Deadline) == 0 &&
		!p.Value(keys.RetryResult).Given() && p.Duration(keys.Hedge) == 0 {
		d := r.report(diag.Error, diag.NoEffect, p.Pos, p.End, "a policy without errors, attempt_timeout, deadline and retry_result does nothing")
		d.Hint = "name the errors to retry, such as errors=error for every one, or limit the time"
		p.Broken = true
		return
	}
	r.checkPauses(p)
	r.checkHedge(p)
	for _, c := range p.Cases {
		r.checkCase(p, c)
	}
	deadline := p.Duration(keys.Deadline)
	if limit := p.Duration(keys.RetryFor); limit > 0 && p.shortestPause() > limit {
		pause := p.Value(keys.Pause)
		r.warningAt(diag.PauseOverDeadline, pause.Pos, pause.End,
			"a pause of "+p.Duration(keys.Pause).String()+" is longer than the retry_for of "+limit.String()+": there will be only one attempt")
	}
	if deadline == 0 {
		return
	}
	if p.shortestPause() >= deadline {
		pause := p.Value(keys.Pause)
		r.warningAt(diag.PauseOverDeadline, pause.Pos, pause.End,
			"a pause of "+p.Duration(keys.Pause).String()+" does not fit into the deadline of "+deadline.String()+": there will be only one attempt")
	}
	if timeout := p.Duration(keys.AttemptTimeout); timeout > deadline {
		at := p.Value(keys.AttemptTimeout)
		r.warningAt(diag.TimeoutOverLimit, at.Pos, at.End,
			"an attempt_timeout of "+timeout.String()+" is longer than the deadline of "+deadline.String()+", which ends the attempt first")
	}
}
