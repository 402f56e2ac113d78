package model

import (
	"fmt"
	"slices"
	"strings"
)

// A run is a call that runs.
type run struct {
	call    *Call
	form    Form
	p       Policy
	prefix  string // of the names of attempts
	caller  context
	nested  bool // it is made in another call's retry
	most    int  // attempts that its caller, or WithNestedOnce, allows; 0 is without limit
	key     string
	trace   Trace
	stats   Stats
	reached Reached

	err    *Err   // what the caller gets, once the call is over
	panics string // or what it panics with

	now      Duration // since the call began
	begun    int      // attempts that have begun, and count
	measured Duration // when what Elapsed counts from was; never where that is not known yet
	last     *Err     // the last error that is more than the echo of a limit
	failed   *Err     // what the last attempt has failed with; ErrRejected for rejected results
	lines    []line   // of the policy, and of its cases
	draws    int
	asked    int // of the budget
	retryOf  *Err
	called   []*outcome // the attempts that called the inner method
	left     int        // the attempt that panicked where nothing stands by to end its context, which ends at its limits then
	kept     int        // the attempt whose result the caller holds; 0 where there is none
	retried  bool       // an attempt began since another one had failed
	consumed bool       // an argument
	repeats  *bool      // what the call says of itself: whether it may be carried out twice
	problem  string     // two things happen at one instant

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

// Run returns what happens in the call, and what of that is worth counting. The problem is not empty where two things happen at
// one instant, so that the rules do not say which is first.
func Run(c *Call) (t Trace, reached Reached, problem string) {
	r := newRun(c, "", background)
	r.makes()
	return r.trace, r.reached, r.problem
}

// newRun returns the run of a call that begins now, under a context. The prefix is that of its attempts' names.
func newRun(c *Call, prefix string, around context) *run {
	r := &run{call: c, form: Forms[c.Method], p: c.Policy, prefix: prefix, trace: Trace{}, reached: Reached{}, measured: never}
	r.due = never
	r.caller = c.callers(around)
	if r.form.NoContext {
		r.caller, r.p.AttemptTimeout = background, 0
	}
	r.nested, r.most, r.key = r.caller.about.isRetry(), r.caller.most, r.keyOf()
	if c.Once && r.nested { // 3.15
		r.most = 1
	}
	if r.p.Disabled {
		r.p.MaxTries, r.p.Hedge = 1, 0
	}
	r.lines = make([]line, 1+len(r.p.Cases))
	if r.form.Measured || c.Observed || c.Counted || r.p.Deadline > 0 || r.p.RetryFor > 0 || r.p.AttemptTimeout > 0 || r.async() {
		r.measured = 0
	}
	return r
}

// makes makes the call.
func (r *run) makes() {
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
	if r.call.Counted {
		r.trace.Add("statistics", 0, "%v", r.stats)
	}
	r.includes()
}

// label is the name of an attempt of that number, and for 0 the call's own.
func (r *run) label(try int) string {
	switch {
	case try > 0:
		return r.prefix + fmt.Sprint(try)
	case r.prefix == "":
		return "outermost"
	}
	return strings.TrimSuffix(r.prefix, ".")
}

// contextsLeft says which contexts of attempts are alive once the call is over: rules 3.2, 3.9 and 3.11.
func (r *run) contextsLeft() {
	if r.form.NoContext || r.prefix != "" && r.async() { // nobody can say when all that happens at one instant in a call further in has happened
		return
	}
	for _, o := range r.called {
		r.trace.AddContext(r.now, o.try, r.callerErr() == nil && (!r.limited() || o.try == r.kept || o.try == r.left))
	}
}

// step is the script of an attempt.
func (c *Call) step(try int) Step {
	if try <= len(c.Script) {
		return c.Script[try-1]
	}
	return Step{}
}

// callerErr returns the Err of the caller's context now; nil while it is alive.
func (r *run) callerErr() *Err {
	if r.caller.ends <= r.now {
		return r.caller.err
	}
	return nil
}

func (r *run) callerCanceled() bool { return r.callerErr() != nil && r.callerErr().Name == canceled }

// alone notes when something else happens at an instant at which a sleep is over: what is first is not said.
func (r *run) alone(at Duration) {
	if at == r.caller.ends || at == r.p.Deadline || at == r.due {
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

func (r *run) events() Events { return r.trace.Events(r.nested) }

func (r *run) maps(e *Err) bool {
	return slices.ContainsFunc(r.call.Map, e.is)
}
