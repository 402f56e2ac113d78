package model

// attempt makes an attempt in the caller's goroutine, and what follows it. It reports whether there is another one.
func (r *run) attempt() bool {
	o := r.begin(false)
	if !r.enter(o) {
		return r.ended(o)
	}
	r.now = r.calls(o, r.now)
	if r.form.Guarded {
		r.trace.Add("guard returned", r.now, "%d", o.try)
	}
	if o.panic != "" {
		r.panicked(o)
		return false
	}
	r.returned(o)
	return r.ended(o)
}

// enter passes through the guard. It reports whether the callee is called.
func (r *run) enter(o *outcome) bool {
	if !r.form.Guarded {
		return true
	}
	r.trace.Add("guard", r.now, "enter %d", o.try)
	r.sleep(o.step.GuardTakes)
	return !r.refuses(o)
}

// refuses reports whether the guard refuses an attempt.
func (r *run) refuses(o *outcome) bool {
	if o.step.Guard == "" {
		return false
	}
	o.refused, o.err = true, own(o.step.Guard, r.label(o.try), 0)
	o.err.Name = "refused: " + o.err.Name
	return true
}

// panicked ends the call after a panic: rule 3.8.
func (r *run) panicked(o *outcome) {
	unended := 1
	if r.async() {
		unended = 0
		r.stats.Done++
		r.stats.SumTime += r.now - o.began
		if r.event() {
			r.events().AddPanicked(r.now, o.try, o.hedge, r.now-o.began)
		}
	}
	for _, other := range r.loseRunning() {
		unended++
		r.tellsGuard(other, other.lostFor)
	}
	r.decided()
	if r.form.Guarded {
		r.trace.Add("guard", r.now, "ended %d: an error", o.try)
	}
	if r.form.Ends {
		if r.event() {
			nested := r.nested && (r.limited() || r.async()) // else nobody knows any more under what context it was made: rule 3.15
			r.trace.Events(nested).AddCallEnded(r.now, r.begun, (*Err)(nil), "panicked", r.retried, false, false)
		}
		r.stats.Reasons = "panicked"
		r.stats.Failed = 1
		r.stats.Done += int64(unended) // rule 4.4
	}
	if !r.form.Ends && o.context.ends > r.now {
		r.left = o.try
	}
	r.panics = o.panic
	r.trace.Add("end", r.now, "%s", o.panic)
}
