package model

// finish ends a call that has failed: rules 3.6, 3.7, 1.38 and 1.24. The budget hears of an attempt that is not retried.
func (r *run) finish(f *failure, v verdict, hears bool) {
	err := f.err
	if v.stop != nil {
		err = r.stopped(v)
	}
	if f.rejected && (v.stop != nil || f.result == "") {
		r.close(f.outcome)
		if v.stop == nil {
			err = leaf("ErrRejected")
		}
	}
	fallsBack := r.form.FallBack && r.callerErr() == nil
	if err != nil && r.form.Asks && !(fallsBack && f.rejected && v.stop == nil) {
		r.trace.Add("asked", r.now, "map_error: %v", err)
		if r.maps(err) {
			mapped := *err
			mapped.Name, mapped.Unmarked, mapped.Hint = "mapped ("+err.Name+")", nil, 0
			err = &mapped
		}
	}
	if hears {
		r.tellBudgetFailed(f)
	}
	r.loseOthers()
	r.decided()
	result := r.text(f.outcome)
	if fallsBack {
		r.close(f.outcome)
		if err == nil {
			err = leaf("ErrRejected")
		}
		r.trace.Add("asked", r.now, "fallback: %v", err)
		if r.event() {
			r.events().AddFallback(r.now, r.begun, err, v.reason)
		}
		if err, result = nil, "of the fallback"; r.call.FallBack != "" {
			err = own(r.call.FallBack, r.label(0), 0)
			err.Name = "fallback: " + err.Name
		}
	}
	if r.form.Keeps && f.rejected && err == nil && !fallsBack && !(f.looked && f.outcome.context.own && f.outcome.context.ends <= r.now) {
		r.kept = f.try
	}
	if r.event() {
		r.events().AddCallEnded(r.now, r.begun, err, v.reason, r.retried, fallsBack, v.stop != nil && err != nil)
	}
	r.stats.Reasons = v.reason
	if err != nil {
		r.stats.Failed = 1
	}
	r.err = err
	r.trace.Add("end", r.now, "result %s, error %v", result, err)
}

// stopped returns the *backoff.Error of a call that is stopped: rule 3.7.
func (r *run) stopped(v verdict) *Err {
	caller := r.callerErr()
	e := &Err{Ends: v.ends, Budget: v.reason == "budget"}
	for _, of := range []*Err{r.last, v.stop, caller} {
		if of == nil {
			continue
		}
		e.Leaves = append(e.Leaves, of.Leaves...)
		e.Permanent = e.Permanent || of.Permanent
	}
	if r.last != nil {
		e.Hint = r.last.Hint
	}
	e.Name = StoppedText(r.method(), v.reason, r.begun, r.elapsed(), r.last, v.stop, caller)
	return e
}
