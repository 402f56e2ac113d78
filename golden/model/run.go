package model

import (
	"fmt"
	"slices"
)

// A run is a call that runs.
type run struct {
	call  *Call
	form  Form
	p     Policy
	trace Trace
	stats Stats

	now      Duration // since the call began
	begun    int      // attempts that have begun, and count
	measured Duration // when what Elapsed counts from was; never where that is not known yet
	last     *Err     // the last error that is more than the echo of a limit
	failed   *Err     // what the last attempt has failed with; ErrRejected for rejected results
	lines    []line   // of the policy, and of its cases
	draws    int
	asked    int // of the budget
	retryOf  *Err
	called   []int  // the attempts that called the inner method
	left     int    // the attempt that panicked where nothing stands by to end its context, which ends at its limits then
	kept     int    // the attempt whose result the caller holds; 0 where there is none
	retried  bool   // an attempt began since another one had failed
	consumed bool   // an argument
	repeats  *bool  // what the call says of itself: whether it may be carried out twice
	problem  string // two things happen at one instant

	goroutines
}

// goroutines are those of a call whose attempts run in goroutines of their own.
type goroutines struct {
	running   []*outcome // the attempts that the call waits for, the oldest first
	alive     []*outcome // all whose goroutines are not known to have ended
	ends      []*outcome // those that have returned, and that the call has not heard of
	late      []*outcome // those that returned when the call did not wait for them any more, before it was decided what the caller gets
	undecided bool       // the caller may still get the results of attempts
	due       Duration   // when the next attempt begins although others run; never where none does
	granted   bool       // it follows one that has failed, so that the budget has agreed
	notBefore Duration   // a server asked for no attempt before this
	gaveUp    bool       // giveup has said that no other attempt begins
	never     bool       // a server has
	usedUp    bool       // the tries are, of the policy or of a case
}

// Run returns what happens in the call. The problem is not empty where two things happen at one instant, so that the rules do
// not say which is first.
func Run(c *Call) (t Trace, problem string) {
	r := &run{call: c, form: Forms[c.Method], p: c.Policy, trace: Trace{}, measured: never}
	r.due = never
	if r.form.NoContext {
		r.p.AttemptTimeout = 0
	}
	if r.p.Disabled {
		r.p.MaxTries, r.p.Hedge = 1, 0
	}
	r.lines = make([]line, 1+len(r.p.Cases))
	if r.form.Measured || c.Observed || c.Counted || r.p.Deadline > 0 || r.p.RetryFor > 0 || r.p.AttemptTimeout > 0 || r.async() {
		r.measured = 0
	}
	r.budget("began")
	r.stats.Calls = 1
	next := r.attempt
	if r.async() {
		next = r.asyncAttempt
	}
	for next() {
	}
	r.contextsLeft()
	r.progress(never - 1)
	if c.Counted {
		r.trace.Add("statistics", 0, "%v", r.stats)
	}
	return r.trace, r.problem
}

// contextsLeft says which contexts of attempts are alive once the call is over: rules 3.2, 3.9 and 3.11.
func (r *run) contextsLeft() {
	if r.form.NoContext {
		return
	}
	limited := r.p.AttemptTimeout > 0 || r.p.Deadline > 0 || r.p.Hedge > 0
	for _, try := range r.called {
		r.trace.AddContext(r.now, try, r.callerErr() == nil && (!limited || try == r.kept || try == r.left))
	}
}

// step is the script of an attempt.
func (c *Call) step(try int) Step {
	if try <= len(c.Script) {
		return c.Script[try-1]
	}
	return Step{}
}

// ends returns when the caller's context ends, and what its Err and its cause are.
func (c *Call) ends() (at Duration, err, cause *Err) {
	at = never
	if c.Caller.Cancels != 0 {
		at, err, cause = max(c.Caller.Cancels, 0), leaf(canceled), leaf(canceled)
		if c.Caller.Cause {
			cause = leaf(callersCause)
		}
	}
	if d := c.Caller.Deadline; d > 0 && d < at {
		at, err, cause = d, leaf(deadlineExceeded), leaf(deadlineExceeded)
	}
	return at, err, cause
}

// callerErr returns the Err of the caller's context now; nil while it is alive.
func (r *run) callerErr() *Err {
	at, err, _ := r.call.ends()
	if at <= r.now {
		return err
	}
	return nil
}

func (r *run) callerCanceled() bool { return r.callerErr() != nil && r.callerErr().Name == canceled }

// alone notes when something else happens at an instant at which a sleep is over: what is first is not said.
func (r *run) alone(at Duration) {
	caller, _, _ := r.call.ends()
	if at == caller || at == r.p.Deadline || at == r.due {
		r.tie(at)
	}
}

func (r *run) tie(at Duration) { r.problem = fmt.Sprintf("two things at %v", at) }

// sleep lets time pass in the caller's goroutine.
func (r *run) sleep(d Duration) {
	if d <= 0 {
		return
	}
	to := add(r.now, d)
	r.alone(to)
	r.progress(to)
	r.now = to
}

// draw draws the next random number.
func (r *run) draw() float64 {
	if len(r.call.Random) == 0 {
		return 0
	}
	r.draws++
	return r.call.Random[(r.draws-1)%len(r.call.Random)]
}

// elapsed is what the call's errors and questions say.
func (r *run) elapsed() Duration { return r.now - r.measured }

// event reports whether events are told.
func (r *run) event() bool { return r.call.Observed }

func (r *run) maps(e *Err) bool {
	return slices.ContainsFunc(r.call.Map, e.is)
}
