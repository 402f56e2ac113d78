package model

// leaves returns when an attempt is left behind that has not returned by then, where the policy abandons: rule 1.26.
func (r *run) leaves(o *outcome) Duration {
	if !r.p.Abandon {
		return never
	}
	at := r.limit(o)
	if r.caller.ends > 0 { // else it has ended before the call began, which is no reason: rule 3.1
		at = min(at, r.caller.ends)
	}
	return at
}

// limit is when an attempt's time is up. A deadline that is its caller's, too, is left to that.
func (r *run) limit(o *outcome) Duration {
	at := r.ownLimit(o)
	if r.caller.deadline != never && r.caller.deadline <= at && r.caller.ends > 0 {
		return never
	}
	return at
}

// ownLimit is when an attempt's time is up by the policy alone.
func (r *run) ownLimit(o *outcome) Duration {
	at := never
	if d := r.p.AttemptTimeout; d > 0 {
		at = o.began + d
	}
	if d := r.p.Deadline; d > 0 {
		at = min(at, d)
	}
	return at
}

// overdue returns an attempt that is to be left behind now; nil where there is none.
func (r *run) overdue() *outcome {
	for _, o := range r.running {
		if r.leaves(o) <= r.now {
			return o
		}
	}
	return nil
}

// leaveBehind goes on without an attempt, and returns what stands for it.
func (r *run) leaveBehind(o *outcome) *outcome {
	err := r.callerErr()
	switch {
	case r.timesOut(o, r.now):
		err = leaf(attemptTimeout)
	case err == nil:
		err = leaf(policyDeadline)
	}
	r.take(o)
	stands := *o
	r.leave(o, err, r.callerCanceled())
	stands.left, stands.refused = true, r.form.Guarded && o.phase < calling
	stands.err, stands.result, stands.succeeded = err, "", false
	return &stands
}
