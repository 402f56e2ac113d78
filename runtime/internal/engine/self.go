package engine

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A firstAttempt is what the context of a call's first attempt knows of it: the method says all there is to say.
type firstAttempt Method

// Facts is that of [attempt.About]. The attempt began with its call.
func (m *firstAttempt) Facts(ends clock.Instant) attempt.Facts {
	return attempt.Facts{Method: m.name, Number: 1, Began: ends.Add(-m.policy.attemptLimits().Longest())}
}

// Key is that of [attempt.About].
func (*firstAttempt) Key() *attempt.Key { return nil }

// A laterAttempt is what the context of any other attempt knows of it, and of the first where the call has a key.
type laterAttempt struct {
	m      *Method
	number int
	last   error
	began  clock.Instant
	key    *attempt.Key
}

// Facts is that of [attempt.About].
func (a *laterAttempt) Facts(clock.Instant) attempt.Facts {
	return attempt.Facts{Method: a.m.name, Number: a.number, Last: a.last, Began: a.began}
}

// Key is that of [attempt.About].
func (a *laterAttempt) Key() *attempt.Key { return a.key }

// know notes in a what is known of the attempt of that number, which begins under ctx.
func (a *laterAttempt) know(c *Call, ctx context.Context, number int) {
	a.m, a.number, a.last, a.began = c.m, number, c.err, c.start
	if c.m.hasKey() {
		rare := c.rare()
		if rare.key == nil {
			rare.key = attempt.KeyFor(ctx)
		}
		a.key = rare.key
	}
}

// isPlainFirst reports whether the attempt of that number is a first one of which the method knows everything.
func (c *Call) isPlainFirst(number int) bool { return number == 1 && !c.m.hasKey() }

// knowingTimed and the others are contexts together with what they know: one allocation.
type (
	knowingTimed struct {
		attempt.Timed
		self laterAttempt
	}
	knowingKept struct {
		attempt.Kept
		self laterAttempt
	}
	knowingPlain = attempt.Plain[laterAttempt, *laterAttempt]
)

// timedContext returns the context of the running attempt, which ends at its limits.
func (c *Call) timedContext(ctx context.Context, t clock.Instant) *attempt.Timed {
	if c.isPlainFirst(c.tries + 1) {
		a := withState[attempt.Timed](c)
		a.About = (*firstAttempt)(c.m)
		return a.Init(ctx, c.m.policy.attemptLimits(), c.start, t)
	}
	a := withState[knowingTimed](c)
	a.self.know(c, ctx, c.tries+1)
	a.About = &a.self
	return a.Init(ctx, c.m.policy.attemptLimits(), c.start, t)
}

// losableContext is timedContext for a context that may lose, and need not have limits.
func (c *Call) losableContext(ctx context.Context, t clock.Instant) *attempt.Timed {
	a := new(knowingTimed)
	a.self.know(c, ctx, c.tries+1)
	a.About = &a.self
	return a.InitLosable(ctx, c.m.policy.attemptLimits(), c.start, t)
}

// keptContext is timedContext for a context that may live on.
func (c *Call) keptContext(ctx context.Context, t clock.Instant) *attempt.Kept {
	if c.isPlainFirst(c.tries+1) && c.m.limited { // without limits it cannot tell when it began
		a := withState[attempt.Kept](c)
		a.About = (*firstAttempt)(c.m)
		return a.Init(ctx, c.m.policy.attemptLimits(), c.start, t)
	}
	a := withState[knowingKept](c)
	a.self.know(c, ctx, c.tries+1)
	a.About = &a.self
	return a.Init(ctx, c.m.policy.attemptLimits(), c.start, t)
}

// plainContext returns the context of the attempt of that number where it has no limits: the first is the caller's own, unless the
// call has a key, and so is a nil one.
func (c *Call) plainContext(ctx context.Context, number int) context.Context {
	if c.m.traits&WithoutContext != 0 || c.isPlainFirst(number) || ctx == nil && !c.m.hasKey() {
		return ctx
	}
	return c.knowing(OrBackground(ctx), number)
}

// knowing returns ctx with what is known of the attempt of that number.
func (c *Call) knowing(ctx context.Context, number int) context.Context {
	a := new(knowingPlain)
	a.Context = ctx
	a.Self.know(c, ctx, number)
	return a
}

// limits returns what the policy sets, and the bound of the caller's context, where it has one.
func (c *Call) limits(ctx context.Context) *decision.Limits {
	set := &c.m.policy.Limits
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
