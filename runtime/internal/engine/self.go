package engine

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// about returns what is known of the attempt of that number, which begins under ctx.
func (c *Call) about(ctx context.Context, number int) attempt.About {
	return attempt.About{Of: &c.m.subject, Number: number, Last: c.err, Began: c.start, Key: c.key(ctx)}
}

// key returns the call's idempotency key, which it gets with the first attempt that asks, under ctx; nil where it has none.
func (c *Call) key(ctx context.Context) *attempt.Key {
	if !c.m.hasKey() {
		return nil
	}
	rare := c.rare()
	if rare.key == nil {
		rare.key = attempt.KeyFor(ctx)
	}
	return rare.key
}

// knowingTimed and knowingKept are contexts together with what they know: one allocation.
type (
	knowingTimed struct {
		attempt.Timed
		self attempt.About
	}
	knowingKept struct {
		attempt.Kept
		self attempt.About
	}
)

// timedContext returns the context of the running attempt, which ends at its limits.
func (c *Call) timedContext(ctx context.Context, t clock.Instant) *attempt.Timed {
	if c.tries == 0 && c.m.first != nil {
		return withState[attempt.Timed](c).InitFirst(ctx, c.m.first, t)
	}
	a := withState[knowingTimed](c)
	a.self = c.about(ctx, c.tries+1)
	a.About = &a.self
	return a.Init(ctx, c.m.policy.attemptLimits(), c.start, t)
}

// losableContext is timedContext for a context that may lose, and need not have limits.
func (c *Call) losableContext(ctx context.Context, t clock.Instant) *attempt.Timed {
	a := new(knowingTimed)
	a.self = c.about(ctx, c.tries+1)
	a.About = &a.self
	return a.InitLosable(ctx, c.m.policy.attemptLimits(), c.start, t)
}

// keptContext is timedContext for a context that may live on.
func (c *Call) keptContext(ctx context.Context, t clock.Instant) *attempt.Kept {
	if c.tries == 0 && c.m.first != nil {
		a := withState[attempt.Kept](c)
		a.About = c.m.first
		return a.Init(ctx, c.m.policy.attemptLimits(), c.start, t)
	}
	a := withState[knowingKept](c)
	a.self = c.about(ctx, c.tries+1)
	a.About = &a.self
	return a.Init(ctx, c.m.policy.attemptLimits(), c.start, t)
}

// plainContext returns the context of the attempt of that number where it has no limits: the first is the caller's own, unless the
// call has a key, and so is a nil one.
func (c *Call) plainContext(ctx context.Context, number int) context.Context {
	switch {
	case c.m.traits&WithoutContext != 0:
		return ctx
	case c.m.hasKey():
		ctx = OrBackground(ctx)
		return &attempt.Keyed{Plain: attempt.Plain{Context: ctx, Nth: c.m.nth(number), Last: c.err, Began: c.start}, Key: c.key(ctx)}
	case number == 1 || ctx == nil:
		return ctx
	}
	if c.m.numbered.Has(number) {
		return &attempt.Plain{Context: ctx, Nth: c.m.numbered.Nth(number), Last: c.err, Began: c.start}
	}
	return attempt.NewPlain(ctx, &c.m.subject, number, c.err, c.start)
}

// limits returns what the policy sets, and the bound of the caller's context, where it has one.
func (c *Call) limits(ctx context.Context) *decision.Limits {
	set := &c.m.policy.Limits
	if c.m.free {
		return set
	}
	most := attempt.MaxTries(ctx)
	if c.m.nestedOnce && attempt.IsRetry(ctx) {
		most = 1
	}
	if h := c.hedger(); h != nil && h.usedUp {
		most = 1
	}
	if most == 0 {
		return set
	}
	fewer := *set
	fewer.Most = most
	return &fewer
}
