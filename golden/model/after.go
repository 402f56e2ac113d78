package model

// A verdict is how a call ends; it has no reason where it goes on.
type verdict struct {
	reason string
	stop   *Err // the cause, where the call is stopped
}

// ended ends an attempt that has returned. It reports whether there is another one.
func (r *run) ended(o *outcome) bool {
	if o.succeeded {
		r.success(o)
		return false
	}
	f := &failure{outcome: o, at: r.now}
	r.measured = min(r.measured, r.now)
	r.judge(f)
	r.tell(f)
	callerErr := r.callerErr()
	v := r.decide(f)
	if v.reason == "" {
		if r.failed = f.err; f.err == nil {
			r.failed = leaf("ErrRejected")
		}
		if !r.grants() {
			r.finish(f, verdict{"budget", leaf("ErrBudget")}, false)
			return false
		}
		return r.pauses(f)
	}
	r.finish(f, v, f.retryable && callerErr == nil)
	return false
}

// success ends the call with a success.
func (r *run) success(o *outcome) {
	if r.form.Keeps {
		r.kept = r.try
	}
	if r.form.Asks {
		r.trace.Add("guard", r.now, "ended %d: nil", r.try)
	}
	if r.call.Budget.Extras {
		r.budget("succeeded after %v", r.retryOf)
	} else {
		r.budget("succeeded")
	}
	r.stats.Done++
	r.stats.SumTime += r.now - o.began
	r.stats.Reasons = "succeeded"
	if r.try > 1 {
		r.stats.Saved = 1
	}
	if r.event() {
		r.trace.AddEnded(r.now, r.try, false, r.now-o.began, (*Err)(nil), "succeeded")
		r.trace.AddCallEnded(r.now, r.try, (*Err)(nil), "succeeded", r.try > 1, false)
	}
	r.trace.Add("end", r.now, "result %s, error nil", r.text(o))
}

// decide asks the questions of rule 3.4.
func (r *run) decide(f *failure) verdict {
	caller := r.callerErr()
	switch {
	case r.deadlinePassed(): // 3.4a
		return verdict{"deadline", leaf(policyDeadline)}
	case !f.retryable: // 3.4b
		if caller != nil && (r.try == 1 || f.echo) {
			return verdict{reason: endsFor(caller)}
		}
		return verdict{reason: "not_retryable"}
	case caller != nil && r.try == 1: // 3.4c
		return verdict{reason: endsFor(caller)}
	case caller != nil:
		return r.stoppedByCaller()
	case f.unsafe: // 3.13
		return verdict{reason: "not_idempotent"}
	case !r.triesLeft(f): // 3.4d
		return verdict{reason: "max_tries"}
	case r.givesUp(f): // 3.4e
		return verdict{reason: "gave_up"}
	}
	refused := r.asks(f)
	next := add(r.now, f.pause)
	switch callers := r.call.Caller.Deadline; {
	case r.deadlinePassed(): // the questions took their time
		return verdict{"deadline", leaf(policyDeadline)}
	case refused: // 3.4i
		return verdict{reason: "hint"}
	case r.p.RetryFor > 0 && next > r.p.RetryFor: // 3.4j
		return verdict{reason: "retry_for"}
	case r.p.Deadline > 0 && next >= r.p.Deadline: // 3.4f
		return verdict{"deadline", leaf(policyDeadline)}
	case callers > 0 && next >= callers && r.callerErr() == nil:
		return verdict{"deadline", leaf(deadlineExceeded)}
	}
	return verdict{}
}

// endsFor is the reason for which a caller's context ends a call.
func endsFor(callerErr *Err) string {
	if callerErr.Name == canceled {
		return "canceled"
	}
	return "deadline"
}

func (r *run) stoppedByCaller() verdict {
	_, err, cause := r.call.ends()
	return verdict{endsFor(err), cause}
}

// triesLeft is rule 3.4d.
func (r *run) triesLeft(f *failure) bool {
	if r.call.Most > 0 && r.try >= r.call.Most {
		return false
	}
	counted := r.lines[0].tries
	for i, c := range r.p.Cases {
		if c.MaxTries == 0 || r.p.Disabled {
			counted += r.lines[i+1].tries
		}
	}
	if r.p.MaxTries > 0 && counted >= r.p.MaxTries {
		return false
	}
	if f.line == 0 {
		return true
	}
	most := r.p.Cases[f.line-1].MaxTries
	return most <= 0 || r.lines[f.line].tries < most
}

// givesUp is rule 3.4e.
func (r *run) givesUp(f *failure) bool {
	if r.p.Giveup != "" && f.err != nil {
		r.trace.Add("asked", r.now, "policy's giveup: %v", f.err)
		if f.err.is(r.p.Giveup) {
			return true
		}
	}
	if !r.form.Asks {
		return false
	}
	r.trace.Add("asked", r.now, "giveup: result %s, error %v, try %d, elapsed %v", r.text(f.outcome), f.err, r.try, f.at-r.measured)
	r.now += f.step.GiveupTakes
	return f.step.Giveup
}

// asks finds out the pause: rules 1.22, 1.23 and 1.3.
func (r *run) asks(f *failure) (refused bool) {
	p, l := r.p, &r.lines[f.line]
	if f.line > 0 {
		p = p.Cases[f.line-1].under(p)
	}
	asked, policys := Duration(0), p.pauseAfter(l, r.draw)
	if p.PauseFrom && f.err != nil {
		r.trace.Add("asked", r.now, "policy's pause_from: %v", f.err)
		asked = f.err.Hint
	}
	if r.form.Asks {
		r.trace.Add("asked", r.now, "pause_from: result %s, error %v", r.text(f.outcome), f.err)
		if s := f.step.Asks; s < 0 || asked < 0 {
			asked = min(s, asked)
		} else {
			asked = max(s, asked)
		}
	}
	l.previous = policys
	l.pauses++
	if asked > 0 && asked >= policys {
		l.pauses = 0
	}
	f.pause = max(policys, asked)
	return asked < 0 || p.MaxHint > 0 && asked > p.MaxHint
}
