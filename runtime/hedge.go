package backoff

import (
	"context"
	"errors"
	"time"
)

// ErrHedgeLost is the cause of the context of an attempt that was still running when another one of the same call ended
// it, most often with success; see [Policy].Hedge.
var ErrHedgeLost = errors.New("backoff: another attempt has ended the call")

// hedge begins the attempt that is due at t, unless there is a reason against it. After a refusal of the budget there is
// no other one until an attempt fails.
func (r *race) hedge(ctx context.Context, t instant) {
	m, granted := r.m, r.granted
	r.due, r.granted = 0, false
	if orBackground(ctx).Err() != nil || m.policy.Deadline > 0 && t >= r.start.add(m.policy.Deadline) {
		return
	}
	if granted || m.budget == nil || m.budget.Retry() {
		r.launch(ctx)
	}
}

// beside reports whether other attempts run beside the one that has failed.
func (c *Call) beside() bool {
	race := c.race()
	return race != nil && len(race.running) > 0
}

// follow lets another attempt follow the one that has failed with err, while others run: after the pause that is due
// between two attempts, or when it is time to hedge, whichever comes first. When there is none to be, that ends
// the call only if all that run fail too.
func (r *race) follow(ctx context.Context, p *Policy, err error) {
	b := r.m.budget
	pause, ok := r.room(ctx, p, err)
	if !ok {
		if b != nil {
			b.Failed()
		}
		return
	}
	if b != nil && !b.Retry() {
		r.due = 0
		return
	}
	t := now()
	if at := t.add(pause); r.due == 0 || at < r.due {
		r.due = at
	}
	r.granted = true
	if r.m.observers != nil {
		r.tell(ctx, Event{Kind: PauseStarted, Try: r.ending, Elapsed: t.since(r.start), Err: err, Pause: r.due.since(t)})
	}
}

// room returns the pause before the attempt that may follow a failure, and whether there is one left that begins in time.
func (r *race) room(ctx context.Context, p *Policy, err error) (pause time.Duration, ok bool) {
	if p.MaxTries > 0 && r.started >= p.MaxTries {
		return 0, false
	}
	pause = p.Pause
	if p.varied() {
		pause = r.delay(p, err)
	}
	if p.Deadline > 0 && now().add(pause) >= r.start.add(p.Deadline) {
		return 0, false
	}
	deadline, limited := ctx.Deadline()
	return pause, !limited || time.Until(deadline) > pause
}

// lost goes on without the attempts that run, since the call is over, and tells the observers.
func (r *race) lost() {
	running := r.running
	r.running = nil
	for _, f := range running {
		err := r.lose(f)
		r.m.tell(f.seen, Event{Kind: AttemptEnded, Try: f.try, Elapsed: now().since(f.begun), Err: err, Outcome: CutShort})
	}
}

// lose cancels f, unless its context has reached its limit, be it at this instant: that is its cause then. It returns the
// cause.
func (r *race) lose(f *flight) error {
	if f.cancel != nil && now() < f.limit {
		f.cancel(ErrHedgeLost)
	}
	r.leave(f)
	if f.Context != nil {
		if cause := context.Cause(f.Context); cause != nil {
			return cause
		}
	}
	if f.cause != nil && now() >= f.limit {
		return f.cause
	}
	return ErrHedgeLost
}
