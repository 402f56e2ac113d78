package model

import "fmt"

// An outcome is what an attempt ended with.
type outcome struct {
	began     Duration
	context   context
	err       *Err   // as the callee returned it
	result    string // there is one
	step      Step
	refused   bool // by the guard
	looked    bool // the callee has looked at its context
	succeeded bool
	rejected  bool
	inCase    int // of results
}

// attempt makes an attempt, and what follows it. It reports whether there is another one.
func (r *run) attempt() bool {
	r.try++
	o := outcome{began: r.now, context: r.context(), step: r.call.step(r.try)}
	if r.event() {
		r.trace.AddStarted(r.now, r.try, false)
	}
	if !r.enter(&o) {
		return r.ended(&o)
	}
	r.called = append(r.called, r.try)
	about := ""
	if r.try > 1 && !r.form.NoContext {
		about = fmt.Sprintf(", after %v", r.last)
	}
	r.trace.Add("attempts", r.now, "%d, deadline %s%s", r.try, instant(o.context.deadline), about)
	r.callee(&o)
	r.leaveBehind(&o)
	if o.step.Panics != "" && o.err == nil && !o.succeeded {
		r.panicked(&o)
		return false
	}
	r.returned(&o)
	return r.ended(&o)
}

// enter passes through the guard. It reports whether the callee is called.
func (r *run) enter(o *outcome) bool {
	if !r.form.Asks {
		return true
	}
	r.trace.Add("guard", r.now, "enter %d", r.try)
	r.now += o.step.GuardTakes
	if o.step.Guard == "" {
		return true
	}
	o.refused, o.err = true, own(o.step.Guard, r.try, 0)
	o.err.Name = "refused: " + o.err.Name
	return false
}

// callee is the inner method: it sets what it returns, or none of it when it panics.
func (r *run) callee(o *outcome) {
	s, x := o.step, &o.context
	if o.looked = s.Heeds || s.Looks; o.looked && x.own && r.callerCanceled() {
		_, x.err, x.cause = r.call.ends() // both were over when somebody looked
		x.own = false
	}
	ends := r.now + s.Takes
	if cut := max(x.ends, r.now); s.Heeds && x.ends != never && add(cut, s.Lingers) < ends {
		r.now = cut + s.Lingers
		o.result = ifResult(s.With)
		switch s.Cut {
		case "err":
			o.err = x.err
		case "cause":
			o.err = x.cause
		case "wrapped":
			o.err = &Err{Name: fmt.Sprintf("wrapped %d (%v)", r.try, x.err), Leaves: x.err.Leaves}
		case "joined":
			o.err = &Err{Name: fmt.Sprintf("joined %d (%v, busy)", r.try, x.err), Leaves: append([]string{"busy"}, x.err.Leaves...)}
		default:
			r.returns(o)
		}
		return
	}
	r.now = ends
	if s.Panics == "" {
		r.returns(o)
	}
}

// returns sets what the script says that the callee returns.
func (r *run) returns(o *outcome) {
	if s := o.step; s.Err != "" {
		o.err, o.result = own(s.Err, r.try, s.Hint), ifResult(s.With)
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

func add(a, b Duration) Duration {
	if a > never-b {
		return never
	}
	return a + b
}

// panicked ends the call after a panic: rule 3.8.
func (r *run) panicked(o *outcome) {
	if r.form.Asks {
		r.trace.Add("guard", r.now, "ended %d: an error", r.try)
		r.trace.Add("guard returned", r.now, "%d", r.try)
	}
	if r.form.Ends {
		if r.event() && r.p.Abandon {
			r.trace.AddPanicked(r.now, r.try, r.now-o.began)
		}
		if r.event() {
			r.trace.AddCallEnded(r.now, r.try, (*Err)(nil), "panicked", r.try > 1, false)
		}
		r.stats.Reasons = "panicked"
		r.stats.Failed = 1
	}
	if !r.form.Ends && o.context.ends > r.now {
		r.left = r.try
	}
	r.trace.Add("end", r.now, "%s %d", o.step.Panics, r.try)
}

// returned looks at what the callee has returned: whether that is a success, rule 3.3.
func (r *run) returned(o *outcome) {
	if r.form.Asks {
		r.trace.Add("guard returned", r.now, "%d", r.try)
	}
	if !o.succeeded {
		return
	}
	x := &o.context
	r.distinct(x.ends)
	if r.form.Keeps && o.looked && x.own && x.ends < r.now {
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
		r.trace.Add("closed", r.now, "%d", r.try)
	}
	o.result = ""
}

// text is what the caller gets as the result.
func (r *run) text(o *outcome) string {
	if o.result == "" {
		return "none"
	}
	return fmt.Sprint(r.try)
}
