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
	try      int      // attempts that have begun
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
	late     []late // what attempts that were left behind return
	problem  string // two things happen at one instant
}

// Run returns what happens in the call. The problem is not empty where two things happen at one instant, so that the rules do
// not say which is first.
func Run(c *Call) (t Trace, problem string) {
	r := &run{call: c, form: Forms[c.Method], p: c.Policy, trace: Trace{}, measured: never}
	if r.form.NoContext {
		r.p.AttemptTimeout = 0
	}
	if r.p.Disabled {
		r.p.MaxTries = 1
	}
	r.lines = make([]line, 1+len(r.p.Cases))
	if r.form.Measured || c.Observed || c.Counted || r.p.Deadline > 0 || r.p.RetryFor > 0 || r.p.AttemptTimeout > 0 || r.p.Abandon {
		r.measured = 0
	}
	r.budget("began")
	r.stats.Calls = 1
	for r.attempt() {
	}
	r.contextsLeft()
	r.lateReturns()
	if c.Counted {
		r.stats.Attempts = int64(r.try)
		r.trace.Add("statistics", 0, "%v", r.stats)
	}
	return r.trace, r.problem
}

// contextsLeft says which contexts of attempts are alive once the call is over: rules 3.2, 3.9 and 3.11.
func (r *run) contextsLeft() {
	if r.form.NoContext {
		return
	}
	limited := r.p.AttemptTimeout > 0 || r.p.Deadline > 0
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
	r.distinct(at)
	if at <= r.now {
		return err
	}
	return nil
}

func (r *run) callerCanceled() bool { return r.callerErr() != nil && r.callerErr().Name == canceled }

// distinct notes that something else happens now, too: what is first is not said.
func (r *run) distinct(at Duration) {
	if at == r.now && at != 0 {
		r.problem = fmt.Sprintf("two things at %v", at)
	}
}

// A context is that of an attempt.
type context struct {
	deadline Duration // what Deadline returns
	ends     Duration
	err      *Err
	cause    *Err
	own      bool // it ends by the policy
	limited  bool // it is not the caller's
}

// context returns the context of an attempt that begins now: rule 3.2.
func (r *run) context() context {
	var x context
	x.ends, x.err, x.cause = r.call.ends()
	x.deadline = never
	if r.call.Caller.Deadline > 0 {
		x.deadline = r.call.Caller.Deadline
	}
	if r.form.NoContext {
		return context{ends: never, deadline: never}
	}
	limit := func(at Duration, cause string) {
		x.limited = true
		if !r.form.Keeps {
			x.deadline = min(x.deadline, at)
		}
		if at < x.ends {
			x.ends, x.err, x.cause, x.own = at, leaf(deadlineExceeded), leaf(cause), true
		}
	}
	if r.p.Deadline > 0 {
		limit(r.p.Deadline, policyDeadline)
	}
	if r.p.AttemptTimeout > 0 {
		limit(r.now+r.p.AttemptTimeout, attemptTimeout)
	}
	return x
}

func instant(at Duration) string {
	if at == never {
		return "none"
	}
	return at.String()
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

func (r *run) budget(format string, args ...any) {
	if r.call.Budget.There {
		r.trace.Add("budget", r.now, format, args...)
	}
}

// grants asks the budget.
func (r *run) grants() bool {
	if !r.call.Budget.There {
		return true
	}
	if r.call.Budget.Extras {
		r.budget("retry with %v?", r.failed)
	} else {
		r.budget("retry?")
	}
	r.asked++
	refuses := r.call.Budget.Refuses
	return r.asked > len(refuses) || !refuses[r.asked-1]
}

// event reports whether events are told.
func (r *run) event() bool { return r.call.Observed }

func (r *run) maps(e *Err) bool {
	return slices.ContainsFunc(r.call.Map, e.is)
}
