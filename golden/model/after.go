package model

// A verdict is how a call ends; it has no reason where it goes on.
type verdict struct {
	reason string
	stop   *Err     // the cause, where the call is stopped
	room   bool     // since a pause leaves no room for another attempt
	ends   Duration // when it would have ended, had it waited; 0 where that is not later
}

// ended ends an attempt that has returned. It reports whether there is another one.
func (r *run) ended(o *outcome) bool {
	if o.succeeded {
		r.success(o)
		return false
	}
	if o.unready != nil {
		return r.unready(o)
	}
	f := &failure{outcome: o, at: r.now, beside: len(r.running) > 0}
	r.measured = min(r.measured, r.now)
	r.judge(f)
	r.tell(f)
	callerErr := r.callerErr()
	v := r.decide(f)
	if v.reason == "" {
		r.notes(f)
		if f.beside {
			r.reachedEnd(f, v)
			r.follow(f)
			return r.waits(f)
		}
		if !r.grants(f) {
			v = verdict{reason: "budget", stop: leaf("ErrBudget"), ends: r.endsOf(f)}
			r.reachedEnd(f, v)
			r.finish(f, v, false)
			return false
		}
		r.reachedEnd(f, v)
		r.decided()
		return r.pauses(f)
	}
	r.reachedEnd(f, v)
	hears := f.retryable && (f.rejected || !f.cut || callerErr == nil) // rule 4.5
	goesOn := callerErr == nil && (v.reason != "not_retryable" && (v.stop == nil || v.room)) || f.refused && v.reason == "not_retryable"
	if f.beside && goesOn {
		if f.retryable {
			r.notes(f)
		}
		r.awaitRest(v.reason)
		if hears {
			r.tellBudgetFailed(f)
		}
		return r.waits(f)
	}
	r.finish(f, v, hears)
	return false
}

// notes notes what the last attempt to fail has failed with.
func (r *run) notes(f *failure) {
	if r.failed = f.err; f.err == nil {
		r.failed = leaf("ErrRejected")
	}
}

// waits goes on with the attempts that run.
func (r *run) waits(f *failure) bool {
	if f.rejected {
		r.close(f.outcome)
	}
	if r.over(f) {
		return false
	}
	r.close(f.outcome)
	return true
}

// unready ends the call since an attempt in its goroutine has not come to its callee, and does not count: rule 1.37. It reports whether
// the call goes on, with others that run.
func (r *run) unready(o *outcome) bool {
	r.stats.Done++
	r.stats.SumTime += r.now - o.began
	if r.event() {
		r.events().AddEnded(r.now, o.try, o.hedge, r.now-o.began, o.err, "not retryable")
	}
	r.begun--
	if o.unready.reason == "retry_for" && len(r.running) > 0 {
		return true
	}
	f := &failure{outcome: o, err: r.last, at: r.now} // another one may have failed since this one began
	if r.failed.Name == "ErrRejected" {
		f.err = r.failed
	}
	r.finish(f, *o.unready, false)
	return false
}

// success ends the call with a success.
func (r *run) success(o *outcome) {
	if r.form.Keeps {
		r.kept = o.try
	}
	r.tellsGuard(o, nil)
	if r.call.Budget.Extras {
		r.budget("succeeded after %v", o.retryOf)
	} else {
		r.budget("succeeded")
	}
	r.stats.Done++
	r.stats.SumTime += r.now - o.began
	r.stats.Reasons = "succeeded"
	if r.retried {
		r.stats.Saved = 1
	}
	if r.event() {
		r.events().AddEnded(r.now, o.try, o.hedge, r.now-o.began, (*Err)(nil), "succeeded")
	}
	r.loseOthers()
	r.decided()
	if r.event() {
		r.events().AddCallEnded(r.now, r.begun, (*Err)(nil), "succeeded", r.retried, false, false)
	}
	r.trace.Add("end", r.now, "result %s, error nil", r.text(o))
}
