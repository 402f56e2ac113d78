package model

// What an attempt in a goroutine of its own is doing.
type phase int

const (
	preparing phase = iota // it is in before_retry
	entering               // it waits for the guard
	calling                // the inner method runs
	returned
)

// A goroutine is that of an attempt.
type goroutine struct {
	phase   phase
	until   Duration // when the phase is over
	since   Duration // when the inner method was called
	left    bool     // the call does not wait for it any more
	lostFor *Err     // what it is cut short with: what the guard is told
	instead *Err     // what stands for its error then, where it has not come to its callee
	early   Duration // until when it counts as running although it has returned; 0 where it does not
}

// launch begins an attempt in a goroutine of its own: rules 1.25 and 1.26.
func (r *run) launch(hedge bool) {
	o := r.begin(hedge)
	for _, other := range r.running {
		if hedge && other.early > 0 {
			r.reached[EarlyHedged]++
		}
	}
	r.retryOf = nil
	r.due, r.granted = never, false
	if r.p.Hedge > 0 && r.policysTriesLeft() {
		r.due = max(add(r.now, r.p.Hedge), r.notBefore)
	}
	r.undecided = r.form.closesLate()
	r.running = append(r.running, o)
	r.alive = append(r.alive, o)
	if r.form.Asks && o.failed != nil {
		r.trace.Add("asked", r.now, "before_retry: %v, deadline %s", o.failed, instant(o.context.deadline))
		o.phase, o.until = preparing, r.now+o.step.PreparesTakes
		return
	}
	r.toGuard(o, r.now)
}

func (r *run) toGuard(o *outcome, at Duration) {
	if !r.form.Guarded {
		r.toCallee(o, at)
		return
	}
	r.trace.Add("guard", at, "enter %d", o.try)
	o.phase, o.until = entering, at+o.step.GuardTakes
}

func (r *run) toCallee(o *outcome, at Duration) {
	for _, other := range r.running {
		if other.phase == calling && other.inside != nil && o.step.Calls != nil {
			r.reached[BesideInside]++
		}
	}
	o.until = r.calls(o, at)
}

// goOn takes an attempt to its next phase.
func (r *run) goOn(o *outcome) {
	at := o.until
	switch {
	case o.phase == preparing && o.step.Prepares != "":
		o.err = own(o.step.Prepares, r.label(o.try), 0)
		o.err.Name = "before_retry: " + o.err.Name
		o.unready = &verdict{reason: "before_retry", stop: o.err}
	case o.phase == preparing && r.tooLate(o, at):
		o.err = o.failed
	case o.phase == preparing:
		r.toGuard(o, at)
		return
	case o.phase == entering && r.refuses(o):
	case o.phase == entering && o.left: // what it lets through now is not made: rule 3.16
		r.trace.Add("guard", at, "ended %d: %v", o.try, o.lostFor)
		r.trace.Add("guard returned", at, "%d", o.try)
		o.err = o.instead
	case o.phase == entering:
		r.toCallee(o, at)
		return
	case r.form.Guarded:
		r.trace.Add("guard returned", at, "%d", o.try)
	}
	o.phase = returned
	switch {
	case !o.left:
		r.ends = append(r.ends, o)
	case r.undecided:
		r.late = append(r.late, o)
	default:
		r.discard(o, at)
	}
}

// tooLate reports whether an attempt that is prepared for may not begin any more: rule 1.37.
func (r *run) tooLate(o *outcome, at Duration) bool {
	var v verdict
	switch {
	case r.caller.ends <= at:
		v = r.stoppedByCaller()
	case r.p.Deadline > 0 && at >= r.p.Deadline:
		v = verdict{reason: "deadline", stop: leaf(policyDeadline)}
	case r.p.RetryFor > 0 && at > r.p.RetryFor:
		v = verdict{reason: "retry_for"}
	case !o.left:
		return false
	}
	o.unready = &v
	return true
}

// discard lets go of what a late attempt has returned: rule 3.9.
func (r *run) discard(o *outcome, at Duration) {
	if o.result != "" && r.form.closesLate() {
		r.trace.Add("closed", at, "%d", o.try)
	}
	if r.event() {
		r.events().AddLate(at, o.try, o.hedge, at-o.began, o.err, o.panic != "")
	}
}

// decided lets go of what late attempts have returned until now, since it is decided what the caller gets of the attempts so far.
func (r *run) decided() {
	for _, o := range r.late {
		r.discard(o, r.now)
	}
	r.late, r.undecided = nil, false
}

// first returns the attempt whose phase is over first; nil where none is by then.
func (r *run) first(by Duration) (next *outcome) {
	for _, o := range r.alive {
		if o.phase != returned && o.until <= by && (next == nil || o.until < next.until) {
			next = o
		}
	}
	for _, o := range r.alive {
		if next != nil && o != next && o.phase != returned && o.until == next.until && o.until > r.now {
			r.tie(o.until)
		}
	}
	return next
}

// progress lets the attempts run until then.
func (r *run) progress(to Duration) {
	for o := r.first(to); o != nil; o = r.first(to) {
		r.goOn(o)
	}
}

// wait lets them run until there is something to do for the call.
func (r *run) wait() {
	at := r.due
	for _, o := range r.running {
		if o.early > 0 {
			if o.early == r.caller.ends {
				r.tie(o.early)
			}
			at = min(at, o.early, r.caller.ends)
			continue
		}
		at = min(at, r.leaves(o))
	}
	for len(r.ends) == 0 {
		o := r.first(at)
		if o == nil {
			break
		}
		if o.until == at && at > r.now {
			r.tie(at)
		}
		r.now = max(r.now, o.until)
		r.goOn(o)
	}
	if len(r.ends) == 0 {
		r.now = max(r.now, at)
	}
}
