package directive

import (
	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

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

// assign gives p the value of a's key.
func (r *reader) assign(p *Policy, l *line, a assignment) {
	switch {
	case a.spec.Kind == keys.KindErrors:
		p.Errors = append(p.Errors, r.entries(l, a)...)
	case a.spec.IsData():
		r.data(p, l, a)
	default: // it is Go, which is read elsewhere
		if v := a.val.trim(); r.balanced(l, v) {
			p.values = append(p.values, Value{Expr: v.expr(l, a.key), Key: a.spec})
		}
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
	if p.Verb == VerbPolicy && len(p.Errors) == 0 && p.Duration(keys.AttemptTimeout) == 0 && p.Duration(keys.Deadline) == 0 &&
		!p.Value(keys.RetryResult).Given() && p.Duration(keys.Hedge) == 0 {
		d := r.report(diag.Error, diag.NoEffect, p.Pos, p.End, "a policy without errors, attempt_timeout, deadline and retry_result does nothing")
		d.Hint = "name the errors to retry, such as errors=error for every one, or limit the time"
		p.Broken = true
		return
	}
	r.checkPauses(p)
	r.checkHedge(p)
	r.checkAsked(p)
	limit := p.Duration(keys.Deadline)
	if limit == 0 {
		return
	}
	if p.shortestPause() >= limit {
		pause := p.Value(keys.Pause)
		r.warningAt(diag.PauseOverDeadline, pause.Pos, pause.End,
			"a pause of "+p.Duration(keys.Pause).String()+" never fits into the deadline of "+limit.String()+": there will be one attempt only")
	}
	if timeout := p.Duration(keys.AttemptTimeout); timeout > limit {
		at := p.Value(keys.AttemptTimeout)
		r.warningAt(diag.TimeoutOverLimit, at.Pos, at.End,
			"an attempt_timeout of "+timeout.String()+" is over the deadline of "+limit.String()+", which ends the attempt first")
	}
}

// checkAsked warns of functions that look at errors in a policy that retries results.
func (r *reader) checkAsked(p *Policy) {
	if p.Verb != VerbPolicy || len(p.Errors) > 0 || !p.Value(keys.RetryResult).Given() {
		return
	}
	for _, name := range []string{keys.Giveup, keys.PauseFrom} {
		if v := p.Value(name); v.Given() {
			r.warningAt(diag.NotAsked, v.Pos, v.End, name+" is not asked about results that retry_result rejects, and no errors are named for it to look at")
		}
	}
}
