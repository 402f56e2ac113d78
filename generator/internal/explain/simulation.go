package explain

import (
	"errors"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
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
	hint   time.Duration // what a server may ask for after each attempt; 0 when it asks for nothing
	hangs  bool          // attempts run until they are cut off; otherwise each fails at once
	unsafe bool          // none that fails is carried out again

	rules   virtual.Policy
	call    virtual.Call
	course  Course
	running []Attempt // in the order of their ends
}

// run returns the course of a call.
func (e *simulation) run() Course {
	e.rules = virtual.Of(e.policy)
	e.begin(0, Attempt{})
	for len(e.course.Attempts) <= maxTries {
		first := e.running[0]
		switch t := first.Ends; {
		case e.call.NextHedge < t:
			e.beginHedge()
		case t == never:
			return e.end(never, EndingWaits)
		default:
			e.running = e.running[1:]
			e.course.Ties = e.course.Ties || e.call.NextHedge == t
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
	e.call.Begin(&e.rules, t)
	a.Try, a.Begins, a.Ends = int(e.call.Tries), t, t
	if e.hangs {
		a.Ends = e.rules.CutOff(t)
	}
	e.course.Attempts = append(e.course.Attempts, a)
	e.running = append(e.running, a)
}

// afterFailure continues after an attempt that failed at t, or returns why the call ends.
func (e *simulation) afterFailure(t time.Duration) Ending {
	verdict, pause := e.call.Fail(&e.rules, t, virtual.Failure{Unsafe: e.unsafe, MayAsk: e.hint})
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
		if e.rules.DeadlinePassed(t) {
			return EndingDeadline
		}
		return EndingNoRoom
	}
	if e.call.Running > 0 {
		return EndingNone // it begins beside them
	}
	next := add(t, pause)
	if next == never {
		return EndingWaits
	}
	e.begin(next, Attempt{Pause: pause})
	return EndingNone
}

// beginHedge starts the hedge that is due.
func (e *simulation) beginHedge() {
	t := e.call.NextHedge
	if may, _ := e.call.TakeHedge(&e.rules); may {
		e.begin(t, Attempt{Hedge: true})
	}
}

// errFailed is the error of all attempts; it only has to be not nil.
var errFailed = errors.New("failed")

// add returns the sum of two durations that are not negative, or never if that is too long.
func add(a, b time.Duration) time.Duration { return virtual.Add(a, b) }
