package model

import "slices"

// async reports whether attempts run in goroutines of their own.
func (r *run) async() bool { return r.p.Hedge > 0 || r.p.Abandon }

// asyncAttempt waits for the next attempt to end, or leaves one behind, and does what follows it. It reports whether the call
// goes on.
func (r *run) asyncAttempt() bool {
	if len(r.running) == 0 {
		r.launch(false)
	}
	for {
		r.progress(r.now)
		if o := r.heard(); o != nil {
			return r.delivered(o)
		}
		if o := r.overdue(); o != nil {
			return r.ended(r.leaveBehind(o))
		}
		if r.now >= r.due {
			r.hedge()
			continue
		}
		r.wait()
	}
}

// delivered does what follows the end of an attempt. It ends for its call when that hears of it.
func (r *run) delivered(o *outcome) bool {
	r.take(o)
	if o.panic != "" {
		r.panicked(o)
		return false
	}
	r.returned(o)
	return r.ended(o)
}

func (r *run) take(o *outcome) {
	r.running = slices.DeleteFunc(r.running, func(other *outcome) bool { return other == o })
}

// hedge begins the attempt that is due.
func (r *run) hedge() {
	granted := r.granted
	r.due = never
	if (granted || r.mayRepeat()) && r.mayHedge() && (granted || r.budgetHedges()) {
		r.launch(!granted)
	}
	r.granted, r.retryOf = false, nil
}

// mayHedge reports whether an attempt may begin beside others now.
func (r *run) mayHedge() bool {
	switch {
	case r.usedUp, r.most > 0 && r.begun >= r.most, r.callerErr() != nil, r.deadlinePassed():
		return false
	}
	return (r.p.RetryFor == 0 || r.now <= r.p.RetryFor) && r.policysTriesLeft()
}

// follow notes when the attempt after one that has failed begins, while others run.
func (r *run) follow(f *failure) {
	if !r.grants(f) {
		r.due = never
		return
	}
	r.due = min(r.due, add(r.now+f.later, f.pause))
	r.granted = true
	if r.event() {
		r.events().AddPause(r.now, f.try, r.begun+1, max(0, r.due-r.now), f.err)
	}
}

// noteHint lets no attempt begin before a server allows it.
func (r *run) noteHint(f *failure, asked Duration) Duration {
	if !r.async() {
		return asked
	}
	if r.never {
		asked = -1
	}
	if asked > 0 {
		r.notBefore = max(r.notBefore, add(f.at+f.later, asked))
	}
	f.pause = max(f.pause, r.notBefore-f.at-f.later)
	if r.due != never {
		r.due = max(r.due, r.notBefore)
	}
	return asked
}

// awaitRest goes on with the attempts that run: none follows the one that has failed.
func (r *run) awaitRest(reason string) {
	switch reason {
	case "gave_up":
		r.gaveUp = true
		r.due = never
	case "hint":
		r.never = true
		r.due = never
	case "max_tries":
		r.usedUp = true
		r.due = never
	}
}

// loseRunning ends the attempts that still run, since the call is over, and returns them.
func (r *run) loseRunning() []*outcome {
	lost := r.running
	r.running = nil
	for _, o := range lost {
		x := &o.context
		if !o.looked {
			x.seen(r, r.now)
		}
		if o.inside != nil && o.inside.happens(r.now-o.since) {
			r.tie(r.now)
		}
		if x.own && x.ends == r.now && r.prefix != "" { // the attempt around may end the context, too, now that the call is over
			r.tie(r.now)
		}
		if x.ends > r.now {
			x.ends, x.err, x.cause, x.own = r.now, leaf(canceled), leaf(hedgeLost), false
			if o.phase == calling && (o.step.Heeds || o.step.Calls != nil) {
				o.until = r.callee(o, o.since)
			}
		}
		r.leave(o, x.cause, x.err.Name == canceled)
		if i := slices.Index(r.ends, o); i >= 0 {
			r.ends = slices.Delete(r.ends, i, i+1)
			r.late = append(r.late, o)
		} else if o.early > 0 {
			r.reached[EarlyLost]++
			r.late = append(r.late, o)
		}
	}
	return lost
}

// leave makes the call wait for an attempt no more, which is cut short with that.
func (r *run) leave(o *outcome, err *Err, byCancel bool) {
	o.left, o.lostFor, o.instead = true, err, err
	if !byCancel || err.Name == hedgeLost {
		return
	}
	o.lostFor = leaf("canceled")
	if !err.is("canceled") {
		o.instead = leaf(err.Name + " and Canceled")
	}
}

// loseOthers is loseRunning, and tells of it.
func (r *run) loseOthers() {
	for _, o := range r.loseRunning() {
		r.tellsGuard(o, o.lostFor)
		r.stats.Done++
		r.stats.SumTime += r.now - o.began
		if o.context.cause.Name != hedgeLost {
			r.stats.Cancels++
		}
		if r.event() {
			r.events().AddEnded(r.now, o.try, o.hedge, r.now-o.began, o.context.cause, "cut short")
		}
	}
}

// tellsGuard tells the guard how an attempt has ended, unless that has not let it through yet, or never will.
func (r *run) tellsGuard(o *outcome, err *Err) {
	if r.form.Guarded && o.phase >= calling && !o.refused && o.unready == nil {
		r.trace.Add("guard", r.now, "ended %d: %v", o.try, err)
	}
}
