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
		f.err.Permanent = true
	}
	r.timesOut(f)
	list := match(r.p.Errors, f.outcome.err)
	f.retryable = list.retried(f.outcome.err, r.callerErr() != nil)
	if len(r.p.Errors) == 0 {
		f.retryable = f.outcome.err.isTimeout()
	}
	for i, c := range r.p.Cases {
		if m := match(c.Errors, f.err); f.line == 0 && !f.err.Permanent && m.retried(f.err, r.callerErr() != nil) {
			f.line, f.retryable = i+1, true
			list.entry = list.entry || m.entry
			list.class = list.class || m.class
		}
	}
	f.retryable = (f.retryable || f.timedOut) && !f.err.Permanent
	listed := list.class || list.entry
	f.unsafe = !r.mayRepeat() && !f.refused && (f.timedOut || !listed || !list.class && f.err.isTimeout())
	r.count(f)
}

// timesOut finds out whether an attempt has timed out: rule 3.5.
func (r *run) timesOut(f *failure) {
	if r.form.NoContext || r.p.AttemptTimeout == 0 {
		return
	}
	limit := f.began + r.p.AttemptTimeout
	caller, _, _ := r.call.ends()
	f.timedOut = r.now >= limit && limit < caller && !r.callerCanceled() && (r.p.Deadline == 0 || limit < r.p.Deadline)
	if f.timedOut {
		f.cut = false
		f.err = f.err.timedOut()
	}
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
			_, _, cause := r.call.ends()
			f.echo = f.echo || f.err.tellsOnly(r.callerCanceled(), cause.Name)
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
		r.stats.Cancels++
	case f.retryable:
		outcome = "retryable"
		r.stats.Errors++
	}
	r.stats.Done++
	r.stats.SumTime += r.now - f.began
	if r.event() {
		r.trace.AddEnded(r.now, f.try, f.hedge, r.now-f.began, f.err, outcome)
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
