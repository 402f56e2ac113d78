// Package virtual has calls under a policy on a clock that whoever follows them makes up: the commands explain and simulate do.
// What follows a failed attempt is the runtime's own decision, and pauses are the policy's own, so that neither can differ from
// what the engine does. Nothing here waits, reads a clock or starts a goroutine.
package virtual

import (
	"errors"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decision"
)

// Never is a time that does not come. Sums of durations stop at it.
const Never = decision.Never

// errFailed is the error of all attempts; it only has to be not nil.
var errFailed = errors.New("failed")

// A Policy is a policy as its calls need it. Calls share it.
type Policy struct {
	values *backoff.Policy
	limits decision.Limits
}

// Of returns what calls need of a valid policy, which must not be changed afterwards.
func Of(p *backoff.Policy) Policy {
	return Policy{p, decision.Limits{Deadline: p.Deadline, RetryFor: p.RetryFor, MaxHint: p.MaxHint, MaxTries: p.MaxTries}}
}

// CutOff returns the time at which an attempt that begins at t is cut off; Never where it is not. Times count from the begin of
// the call.
func (p *Policy) CutOff(t time.Duration) time.Duration {
	end := Never
	if p.values.AttemptTimeout > 0 {
		end = Add(t, p.values.AttemptTimeout)
	}
	if p.values.Deadline > 0 {
		end = min(end, p.values.Deadline)
	}
	return end
}

// DeadlinePassed reports whether the deadline of a call has come at t.
func (p *Policy) DeadlinePassed(t time.Duration) bool { return p.limits.DeadlinePassed(t) }

// A Call is the state of a call between its attempts. The zero Call is one that has made none. It is small, since a fleet has many.
type Call struct {
	NextHedge time.Duration // when another attempt begins while others run; Never when none does
	Tries     int32         // attempts that have begun
	Running   int32         // those of them that run

	pause   time.Duration // the last one that the policy itself made
	apart   int32         // attempts by which pauses do not grow: hedges, and all up to a server's hint
	granted bool          // what begins at NextHedge follows an attempt that has failed
}

// Begin notes that an attempt begins at t.
func (c *Call) Begin(p *Policy, t time.Duration) {
	c.Tries++
	c.Running++
	c.NextHedge, c.granted = Never, false
	if p.values.Hedge > 0 && p.limits.TriesLeft(int(c.Tries)) {
		c.NextHedge = Add(t, p.values.Hedge)
	}
}

// A Failure is how an attempt has failed: with an error that is retried.
type Failure struct {
	Unsafe bool          // it may have been carried out, and must not be carried out twice
	Asked  time.Duration // how long the server asks to stay away; 0 when it does not
	MayAsk time.Duration // how long it may ask to stay away, of a call that is to last as long as it can
}

// Fail says what follows an attempt that failed at t (rule 3.4), and after which pause. Where others run, what is Next begins at
// NextHedge.
func (c *Call) Fail(p *Policy, t time.Duration, how Failure) (decision.Verdict, time.Duration) {
	c.Running--
	f := decision.Failure{
		Elapsed:    t,
		Tries:      int(c.Tries),
		Retryable:  true,
		Unsafe:     how.Unsafe,
		Beside:     c.Running > 0,
		CallerEnds: decision.Never,
	}
	verdict := p.limits.Decide(&f)
	if verdict.Step != decision.AskPause {
		return verdict, 0
	}
	c.pause = p.values.PauseAfter(int(max(1, c.Tries-c.apart)), c.pause, errFailed)
	if how.Asked > 0 && how.Asked >= c.pause {
		c.apart = c.Tries // pauses grow from the first again
	}
	f.Paused, f.Asked = true, max(how.Asked, how.MayAsk)
	f.Pause = max(c.pause, f.Asked)
	verdict = p.limits.Decide(&f)
	if verdict.Step == decision.Next && f.Beside {
		c.NextHedge, c.granted = min(c.NextHedge, Add(t, f.Pause)), true
	}
	return verdict, f.Pause
}

// MayResume reports whether the next attempt may begin at t, when the pause before it is over.
func (c *Call) MayResume(p *Policy, t time.Duration) bool {
	return p.limits.AfterPause(t, decision.Alive).Step == decision.Next
}

// TakeHedge reports whether the attempt that is due at NextHedge may begin, and whether it begins for no reason but that it is time
// to hedge. When it may not, none is due any more.
func (c *Call) TakeHedge(p *Policy) (may, hedge bool) {
	if !p.limits.MayHedge(c.NextHedge, int(c.Tries), decision.Alive) {
		c.NextHedge = Never
		return false, false
	}
	if !c.granted {
		c.apart++
	}
	return true, !c.granted
}

// Add returns the sum of two durations that are not negative, or Never if that is too long.
func Add(a, b time.Duration) time.Duration {
	if a > Never-b {
		return Never
	}
	return a + b
}
