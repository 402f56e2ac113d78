package directive

import "github.com/backoffgen/backoffgen/generator/diag"

// policy reads l, a policy, retry, use or off directive.
func (r *reader) policy(l *line, verb Verb) *Policy {
	p := &Policy{Verb: verb, Text: l.raw[l.name:], Pos: l.pos, End: l.end()}
	before := len(r.diags)
	switch verb {
	case VerbPolicy, VerbRetry:
		for _, a := range r.assignments(l, verb) {
			r.assign(p, l, a)
		}
	case VerbUse:
		r.use(p, l)
	case VerbOff:
		for _, w := range r.words(l) {
			r.extra(l, w, "off takes no argument")
		}
	}
	p.Broken = len(r.diags) > before
	if !p.Broken {
		r.check(p)
	}
	return p
}

// assign sets the field of p that a's key is for.
func (r *reader) assign(p *Policy, l *line, a assignment) {
	switch a.spec.Name {
	case "attempt_timeout":
		r.duration(&p.AttemptTimeout, l, a)
	case "deadline":
		r.duration(&p.Deadline, l, a)
	case "pause":
		r.duration(&p.Pause, l, a)
	case "max_tries":
		r.count(&p.MaxTries, l, a)
	case "errors":
		entries := r.entries(l, a)
		if len(p.Errors) == 0 && len(entries) > 0 {
			p.ErrorsPos = entries[0].Pos
		}
		p.Errors = append(p.Errors, entries...)
	case "giveup":
		r.expr(&p.Giveup, l, a)
	case "multiplier":
		r.number(&p.Multiplier, l, a)
	case "max_pause":
		r.duration(&p.MaxPause, l, a)
	case "jitter":
		r.jitter(&p.Jitter, l, a)
	case "retry_result":
		r.expr(&p.RetryResult, l, a)
	case "pause_from":
		r.expr(&p.PauseFrom, l, a)
	case "fallback":
		r.expr(&p.Fallback, l, a)
	case "hedge":
		r.duration(&p.Hedge, l, a)
	case "on_timeout":
		r.choice(&p.OnTimeout, l, a)
	case "lifetime":
		r.choice(&p.Lifetime, l, a)
	case "replay":
		r.choice(&p.Replay, l, a)
	}
}

// expr reads a's value, which is Go, into e.
func (r *reader) expr(e *Expr, l *line, a assignment) {
	if v := a.val.trim(); r.balanced(l, v) {
		*e = v.expr(l, a.key)
	}
}

// use reads the arguments of a use directive.
func (r *reader) use(p *Policy, l *line) {
	words := r.words(l)
	if len(words) == 0 {
		at := l.verbAt()
		r.errorAt(l, diag.MissingArgument, at, at+len(l.verb), "use needs the name of a shared policy, such as use Slow or use pkg.Slow")
		return
	}
	for _, w := range words[1:] {
		r.extra(l, w, "use takes the name of one shared policy and nothing else")
	}
	w := words[0]
	if w.bad {
		return
	}
	v := w.trim()
	if d := r.qualified(l, v); d != nil {
		return
	}
	p.Use = v.expr(l, -1)
}

// extra reports an argument that does not belong there.
func (r *reader) extra(l *line, w word, message string) {
	r.errorAt(l, diag.BadArgument, w.begin, w.stop, message)
}

// check reports what is wrong with a policy although each of its values is right.
func (r *reader) check(p *Policy) {
	if p.Verb == VerbPolicy && len(p.Errors) == 0 && p.AttemptTimeout.Value == 0 && p.Deadline.Value == 0 && p.RetryResult.Text == "" && p.Hedge.Value == 0 {
		d := r.report(diag.Error, diag.NoEffect, p.Pos, p.End, "a policy without errors, attempt_timeout, deadline and retry_result does nothing")
		d.Hint = "name the errors to retry, such as errors=error for every one, or limit the time"
		p.Broken = true
		return
	}
	r.checkPauses(p)
	r.checkHedge(p)
	limit := p.Deadline
	if limit.Value == 0 {
		return
	}
	if p.shortestPause() >= limit.Value {
		r.warningAt(diag.PauseOverDeadline, p.Pause.Pos, p.Pause.End,
			"a pause of "+p.Pause.Value.String()+" never fits into the deadline of "+limit.Value.String()+": there will be one attempt only")
	}
	if p.AttemptTimeout.Value > limit.Value {
		r.warningAt(diag.TimeoutOverLimit, p.AttemptTimeout.Pos, p.AttemptTimeout.End,
			"an attempt_timeout of "+p.AttemptTimeout.Value.String()+" is over the deadline of "+limit.Value.String()+", which ends the attempt first")
	}
}
