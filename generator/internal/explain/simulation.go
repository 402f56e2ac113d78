package explain

import (
	"errors"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decision"
)

// never is a time that does not come. Sums of durations stop at it.
const never = decision.Never

// maxTries is the number of tries after which a simulation stops.
const maxTries = 10_000

// A Course is how a call goes under a policy if all of its attempts fail in the same way.
type Course struct {
	Attempts []Attempt // only the first ones, if there are very many
	Ends     time.Duration
	Why      Ending

	// Ties says that a hedge is due exactly when an attempt ends. The simulation lets the end come first, and one new
	// attempt begins for both. In a real call it may be the other way round: then two begin, and later ones begin
	// sooner than here.
	Ties bool
}

// An Attempt is one attempt of a [Course]. Times are counted from the start of the call.
type Attempt struct {
	Try    int
	Hedge  bool          // it began while another attempt ran
	Pause  time.Duration // before it; 0 for a hedge
	Begins time.Duration
	Ends   time.Duration
}

// An Ending says why a course ends.
type Ending int

// The endings.
const (
	EndingNone     Ending = iota // it does not end, or not within maxTries
	EndingWaits                  // it does not end: an attempt or a pause lasts for ever
	EndingTries                  // max_tries is reached
	EndingRetryFor               // the next attempt would begin later than retry_for
	EndingDeadline               // the deadline cuts off an attempt
	EndingUnsafe                 // an attempt may have been carried out, and must not be carried out twice
	EndingNoRoom                 // the next pause would not end before the deadline
)

// A simulation follows a call with the runtime's own decisions and pauses, but without waiting.
type simulation struct {
	policy *backoff.Policy
	hint   time.Duration // what a server asks for after each attempt; 0 when it asks for nothing
	hangs  bool          // attempts run until they are cut off; otherwise each fails at once
	unsafe bool          // none that fails is carried out again

	course    Course
	running   []Attempt     // in the order of their ends
	nextHedge time.Duration // when another attempt begins while others run
	granted   bool          // it follows one that has failed
	hedges    int           // the attempts that followed none
	pause     time.Duration // the last one that the policy itself made
}

// run returns the course of a call.
func (e *simulation) run() Course {
	e.begin(0, Attempt{})
	for len(e.course.Attempts) <= maxTries {
		first := e.running[0]
		switch t := first.Ends; {
		case e.nextHedge < t:
			e.beginHedge()
		case t == never:
			return e.end(never, EndingWaits)
		default:
			e.running = e.running[1:]
			e.course.Ties = e.course.Ties || e.nextHedge == t
			switch why := e.afterFailure(t); why {
			case EndingNone:
			case EndingWaits:
				return e.end(never, EndingWaits)
			default:
				return e.end(t, why)
			}
		}
	}
	e.course.Attempts = e.course.Attempts[:maxTries]
	return e.end(never, EndingNone)
}

func (e *simulation) end(t time.Duration, why Ending) Course {
	e.course.Ends, e.course.Why = t, why
	return e.course
}

// begin starts an attempt at t.
func (e *simulation) begin(t time.Duration, a Attempt) {
	a.Try, a.Begins, a.Ends = len(e.course.Attempts)+1, t, t
	if e.hangs {
		a.Ends = e.cutOff(t)
	}
	e.course.Attempts = append(e.course.Attempts, a)
	e.running = append(e.running, a)
	e.nextHedge, e.granted = never, false
	if limits := e.limits(); e.policy.Hedge > 0 && limits.TriesLeft(len(e.course.Attempts)) {
		e.nextHedge = add(t, e.policy.Hedge)
	}
}

// cutOff returns the time at which an attempt that begins at t is cut off.
func (e *simulation) cutOff(t time.Duration) time.Duration {
	end := never
	if e.policy.AttemptTimeout > 0 {
		end = add(t, e.policy.AttemptTimeout)
	}
	if e.policy.Deadline > 0 {
		end = min(end, e.policy.Deadline)
	}
	return end
}

// afterFailure continues after an attempt that failed at t, or returns why the call ends: rule 3.4.
func (e *simulation) afterFailure(t time.Duration) Ending {
	limits := e.limits()
	f := decision.Failure{
		Elapsed:    t,
		Tries:      len(e.course.Attempts),
		Retryable:  true,
		Unsafe:     e.unsafe,
		Beside:     len(e.running) > 0,
		CallerEnds: decision.Never,
	}
	verdict := limits.Decide(&f)
	if verdict.Step == decision.AskPause {
		e.pause = e.policy.PauseAfter(f.Tries-e.hedges, e.pause, errFailed)
		f.Paused, f.Pause, f.Asked = true, max(e.pause, e.hint), e.hint
		verdict = limits.Decide(&f)
	}
	next := add(t, f.Pause)
	switch verdict.Step {
	case decision.Wait:
		return EndingNone
	case decision.Return:
		if verdict.Reason == decision.RetryFor {
			return EndingRetryFor
		}
		if verdict.Reason == decision.NotIdempotent {
			return EndingUnsafe
		}
		return EndingTries
	case decision.Stop:
		if limits.DeadlinePassed(t) {
			return EndingDeadline
		}
		return EndingNoRoom
	}
	switch {
	case f.Beside:
		e.nextHedge, e.granted = min(e.nextHedge, next), true
	case next == never:
		return EndingWaits
	default:
		e.begin(next, Attempt{Pause: f.Pause})
	}
	return EndingNone
}

// beginHedge starts the hedge that is due.
func (e *simulation) beginHedge() {
	limits := e.limits()
	if !limits.MayHedge(e.nextHedge, len(e.course.Attempts), decision.Alive) {
		e.nextHedge = never
		return
	}
	if !e.granted {
		e.hedges++
	}
	e.begin(e.nextHedge, Attempt{Hedge: true})
}

// limits returns the policy's limits for package decision.
func (e *simulation) limits() decision.Limits {
	p := e.policy
	return decision.Limits{Deadline: p.Deadline, RetryFor: p.RetryFor, MaxHint: p.MaxHint, MaxTries: p.MaxTries}
}

// errFailed is the error of all attempts; it only has to be not nil.
var errFailed = errors.New("failed")

// add returns the sum of two durations that are not negative, or never if that is too long.
func add(a, b time.Duration) time.Duration {
	if a > never-b {
		return never
	}
	return a + b
}
