package model

// decide asks the questions of rule 3.4, as at the time until which the attempt counts as having lasted.
func (r *run) decide(f *failure) (v verdict) {
	defer func() {
		if v.stop != nil {
			v.ends = r.hadItWaited(f)
		}
	}()
	caller := r.callerErr()
	if f.later > 0 && caller == nil && r.caller.deadline <= r.endsOf(f) {
		caller = leaf(deadlineExceeded)
	}
	switch {
	case r.deadlineBy(f): // 3.4a
		return verdict{reason: "deadline", stop: leaf(policyDeadline)}
	case !f.retryable: // 3.4b
		if caller != nil && (r.begun == 1 || f.echo) {
			return verdict{reason: endsFor(caller)}
		}
		return verdict{reason: "not_retryable"}
	case caller != nil && r.begun == 1: // 3.4c
		return verdict{reason: endsFor(caller)}
	case r.callerErr() != nil:
		return r.stoppedByCaller()
	case caller != nil:
		return verdict{reason: "deadline", stop: caller}
	case f.unsafe: // 3.13
		return verdict{reason: "not_idempotent"}
	case !r.triesLeft(f): // 3.4d
		return verdict{reason: "max_tries"}
	case r.givesUp(f): // 3.4e
		return verdict{reason: "gave_up"}
	case r.consumed: // 3.10
		return verdict{reason: "not_replayable"}
	}
	refused := r.asks(f)
	if r.isDue() { // the attempt that is due anyway stands for this one's retry, too
		f.pause = min(f.pause, max(0, r.due-r.now-f.later))
	}
	next := add(r.now+f.later, f.pause)
	switch {
	case r.deadlineBy(f): // the questions took their time
		return verdict{reason: "deadline", stop: leaf(policyDeadline)}
	case refused: // 3.4i
		return verdict{reason: "hint"}
	case r.p.RetryFor > 0 && next > r.p.RetryFor: // 3.4j
		return verdict{reason: "retry_for"}
	case r.p.Deadline > 0 && next >= r.p.Deadline: // 3.4f
		return verdict{reason: "deadline", stop: leaf(policyDeadline), room: true}
	case r.caller.deadline != never && next >= r.caller.deadline && r.callerErr() == nil:
		return verdict{reason: "deadline", stop: leaf(deadlineExceeded), room: true}
	}
	return verdict{}
}

// deadlineBy reports whether the policy's deadline has passed when the attempt counts as having ended.
func (r *run) deadlineBy(f *failure) bool {
	return r.p.Deadline > 0 && r.now+f.later >= r.p.Deadline
}

// hadItWaited returns when a call that stops now would have ended, had it waited for what it saw coming; 0 where that is not later:
// rule 3.5.
func (r *run) hadItWaited(f *failure) Duration {
	ends := r.caller.deadline
	if r.p.Deadline > 0 {
		ends = min(ends, r.p.Deadline)
	}
	if ends = max(ends, r.endsOf(f)); ends == never || ends <= r.now || r.callerErr() != nil {
		return 0
	}
	return ends
}

// endsFor is the reason for which a caller's context ends a call.
func endsFor(callerErr *Err) string {
	if callerErr.Name == canceled {
		return "canceled"
	}
	return "deadline"
}

func (r *run) stoppedByCaller() verdict {
	return verdict{reason: endsFor(r.caller.err), stop: r.caller.cause}
}

// triesLeft is rule 3.4d.
func (r *run) triesLeft(f *failure) bool {
	if r.usedUp || r.most > 0 && r.begun >= r.most || !r.policysTriesLeft() {
		return false
	}
	if f.line == 0 {
		return true
	}
	most := r.p.Cases[f.line-1].MaxTries
	return most <= 0 || r.lines[f.line].tries < most
}

// policysTriesLeft is rule 3.4d, as far as the policy counts: all attempts that have begun, but those that ended in a case with a
// number of its own.
func (r *run) policysTriesLeft() bool {
	counted := r.begun
	for i, c := range r.p.Cases {
		if c.MaxTries != 0 && !r.p.Disabled {
			counted -= r.lines[i+1].tries
		}
	}
	return r.p.MaxTries <= 0 || counted < r.p.MaxTries
}

// givesUp is rule 3.4e.
func (r *run) givesUp(f *failure) bool {
	if r.gaveUp {
		return true
	}
	if r.p.Giveup != "" && f.err != nil {
		r.trace.Add("asked", r.now, "policy's giveup: %v", f.err)
		if f.err.is(r.p.Giveup) {
			return true
		}
	}
	if !r.form.Asks {
		return false
	}
	r.trace.Add("asked", r.now, "giveup: result %s, error %v, try %d, elapsed %v", r.text(f.outcome), f.err, f.try, f.at-r.measured)
	r.sleep(f.step.GiveupTakes)
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
	if l.waits = true; asked > 0 && asked >= policys {
		l.pauses, l.hinted = 0, true
	}
	f.pause = max(policys, asked)
	asked = r.noteHint(f, asked)
	return asked < 0 || p.MaxHint > 0 && asked > p.MaxHint
}
