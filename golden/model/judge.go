package model

// A failure is what is known of an attempt that has failed.
type failure struct {
	*outcome
	at        Duration // when it ended
	beside    bool     // other attempts run
	err       *Err     // as observers see it; nil where results were rejected
	timedOut  bool
	cut       bool // after the caller's context or the policy's deadline had ended it
	retryable bool
	unsafe    bool
	echo      bool // it tells of nothing but the end of a context
	line      int  // of the case
	pause     Duration
	later     Duration // how much longer it counts as having lasted, since a call further in has stopped early
}

// judge finds out what there is to know of a failure: rules 3.5 and 3.13.
func (r *run) judge(f *failure) {
	f.cut = !r.form.NoContext && (r.callerErr() != nil || r.deadlinePassed())
	if f.rejected {
		f.retryable, f.line = true, f.inCase
		r.count(f)
		return
	}
	f.err = f.outcome.err
	if f.err.Unmarked != nil {
		f.err = f.err.Unmarked
	}
	f.later = r.lasts(f.outcome) - r.now
	f.timedOut = r.timesOut(f.outcome, r.now+f.later)
	if f.timedOut {
		f.cut = false
		f.err = f.err.timedOut(r.endsOf(f))
	}
	r.looksUp(f)
	r.count(f)
}

// endsOf is when a failed attempt counts as having ended, where that is later than now; else 0.
func (r *run) endsOf(f *failure) Duration {
	if f.later == 0 {
		return 0
	}
	return r.now + f.later
}

// lasts returns until when an attempt counts as running that has returned: later than now where a call further in has stopped early.
func (r *run) lasts(o *outcome) Duration {
	if o.err.Permanent { // it will not be retried
		return r.now
	}
	limit := never
	if !r.form.NoContext {
		limit = r.ownLimit(o)
	}
	return max(r.now, min(o.err.Ends, limit))
}

// looksUp finds out whether the policy retries an error.
func (r *run) looksUp(f *failure) {
	err := f.outcome.err
	list := match(r.p.Errors, err)
	if len(r.p.Errors) == 0 { // it says as little of a timeout as the entry error does
		list.any = err.isTimeout()
	}
	f.retryable = list.retried(err, r.callerErr() != nil)
	for i, c := range r.p.Cases {
		if m := match(c.Errors, f.err); f.line == 0 && !err.Permanent && m.retried(f.err, r.callerErr() != nil) {
			f.line, f.retryable = i+1, true
			list.entry = list.entry || m.entry
			list.class = list.class || m.class
		}
	}
	f.retryable = (f.retryable || f.timedOut) && !err.Permanent
	listed := list.class || list.entry
	f.unsafe = !r.mayRepeat() && !f.refused && (f.timedOut || !listed || !list.class && f.err.isTimeout())
}

// timesOut reports whether an attempt has timed out that ends then: rule 3.5.
func (r *run) timesOut(o *outcome, ends Duration) bool {
	if r.form.NoContext || r.p.AttemptTimeout == 0 {
		return false
	}
	limit := o.began + r.p.AttemptTimeout
	if c := &r.caller; c.ends <= r.now && (c.err.Name == canceled || c.deadline > r.now) { // when, nobody can tell but who has watched
		return false
	}
	return ends >= limit && limit < r.caller.deadline && (r.p.Deadline == 0 || limit < r.p.Deadline)
}

// count counts an attempt for the policy or for its case: rule 1.3.
func (r *run) count(f *failure) {
	r.lines[f.line].tries++
}

// hears finds out whether an attempt's error tells of nothing but the end of its context, and notes the last one that tells of
// more: rules 3.5 and 3.7.
func (r *run) hears(f *failure) {
	if f.err == nil {
		return
	}
	byDeadline := f.err.tellsOnly(false, "")
	if f.cut {
		f.echo = r.deadlinePassed() && byDeadline
		if r.callerErr() != nil {
			f.echo = f.echo || f.err.tellsOnly(r.callerCanceled(), r.caller.cause.Name)
		}
	}
	if !f.echo {
		r.last = f.err
	}
	if f.cut && byDeadline && !r.callerCanceled() {
		f.retryable = true // rule 3.4 stops the call
	}
}

// tell tells everybody of the attempt's end.
func (r *run) tell(f *failure) {
	r.hears(f)
	outcome := "not retryable"
	switch {
	case f.rejected:
		outcome = "rejected"
	case f.cut:
		outcome = "cut short"
		if f.err.Name != hedgeLost { // it was not needed any more
			r.stats.Cancels++
		}
	case f.retryable:
		outcome = "retryable"
		r.stats.Errors++
	}
	r.stats.Done++
	r.stats.SumTime += r.now - f.began
	if r.event() {
		r.events().AddEnded(r.now, f.try, f.hedge, r.now-f.began, f.err, outcome)
	}
	told := f.err
	switch {
	case r.callerCanceled():
		told = leaf("canceled")
	case f.rejected:
		told = leaf("ErrRejected")
	}
	r.tellsGuard(f.outcome, told)
}

// mayRepeat reports whether the call may be carried out twice: rule 3.13.
func (r *run) mayRepeat() bool {
	if !r.form.Perhaps {
		return !r.form.Once
	}
	if r.repeats == nil {
		r.trace.Add("asked", r.now, "idempotent")
		r.repeats = &r.call.Repeatable
	}
	return *r.repeats
}

func (r *run) deadlinePassed() bool {
	return r.p.Deadline > 0 && r.now >= r.p.Deadline
}
