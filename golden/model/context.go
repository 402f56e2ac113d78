package model

// A context is that of an attempt.
type context struct {
	deadline Duration // what Deadline returns
	ends     Duration
	err      *Err
	cause    *Err
	own      bool // it ends by the policy
}

// context returns the context of an attempt that begins now: rule 3.2.
func (r *run) context() context {
	var x context
	x.ends, x.err, x.cause = r.call.ends()
	x.deadline = never
	if r.call.Caller.Deadline > 0 {
		x.deadline = r.call.Caller.Deadline
	}
	if r.form.NoContext {
		return context{ends: never, deadline: never}
	}
	limit := func(at Duration, cause string) {
		if !r.form.Keeps {
			x.deadline = min(x.deadline, at)
		}
		if at < x.ends {
			x.ends, x.err, x.cause, x.own = at, leaf(deadlineExceeded), leaf(cause), true
		}
	}
	if r.p.Deadline > 0 {
		limit(r.p.Deadline, policyDeadline)
	}
	if r.p.AttemptTimeout > 0 {
		limit(r.now+r.p.AttemptTimeout, attemptTimeout)
	}
	return x
}

// seen finds out which of two ends counts, now that somebody looks at the context: its own, or that of its caller where that has
// cancelled until now: rule 3.2.
func (x *context) seen(r *run, at Duration) {
	if end, err, cause := r.call.ends(); x.own && x.ends <= at && end <= at && err.Name == canceled {
		x.ends, x.err, x.cause, x.own = end, err, cause, false
	}
}

func instant(at Duration) string {
	if at == never {
		return "none"
	}
	return at.String()
}
