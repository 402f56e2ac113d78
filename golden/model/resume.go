package model

// pauses makes the pause and what follows it: rule 3.4h. It reports whether there is another attempt.
func (r *run) pauses(f *failure) bool {
	if r.event() {
		r.events().AddPause(r.now, f.try, r.begun+1, f.later+f.pause, f.err)
	}
	if f.rejected {
		r.close(f.outcome)
	}
	end := add(r.now, f.later+f.pause)
	if end == r.caller.ends {
		r.tie(end)
	}
	end = max(r.now, min(end, r.caller.ends))
	r.progress(end)
	r.now = end
	if r.over(f) || !r.prepares(f) {
		return false
	}
	r.close(f.outcome) // not before, since a call that is stopped returns it
	return true
}

// over ends the call when its caller's context or its deadline is over.
func (r *run) over(f *failure) bool {
	switch {
	case r.callerErr() != nil:
		r.finish(f, r.stoppedByCaller(), false)
	case r.deadlinePassed():
		r.finish(f, verdict{reason: "deadline", stop: leaf(policyDeadline)}, false)
	default:
		return false
	}
	return true
}

// prepares is rule 1.37.
func (r *run) prepares(f *failure) bool {
	if !r.form.Asks || r.async() {
		return true
	}
	deadline := r.caller.deadline
	if r.p.Deadline > 0 {
		deadline = min(deadline, r.p.Deadline)
	}
	r.trace.Add("asked", r.now, "before_retry: %v, deadline %s", r.failed, instant(deadline))
	r.sleep(f.step.PreparesTakes)
	if kind := f.step.Prepares; kind != "" {
		err := own(kind, r.label(f.try), 0)
		err.Name = "before_retry: " + err.Name
		r.finish(f, verdict{reason: "before_retry", stop: err}, false)
		return false
	}
	if r.over(f) {
		return false
	}
	if r.p.RetryFor > 0 && r.now > r.p.RetryFor {
		r.finish(f, verdict{reason: "retry_for"}, false)
		return false
	}
	return true
}
