package scripted_test

import (
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/backoffgen/backoffgen/golden/model"
)

// A chance makes random calls.
type chance struct{ *rand.Rand }

func (r chance) oneIn(n int) bool { return r.IntN(n) == 0 }

func pick[T any](r chance, of ...T) T { return of[r.IntN(len(of))] }

const ms = model.Millisecond

// length returns a duration of some units, and a few microseconds and nanoseconds, so that two are hardly ever the same.
func (r chance) length(unit model.Duration, most int) model.Duration {
	return unit*model.Duration(r.IntN(most)) + model.Duration(1+r.IntN(999_999))
}

// maybe is length once in n times; else 0.
func (r chance) maybe(n int, unit model.Duration, most int) model.Duration {
	if r.oneIn(n) {
		return r.length(unit, most)
	}
	return 0
}

var methods = slices.Sorted(maps.Keys(model.Forms))

// randomCall returns the n-th call of a seed. It ends, since its script does. In one of three attempts make calls further in.
func randomCall(seed, n uint64) *model.Call {
	r := chance{rand.New(rand.NewPCG(seed, n))}
	c := r.call()
	if r.oneIn(3) {
		r.nest(c, 2)
	}
	return c
}

func (r chance) call() *model.Call {
	c := &model.Call{
		Method:   pick(r, methods...),
		Policy:   r.policy(),
		Observed: r.oneIn(2),
		Counted:  r.oneIn(2),
		Most:     max(0, r.IntN(24)-20),
	}
	form := model.Forms[c.Method]
	c.Policy.Abandon = form.Abandons && r.oneIn(2)
	if form.Hedges && r.oneIn(2) {
		c.Policy.Hedge = r.length(30*ms, 10)
	}
	if form.Do {
		c.Observed, c.Counted = false, false
	}
	if form.Keyed && r.oneIn(2) {
		c.Key = "of its caller"
	}
	c.Repeatable = form.Perhaps && !r.oneIn(3)
	if c.Budget.There = r.oneIn(3); c.Budget.There {
		c.Budget.Extras = r.oneIn(2)
		for range r.IntN(4) {
			c.Budget.Refuses = append(c.Budget.Refuses, r.oneIn(3))
		}
	}
	if form.NoContext {
		c.Most = 0
	} else {
		c.Caller = r.caller()
	}
	if c.Policy.Jitter != "" || len(c.Policy.Cases) > 0 {
		for range 1 + r.IntN(4) {
			c.Random = append(c.Random, r.Float64())
		}
	}
	if form.Asks && r.oneIn(3) {
		c.Map = []string{pick(r, "busy", "timeout", "ErrRejected")}
	}
	if form.FallBack && r.oneIn(2) {
		c.FallBack = "busy"
	}
	for range r.IntN(6) {
		c.Script = append(c.Script, r.step(form))
	}
	return c
}

func (r chance) caller() (c model.Caller) {
	if r.oneIn(4) {
		c.Cancels = r.length(40*ms, 10)
		c.Cause = r.oneIn(2)
	}
	if r.oneIn(40) {
		c.Cancels = model.None
	}
	c.Deadline = r.maybe(5, 40*ms, 12)
	return c
}

func (r chance) policy() model.Policy {
	p := model.Policy{
		AttemptTimeout: r.maybe(3, 30*ms, 10),
		Deadline:       r.maybe(3, 80*ms, 10),
		RetryFor:       r.maybe(5, 60*ms, 10),
		Pause:          r.maybe(2, 30*ms, 6),
		MaxTries:       r.IntN(6),
		Errors:         r.list(),
		Giveup:         pick(r, "", "", "", "", "", "busy", "timeout"),
		PauseFrom:      r.oneIn(3),
		MaxHint:        r.maybe(4, 40*ms, 4),
		Disabled:       r.oneIn(40),
	}
	if r.oneIn(2) {
		p.Multiplier = pick(r, 1, 1.5, 2, 10, 100)
	}
	if r.oneIn(4) {
		p.MaxPause = r.length(40*ms, 4)
	}
	if r.oneIn(3) {
		p.Jitter = pick(r, "full", "equal", "decorrelated", "0.2", "1")
	}
	for i := range r.IntN(6) / 2 {
		p.Cases = append(p.Cases, r.aCase(i == 0))
	}
	return p
}

func (r chance) list() []string {
	list := pick(r, nil, []string{"error"}, []string{"busy"}, []string{"busy", "timeout"}, []string{"class busy"}, []string{"error", "canceled"}, []string{"class busy", "error"})
	if list != nil && r.oneIn(6) {
		list = append(list[:len(list):len(list)], "!"+pick(r, "busy", "timeout"))
	}
	return list
}

func (r chance) aCase(first bool) (c model.Case) {
	c.Errors = pick(r, []string{"busy"}, []string{"timeout"}, []string{"error"}, []string{"class busy"})
	if first && r.oneIn(2) {
		c.Results = true
		if r.oneIn(2) {
			c.Errors = nil
		}
	}
	duration := func(most int) model.Duration {
		if r.oneIn(8) {
			return model.None
		}
		return r.maybe(2, 30*ms, most)
	}
	c.Pause, c.MaxPause, c.MaxHint = duration(6), duration(6), duration(6)
	c.Multiplier = pick(r, 0.0, 0, model.None, 1, 3)
	c.Jitter = pick(r, "", "", "none", "full", "decorrelated")
	c.MaxTries = pick(r, 0, 0, model.None, 1, 2, 3)
	return c
}

func (r chance) step(form model.Form) model.Step {
	s := model.Step{Takes: r.maybe(2, 30*ms, 12), Consumes: form.Consumes && r.oneIn(4)}
	if form.Abandons || form.Hedges {
		s.Takes = r.length(30*ms, 12)
	}
	if r.oneIn(10) {
		s.Takes *= 10
	}
	if !r.oneIn(5) {
		s.Err = pick(r, model.Kinds...)
		if r.oneIn(2) {
			s.Err = "busy"
		}
		if r.oneIn(3) {
			s.Hint = pick(r, model.None, r.length(40*ms, 6))
		}
		s.With = r.oneIn(4)
	}
	if r.oneIn(40) || form.Abandons && r.oneIn(20) {
		s.Panics = pick(r, "panic", "goexit")
	}
	if !form.NoContext {
		s.Heeds, s.Looks = r.oneIn(2), r.oneIn(4)
		s.Lingers = r.maybe(4, 20*ms, 5)
		s.Cut = pick(r, model.Cuts...)
		if form.Abandons || form.Hedges { // else it is chance whether it returns in time
			s.Lingers = r.length(20*ms, 5)
		}
	}
	if form.Guarded {
		if r.oneIn(10) {
			s.Guard = pick(r, "busy", "fatal", "timeout")
		}
		s.GuardTakes = r.maybe(10, 20*ms, 5)
		if form.Abandons || form.Hedges { // else it is chance whether the call is over before
			s.GuardTakes = r.length(20*ms, 2)
		}
	}
	if form.Asks {
		s.Result = pick(r, "", "", model.Rejected, model.InCase, model.Both)
		s.Giveup = r.oneIn(10)
		s.GiveupTakes = r.maybe(20, 20*ms, 5)
		if r.oneIn(4) {
			s.Asks = pick(r, model.None, r.length(40*ms, 6), r.length(40*ms, 6))
		}
		if r.oneIn(10) {
			s.Prepares = pick(r, "busy", "timeout")
		}
		s.PreparesTakes = r.maybe(8, 20*ms, 8)
	}
	return s
}
