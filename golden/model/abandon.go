package model

import "slices"

// A late attempt was left behind, and returns afterwards.
type late struct {
	*outcome
	try int
	at  Duration
}

// leaveBehind ends an attempt whose context has ended before it returned, where the policy abandons: rule 1.26. What it returns
// is late.
func (r *run) leaveBehind(o *outcome) {
	if !r.p.Abandon {
		return
	}
	caller, callerErr, _ := r.call.ends()
	ends, err := caller, callerErr
	if caller == 0 { // it had ended before the call began, so that this is no reason to leave the attempt behind: rule 3.1
		ends = never
	}
	if d := r.p.Deadline; d > 0 && d < ends {
		ends, err = d, leaf(policyDeadline)
	}
	if d := r.p.AttemptTimeout; d > 0 && o.began+d < ends {
		ends, err = o.began+d, leaf(attemptTimeout)
	}
	r.distinct(ends)
	if ends >= r.now {
		return
	}
	if caller == 0 {
		err = callerErr // the context ended with it
	}
	left := *o
	r.late = append(r.late, late{&left, r.try, r.now})
	r.now = ends
	o.err, o.result, o.succeeded = err, "", false
}

// lateReturns is what becomes of attempts that were left behind, now that the call is over: rule 3.9.
func (r *run) lateReturns() {
	end := r.now
	slices.SortFunc(r.late, func(a, b late) int { return int(a.at - b.at) })
	for _, l := range r.late {
		r.now, r.try = l.at, l.try
		if r.event() {
			r.trace.AddLate(r.now, l.try, l.at-l.began, l.err, l.err == nil && !l.succeeded)
		}
		r.now = max(r.now, end)
		r.close(l.outcome)
	}
}
