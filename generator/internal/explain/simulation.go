package explain

import (
	"errors"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decision"
)

// never is the time that does not come. Sums of durations saturate at it.
const never = decision.Never

// maxTries is the number of tries after which a course is not followed any further.
const maxTries = 10_000

// A Course is how a call goes under a policy when all of its attempts fail in the same way.
type Course struct {
	Attempts []Attempt // the first ones, when it goes on for long
	Ends     time.Duration
	Why      Ending

	// Ties says that a hedge is due just when an attempt ends. Here the end comes first, as if it were a bit sooner, and
	// there is one new attempt for both; in the other case there are two, and later ones begin sooner than here.
	Ties bool
}

// An Attempt is one attempt of a [Course]. Times are counted from the start of the call.
type Attempt struct {
	Try    int
	Hedge  bool          // it is begun beside another one that runs
	Pause  time.Duration // before it; 0 where Beside
	Begins time.Duration
	Ends   time.Duration
}

// An Ending says why a course ends.
type Ending int

// The endings.
const (
	EndingNone     Ending = iota // it does not, or not within as many tries as are looked at
	EndingWaits                  // it does not: an attempt or a pause has no end
	EndingTries                  // max_tries is reached
	EndingDeadline               // the deadline cuts off an attempt
	EndingNoRoom                 // the next pause would not end before the deadline
)

// An simulation follows a call as the runtime's does, with the runtime's own decisions and pauses, in no time.
type simulation struct {
	policy *backoff.Policy
	hangs  bool // attempts run until they are cut off; else each fails at once

	course    Course
	running   []Attempt     // in the order of their ends
	nextHedge time.Duration // when another attempt begins beside those that run
	pause     time.Duration // the last one
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

// begin begins an attempt at t.
func (e *simulation) begin(t time.Duration, a Attempt) {
	a.Try, a.Begins, a.Ends = len(e.course.Attempts)+1, t, t
	if e.hangs {
		a.Ends = e.cutOff(t)
	}
	e.course.Attempts = append(e.course.Attempts, a)
	e.running = append(e.running, a)
	e.nextHedge = never
	if limits := e.limits(); e.policy.Hedge > 0 && limits.TriesLeft(len(e.course.Attempts)) {
		e.nextHedge = add(t, e.policy.Hedge)
	}
}

// cutOff returns when an attempt that begins at t is cut off.
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

// afterFailure goes on after an attempt that failed at t, or says why not: rule 3.4.
func (e *simulation) afterFailure(t time.Duration) Ending {
	limits := e.limits()
	f := decision.Failure{
		Elapsed:    t,
		Tries:      len(e.course.Attempts),
		Retryable:  true,
		Beside:     len(e.running) > 0,
		CallerEnds: decision.Never,
	}
	verdict := limits.Decide(&f)
	if verdict.Step == decision.AskPause {
		e.pause = e.policy.PauseAfter(f.Tries, e.pause, errFailed)
		f.Paused, f.Pause = true, e.pause
		verdict = limits.Decide(&f)
	}
	next := add(t, e.pause)
	switch verdict.Step {
	case decision.Wait:
		return EndingNone
	case decision.Return:
		return EndingTries
	case decision.Stop:
		if limits.DeadlinePassed(t) {
			return EndingDeadline
		}
		return EndingNoRoom
	}
	switch {
	case f.Beside:
		e.nextHedge = min(e.nextHedge, next)
	case next == never:
		return EndingWaits
	default:
		e.begin(next, Attempt{Pause: e.pause})
	}
	return EndingNone
}

// beginHedge begins the attempt that is due.
func (e *simulation) beginHedge() {
	limits := e.limits()
	if !limits.MayHedge(e.nextHedge, len(e.course.Attempts), decision.Alive) {
		e.nextHedge = never
		return
	}
	e.begin(e.nextHedge, Attempt{Hedge: true})
}

// limits are the policy's, for those who decide.
func (e *simulation) limits() decision.Limits {
	return decision.Limits{Deadline: e.policy.Deadline, MaxTries: e.policy.MaxTries}
}

// errFailed is what attempts fail with. Its only use is to be no nil.
var errFailed = errors.New("failed")

// add returns the sum of two durations that are not negative, saturating.
func add(a, b time.Duration) time.Duration {
	if a > never-b {
		return never
	}
	return a + b
}
