// Package decision says what follows a failed attempt. It is the one place where the order of the questions stands (rule
// 3.4): the engine asks it for calls in the caller's goroutine and for hedged ones, and the commands that explain and
// simulate policies ask it on a clock of their own.
//
// It is for backoffgen's own packages, and computes with plain data: it reads no clock and calls nobody.
package decision

import (
	"math"
	"time"
)

// Never is the time that does not come.
const Never time.Duration = math.MaxInt64

// Limits are what a policy sets, as far as it has a say in what follows a failure. 0 is without limit.
type Limits struct {
	Deadline time.Duration // of the call
	RetryFor time.Duration // after the begin of the call: no attempt begins later
	MaxHint  time.Duration // the longest pause that a server may ask for
	MaxTries int           // attempts in one call
	Most     int           // attempts in one call, whatever case they end in: the caller's own bound
	Giveup   bool          // there is somebody to ask whether to give up
}

// TriesLeft reports whether there may be another attempt after so many that count for MaxTries.
func (l *Limits) TriesLeft(tries int) bool {
	return (l.MaxTries == 0 || tries < l.MaxTries) && l.AnyLeft(tries)
}

// AnyLeft reports whether the caller allows another attempt after so many, whatever they count for.
func (l *Limits) AnyLeft(tries int) bool { return l.Most == 0 || tries < l.Most }

// Timed reports whether there is a limit that the time since the call began has a say in. Without one the engine need not
// read the clock.
func (l *Limits) Timed() bool { return l.Deadline > 0 || l.RetryFor > 0 }

// DeadlinePassed reports whether the call's deadline has come at a time since the call began.
func (l *Limits) DeadlinePassed(elapsed time.Duration) bool {
	return l.Deadline > 0 && elapsed >= l.Deadline
}

// mayBegin reports whether an attempt that is not the first may begin at a time since the call began.
func (l *Limits) mayBegin(at time.Duration) bool { return l.RetryFor == 0 || at <= l.RetryFor }

// refuses reports whether what a server asked for ends the retrying: it said never, or asked for a longer pause than the
// policy allows.
func (l *Limits) refuses(f *Failure) bool {
	limit := l.MaxHint
	if f.InCase {
		limit = f.Case.MaxHint
	}
	return f.Asked < 0 || limit > 0 && f.Asked > limit
}

// triesLeft reports whether there may be another attempt after f: as far as the policy counts, and then the case.
func (l *Limits) triesLeft(f *Failure) bool {
	if !l.TriesLeft(f.Tries-f.Apart) || !l.AnyLeft(f.Tries) {
		return false
	}
	return f.Case.MaxTries == 0 || f.CaseTries < f.Case.MaxTries
}

// A Case is what a case of a policy has in place of the policy's own limits. 0 is without limit.
type Case struct {
	MaxTries int           // attempts of a call that end in it
	Apart    bool          // MaxTries is its own: attempts that end in it do not count for the policy's
	MaxHint  time.Duration // the longest pause that a server may ask for
	Results  bool          // results may be in it, and not only errors
}

// A Caller is the state of the caller's context.
type Caller uint8

// The states of the caller's context.
const (
	Alive    Caller = iota // it has not ended
	Canceled               // its Err is context.Canceled
	Expired                // it has ended at its deadline, or otherwise
)

// A Failure is an attempt that has failed, and what is known of its call. Times count from the begin of the call.
type Failure struct {
	Elapsed    time.Duration // when the attempt ended
	Tries      int           // attempts that have begun
	Asks       bool          // the method itself has somebody to ask whether to give up, too
	Retryable  bool          // the error is one to retry, the attempt timed out, or its results were rejected
	Unsafe     bool          // it may have been carried out, and is not to be carried out twice
	Once       bool          // what the attempt consumed cannot be had again
	Beside     bool          // other attempts of the call are running
	Refused    bool          // a guard did not let it through: its callee was not called
	Echo       bool          // the error tells of nothing but the end of the caller's context
	Caller     Caller        // the state of the caller's context
	CallerEnds time.Duration // the deadline of the caller's context; Never where there is none

	// Of policies that have cases:
	Apart     int  // attempts that have ended in cases with a MaxTries of their own, this one among them
	InCase    bool // the attempt has ended in a case of the policy
	Case      Case // that case; zero where there is none
	CaseTries int  // attempts that have ended in it, this one among them

	// The answers to what a verdict asked for.
	GaveUp Answer
	Paused bool          // Pause and Asked are known
	Pause  time.Duration // until the next attempt
	Asked  time.Duration // the part of it that a server asked for: 0 where it asked for none, negative where it said never
}

// An Answer is one that may not have been asked for yet.
type Answer uint8

// The answers.
const (
	Unasked Answer = iota // nobody has been asked yet
	No
	Yes
)

// A Step is what is to be done after a failed attempt.
type Step uint8

// The steps. The first two are questions: their answer belongs into the Failure, and then the decision is asked for again.
const (
	AskGiveup Step = iota + 1 // ask whether the policy gives up
	AskPause                  // ask how long the pause is
	Next                      // begin another attempt when the pause is over
	Wait                      // for those that run: there is no further attempt, and they may succeed
	Return                    // end the call with the attempt's own error
	Stop                      // end the call although the error is one to retry
)

// A Verdict is what follows a failed attempt.
type Verdict struct {
	Step    Step   // what is to be done
	Reason  Reason // of Return, Stop and Wait
	Callers bool   // of Stop: it is the caller's context that ends the call, and not the policy
}

// A Reason says why a call ended. Its text is what observers, logs and metrics show.
type Reason string

// The reasons. Package backoff has them as ReasonSucceeded and so on, and says there what each means.
const (
	Succeeded       Reason = "succeeded"
	NotRetryable    Reason = "not_retryable"
	MaxTriesReached Reason = "max_tries"
	GaveUp          Reason = "gave_up"
	NotIdempotent   Reason = "not_idempotent"
	NotReplayable   Reason = "not_replayable"
	Hint            Reason = "hint"
	RetryFor        Reason = "retry_for"
	CallCanceled    Reason = "canceled"
	PastDeadline    Reason = "deadline"
	Budget          Reason = "budget"
	Panicked        Reason = "panicked"
	BeforeRetry     Reason = "before_retry"
)

// Decide says what follows a failure. The order is: deadline, retryable, caller, idempotence, tries, giveup, replay, hint, retry_for,
// room for the pause. What follows that is the driver's own: the budget, the pause itself, and [Limits.AfterPause].
func (l *Limits) Decide(f *Failure) Verdict {
	switch {
	case l.DeadlinePassed(f.Elapsed):
		return Verdict{Step: Stop, Reason: PastDeadline}
	case f.Caller != Alive && (f.Tries == 1 || f.Echo && !f.Retryable):
		return Verdict{Step: Return, Reason: f.Caller.reason()} // the decorator is transparent
	case !f.Retryable:
		return f.notRetryable()
	case f.Caller != Alive:
		return f.Caller.stop()
	case f.Unsafe:
		return f.end(NotIdempotent)
	case !l.triesLeft(f):
		return f.end(MaxTriesReached)
	case l.asksGiveup(f):
		return Verdict{Step: AskGiveup}
	case f.GaveUp == Yes:
		return f.end(GaveUp)
	case f.Once:
		return f.end(NotReplayable)
	case !f.Paused:
		return Verdict{Step: AskPause}
	case l.refuses(f):
		return f.end(Hint)
	}
	return l.decideRoom(f)
}

// decideRoom is the end of Decide: whether the pause leaves room for another attempt.
func (l *Limits) decideRoom(f *Failure) Verdict {
	next := add(f.Elapsed, f.Pause)
	switch pastCallers := f.CallerEnds != Never && next >= f.CallerEnds; {
	case !l.mayBegin(next):
		return f.end(RetryFor)
	case !l.DeadlinePassed(next) && !pastCallers:
		return Verdict{Step: Next}
	case f.Beside:
		return Verdict{Step: Wait, Reason: PastDeadline}
	default:
		return Verdict{Step: Stop, Reason: PastDeadline, Callers: !l.DeadlinePassed(next)}
	}
}

// asksGiveup reports whether somebody is to be asked whether to give up.
func (l *Limits) asksGiveup(f *Failure) bool { return (l.Giveup || f.Asks) && f.GaveUp == Unasked }

// notRetryable ends the call with the attempt's error. An attempt that was never made says nothing against those that run.
func (f *Failure) notRetryable() Verdict {
	if f.Refused {
		return f.end(NotRetryable)
	}
	return Verdict{Step: Return, Reason: NotRetryable}
}

// end ends the call with the attempt's error, unless others run that may succeed.
func (f *Failure) end(why Reason) Verdict {
	if f.Beside {
		return Verdict{Step: Wait, Reason: why}
	}
	return Verdict{Step: Return, Reason: why}
}

// AfterPause says whether another attempt may begin after all, now that the pause is over.
func (l *Limits) AfterPause(elapsed time.Duration, caller Caller) Verdict {
	switch {
	case caller != Alive:
		return caller.stop()
	case l.DeadlinePassed(elapsed): // a busy machine, or an observer, took its time
		return Verdict{Step: Stop, Reason: PastDeadline}
	}
	return Verdict{Step: Next}
}

// AfterPreparing is [Limits.AfterPause] once the attempt has been prepared for, which may have taken its time.
func (l *Limits) AfterPreparing(elapsed time.Duration, caller Caller) Verdict {
	v := l.AfterPause(elapsed, caller)
	if v.Step == Next && !l.mayBegin(elapsed) {
		return Verdict{Step: Return, Reason: RetryFor}
	}
	return v
}

// MayHedge reports whether an attempt may begin beside others, after so many that count for MaxTries.
func (l *Limits) MayHedge(elapsed time.Duration, tries int, caller Caller) bool {
	return caller == Alive && !l.DeadlinePassed(elapsed) && l.mayBegin(elapsed) && l.TriesLeft(tries)
}

func (c Caller) stop() Verdict { return Verdict{Step: Stop, Reason: c.reason(), Callers: true} }

func (c Caller) reason() Reason {
	if c == Canceled {
		return CallCanceled
	}
	return PastDeadline
}

// add returns the sum of two durations that are not negative, saturating.
func add(a, b time.Duration) time.Duration {
	if a > Never-b {
		return Never
	}
	return a + b
}
