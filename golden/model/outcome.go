package model

import "fmt"

// An outcome is an attempt, and what it ends with.
type outcome struct {
	try     int
	hedge   bool // it began since another one took long
	began   Duration
	context context
	step    Step
	last    *Err // the last error before it
	failed  *Err // what the last attempt to fail has failed with
	retryOf *Err // what the attempt has failed with that it is a retry of

	err       *Err     // as the callee returned it
	result    string   // there is one
	panic     string   // what it panics with, or calls runtime.Goexit
	inside    *run     // the call that it makes further in
	refused   bool     // by the guard
	unready   *verdict // before_retry has refused it, or has taken too long: how the call ends then
	looked    bool     // the callee has looked at its context
	succeeded bool
	rejected  bool
	inCase    int // of results

	goroutine // where it runs in one of its own
}

// begin begins an attempt.
func (r *run) begin(hedge bool) *outcome {
	switch {
	case hedge:
		r.stats.Hedges++
	case r.begun > 0:
		r.stats.Retries++
		r.retried = true
		r.pausesOver()
	}
	r.begun++
	r.stats.Attempts++
	o := &outcome{
		try: r.begun, hedge: hedge, began: r.now, context: r.context(r.begun), step: r.call.step(r.begun),
		last: r.last, failed: r.failed, retryOf: r.retryOf,
	}
	if r.event() {
		r.events().AddStarted(r.now, o.try, hedge)
	}
	return o
}

// pausesOver counts the pauses before a retry: one that stands for several failures once.
func (r *run) pausesOver() {
	for i := range r.lines {
		l := &r.lines[i]
		if l.waits && !l.hinted {
			l.pauses++
		}
		l.waits, l.hinted = false, false
	}
}

// calls is the callee's begin at an instant. It returns when the callee returns, and sets what.
func (r *run) calls(o *outcome, at Duration) (returns Duration) {
	o.phase, o.since = calling, at
	r.called = append(r.called, o)
	about := ""
	if !r.form.NoContext {
		if about = o.context.about.String(); o.context.key != "" {
			about += ", key " + o.context.key
		}
	}
	r.trace.Add("attempts", at, "%d, deadline %s%s", o.try, instant(o.context.deadline), about)
	if o.looked = o.step.Heeds || o.step.Looks; o.looked {
		o.context.seen(r, at)
	}
	if r.form.Consumes && o.step.Consumes {
		r.consumed = true
	}
	return r.callee(o, at)
}

// callee is what the inner method does.
func (r *run) callee(o *outcome, at Duration) (returns Duration) {
	s, x := o.step, &o.context
	o.err, o.result, o.panic, o.succeeded = nil, "", "", false
	if s.Calls != nil {
		return r.callsInside(o, at)
	}
	returns = at + s.Takes
	if cut := max(x.ends, at); s.Heeds && x.ends != never && add(cut, s.Lingers) < returns {
		o.result = ifResult(s.With)
		switch s.Cut {
		case "err":
			o.err = x.err
		case "cause":
			o.err = x.cause
		case "wrapped":
			o.err = x.err.wrapped(r.label(o.try))
		case "joined":
			o.err = x.err.joined(r.label(o.try))
		default:
			r.returns(o)
		}
		if s.Lingers > 0 {
			r.alone(cut + s.Lingers)
		}
		return cut + s.Lingers
	}
	r.finishes(o)
	if s.Takes > 0 {
		r.alone(returns)
		if returns == x.ends {
			r.tie(returns)
		}
	}
	return returns
}

// finishes sets what an attempt does at its end, which nothing has cut short.
func (r *run) finishes(o *outcome) {
	if o.step.Panics != "" {
		o.panic = o.step.Panics + " " + r.label(o.try)
		return
	}
	r.returns(o)
}

// returns sets what the script says that the callee returns.
func (r *run) returns(o *outcome) {
	if s := o.step; s.Err != "" {
		o.err, o.result = own(s.Err, r.label(o.try), s.Hint), ifResult(s.With)
		return
	}
	o.succeeded, o.result = true, "there"
}

func ifResult(with bool) string {
	if with {
		return "there"
	}
	return ""
}

// returned looks at what the callee has returned: whether that is a success, rule 3.3.
func (r *run) returned(o *outcome) {
	if !o.succeeded {
		return
	}
	x := &o.context
	if r.form.Keeps && o.looked && x.own && x.ends <= r.now {
		r.close(o)
		o.succeeded, o.err = false, x.cause
		return
	}
	if r.form.Asks && o.step.Result != "" {
		o.succeeded, o.rejected = false, true
		if (o.step.Result == InCase || o.step.Result == Both) && len(r.p.Cases) > 0 && r.p.Cases[0].Results {
			o.inCase = 1
		}
	}
}

// close closes the result of an attempt: rule 3.9.
func (r *run) close(o *outcome) {
	if o.result != "" && r.form.Keeps {
		r.trace.Add("closed", r.now, "%d", o.try)
	}
	o.result = ""
}

// text is what the caller gets as the result.
func (r *run) text(o *outcome) string {
	if o.result == "" || r.form.Nothing {
		return "none"
	}
	return fmt.Sprint(o.try)
}
