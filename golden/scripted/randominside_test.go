package scripted_test

import "github.com/backoffgen/backoffgen/golden/model"

// nest lets attempts of a call make calls further in, and some of these others, that many deep at most.
func (r chance) nest(c *model.Call, deep int) {
	form := model.Forms[c.Method]
	if r.oneIn(2) {
		c.Policy.AttemptTimeout = r.length(60*ms, 10)
	}
	if len(c.Script) == 0 {
		c.Script = append(c.Script, r.step(form))
	}
	decorator := r.call() // for all of them, as it will most often be
	patient := r.oneIn(3)
	if patient {
		r.patient(c, &decorator.Policy)
	}
	if form.NoContext {
		c.Policy.AttemptTimeout = 0
	}
	for i := range c.Script {
		if r.oneIn(4) {
			continue
		}
		inner := decorator
		if r.oneIn(4) {
			inner = r.call()
		}
		c.Script[i] = r.calls(c, c.Script[i], *inner, deep)
		if patient && !r.oneIn(4) {
			c.Script[i].Calls.Script[0].Err, c.Script[i].Calls.Script[0].Hint = "busy", 0
			c.Script[i].Passes = ""
		}
	}
}

// patient makes calls further in likely to see that their pauses do not fit into an attempt further out, which is retried then.
func (r chance) patient(c *model.Call, inner *model.Policy) {
	outer, form := &c.Policy, model.Forms[c.Method]
	inner.Pause, inner.MaxPause, inner.Jitter, inner.MaxTries, inner.RetryFor, inner.AttemptTimeout = r.length(60*ms, 12), 0, "", 0, 0, 0
	inner.Errors, inner.Giveup, inner.Cases, inner.MaxHint = pick(r, []string{"error"}, []string{"busy"}), "", nil, 0
	outer.Errors, outer.Giveup = pick(r, nil, []string{"error"}, []string{"busy"}), ""
	outer.MaxTries, outer.Pause = pick(r, 0, 0, 3, 5), r.maybe(2, 30*ms, 4)
	if r.oneIn(4) { // what the outer one retries it does by a case
		outer.Errors, outer.Cases = []string{"timeout"}, []model.Case{{Errors: []string{"busy"}, MaxTries: 3}}
	}
	if r.oneIn(3) {
		inner.Deadline = r.length(60*ms, 6)
	}
	if r.oneIn(2) {
		outer.Deadline = 0
	}
	if form.Hedges && !r.oneIn(3) {
		outer.Hedge, outer.AttemptTimeout = r.length(30*ms, 4), 100*ms+r.length(60*ms, 5)
		c.Repeatable, c.Caller = form.Perhaps, model.Caller{}
	}
	if !c.Budget.There && r.oneIn(4) {
		c.Budget = model.Budget{There: true, Extras: r.oneIn(2), Refuses: []bool{r.oneIn(3), r.oneIn(2)}}
	}
}

// calls is an attempt that makes a call further in.
func (r chance) calls(outer *model.Call, s model.Step, inner model.Call, deep int) model.Step {
	outers, form := model.Forms[outer.Method], model.Forms[inner.Method]
	inner.Script = nil
	for range 1 + r.IntN(4) {
		inner.Script = append(inner.Script, r.step(form))
	}
	inner.Caller = model.Caller{}
	if !form.NoContext {
		if r.oneIn(4) {
			inner.Caller = r.caller()
		}
		inner.Caller.Base = pick(r, "", "", "", "", "", "", "", model.Detached, model.Fresh)
	}
	inner.Once = !form.Do && !r.oneIn(3)
	if inner.Key != "" {
		inner.Key = "of another caller"
	}
	if deep > 1 && r.oneIn(5) {
		r.nest(&inner, deep-1)
	}
	s.Calls, s.Passes, s.Err, s.Result, s.Takes = &inner, pick(r, append([]string{"", "", "", ""}, model.Passes...)...), "", "", 0
	s.Looks = s.Looks || outers.Keeps || outer.Caller.Cancels != 0 || deep == 1
	s.Heeds, s.Lingers, s.Cut, s.Hint = false, 0, "", 0
	if r.oneIn(3) || outers.Abandons || outers.Hedges { // else it is chance whether it returns in time
		s.Takes = r.length(20*ms, 5)
	}
	if r.oneIn(6) {
		s.Err = "busy"
	}
	return s
}
