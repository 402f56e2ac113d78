package engine

import (
	"context"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A Progress is how far a call has come, for another process that goes on with it.
type Progress struct {
	Tries     int           // attempts that have ended, or that were lost with their process
	Apart     int           // those of them that ended in cases with a max_tries of their own
	Uncounted int           // attempts up to the last pause that a server asked for: pauses grow with the number of the others
	Before    time.Duration // the last pause that the policy itself made, where the next depends on it
	Lines     []Line        // what is counted for the policy and for each of its cases; nil where it has none
	Elapsed   time.Duration // since the call began
}

// A Line is what a call has counted for the policy itself, or for one of its cases.
type Line struct {
	Tries  int           // attempts that have ended in it
	Pauses int           // the pauses made for it since the last one that a server asked for
	Before time.Duration // the last of them that was its own
}

// A Resumption is what a call is told that may go on in another process: how far it has come, and what becomes of pauses. It
// belongs to one call in one process.
type Resumption struct {
	Progress
	Long time.Duration  // a pause of this length, or longer, is not waited for: the call leaves the process. 0 is never, and a negative length any
	Save func(Progress) // is called before each further attempt in this process, and when the call leaves it

	Left  bool          // the call has left the process
	Pause time.Duration // until its next attempt, which another process makes
}

type resumptionKey struct{}

// WithResumption returns a context under which the call of a method that resumes goes on as r says.
func WithResumption(ctx context.Context, r *Resumption) context.Context {
	return context.WithValue(ctx, resumptionKey{}, r)
}

// Resume is [Method.Call] for a call that may go on in another process, and may come from one: ctx has its [Resumption].
func (m *Method) Resume(ctx context.Context) Call {
	c := Call{m: m}
	c.resumeFrom(ctx)
	return c
}

// ResumeAsync is [NewAsync] for such a call.
func ResumeAsync[T any](ctx context.Context, a *Async[T]) *Async[T] {
	a.resumeFrom(ctx)
	a.started = a.tries
	return a
}

// resumeFrom makes a call that has not begun the one that ctx has the resumption of, if there is one.
func (c *Call) resumeFrom(ctx context.Context) {
	r, _ := ctx.Value(resumptionKey{}).(*Resumption)
	if r == nil {
		return
	}
	rare := c.rare()
	rare.resumption = r
	if r.Tries == 0 {
		return
	}
	c.tries = r.Tries
	c.start = clock.Now().Add(-r.Elapsed)
	rare.apart, rare.uncounted, rare.before = r.Apart, r.Uncounted, r.Before
	if len(r.Lines) == 1+len(c.m.policy.Cases) { // else it was counted for another policy
		for _, l := range r.Lines {
			rare.lines = append(rare.lines, line{tries: l.Tries, pauses: l.Pauses, before: l.Before})
		}
	}
	c.goOn()
}

// progress returns how far the call has come, with so many attempts.
func (c *Call) progress() Progress {
	rare := c.state.more.rare
	p := Progress{Tries: c.tries, Apart: rare.apart, Uncounted: rare.uncounted, Before: rare.before, Elapsed: clock.Now().Since(c.start)}
	if h := c.hedger(); h != nil {
		p.Tries = max(p.Tries, h.started)
	}
	for _, l := range rare.lines {
		p.Lines = append(p.Lines, Line{l.tries, l.pauses, l.before})
	}
	return p
}

// resumption returns what the call is told that may go on in another process; nil for any other call.
func (c *Call) resumption() *Resumption {
	if c.hasRare() {
		return c.state.more.rare.resumption
	}
	return nil
}

// leaves lets the call leave the process before a pause that is long, and reports whether it does: then it ends here with the error of its
// last attempt, or with ErrRejected, and nobody is told that it has ended. It stays where the next
// attempt has to be prepared by what this process knows, and where other attempts still run.
func (c *Call) leaves(pause time.Duration, err error) bool {
	r := c.resumption()
	if r == nil || r.Long == 0 || pause < r.Long || c.hasOthers() {
		return false
	}
	if q := c.questions(); q != nil && q.BeforeRetry != nil {
		return false
	}
	r.Left, r.Pause = true, pause
	r.Save(c.progress())
	if c.err = err; err == nil {
		c.err = ErrRejected
	}
	if c.contexts() != nil {
		c.dropContexts()
	}
	c.start = over
	return true
}

// goesOn says, for a call that may go on in another process, that another attempt begins in this one.
func (c *Call) goesOn() {
	if r := c.resumption(); r != nil {
		r.Save(c.progress())
	}
}
