package model

// heard returns the next attempt in a goroutine of its own of whose end the call hears now; nil where there is none. One whose call
// further in has stopped early counts as running until that would have ended, where another one would follow: rule 3.5.
func (r *run) heard() *outcome {
	for len(r.ends) > 0 {
		o := r.ends[0]
		r.ends = r.ends[1:]
		if o.early = r.countsUntil(o); o.early == 0 {
			return o
		}
		r.reached[EarlyBeside]++
	}
	return r.firstEarly()
}

// countsUntil returns until when an attempt counts as running that has returned; 0 where that makes no difference.
func (r *run) countsUntil(o *outcome) Duration {
	if o.err == nil {
		return 0
	}
	until := r.lasts(o)
	if until == r.now {
		return 0
	}
	f := &failure{outcome: o, err: o.err, timedOut: r.timesOut(o, until)}
	if r.looksUp(f); !f.retryable || f.unsafe {
		return 0
	}
	return until
}

// firstEarly returns the attempt that only counts as running and is the first to end, once it does: when its time has come, the
// caller has gone, or nothing else can happen before. Then that time is a part of the pause.
func (r *run) firstEarly() (first *outcome) {
	others := false
	for _, o := range r.running {
		switch {
		case o.early == 0:
			others = true
		case first == nil || o.early < first.early:
			first = o
		}
	}
	if first != nil && first.early > r.now && r.callerErr() == nil && (others || r.due < first.early) {
		return nil
	}
	return first
}
