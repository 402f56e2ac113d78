package model

import "fmt"

// callsInside is what an attempt does that makes a call of another decorated method, further in. It returns when the attempt returns.
// Where its context turns out to end sooner it is worked out again.
func (r *run) callsInside(o *outcome, at Duration) (returns Duration) {
	s, x := o.step, &o.context
	in := newRun(s.Calls, r.label(o.try)+".", x.at(at))
	in.makes()
	o.inside = in
	over := at + in.now
	returns = over + s.Takes
	if !o.looked && x.own && (r.form.Keeps || r.caller.err != nil && r.caller.err.Name == canceled) {
		r.problem = "whether what is further in looks at its context makes a difference"
	}
	switch {
	case in.panics != "":
		o.panic = in.panics
		return over
	case in.err == nil || s.Passes == "own":
		r.finishes(o)
	default:
		o.err, o.result = in.err.at(at), ifResult(s.With)
		switch s.Passes {
		case "wrapped":
			o.err = o.err.wrapped(r.label(o.try))
		case "joined":
			o.err = o.err.joined(r.label(o.try))
		case "marked":
			o.err = o.err.marked(r.label(o.try))
		}
	}
	if s.Takes > 0 {
		r.alone(returns)
		if returns == x.ends {
			r.tie(returns)
		}
	}
	return returns
}

// includes adds what has happened further in.
func (r *run) includes() {
	for _, o := range r.called {
		in := o.inside
		if in == nil {
			continue
		}
		r.trace.Include(fmt.Sprint(o.try), in.trace)
		r.reached.include(in.reached)
		r.reachedInside(o)
		if r.problem == "" {
			r.problem = in.problem
		}
	}
}

// happens reports whether something happens in a call then, or in one further in. The end of an attempt's time is something, too.
func (r *run) happens(at Duration) bool {
	for _, entries := range r.trace {
		for _, e := range entries {
			if e.At == at && at > 0 {
				return true
			}
		}
	}
	for _, o := range r.called {
		if x := &o.context; x.own && x.ends == at || o.inside != nil && o.inside.happens(at-o.since) {
			return true
		}
	}
	return false
}
