package backoff

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

func init() {
	engine.FromPolicy = func(p any) (engine.Policy, error) {
		policy, ok := p.(Policy)
		if !ok {
			return engine.Policy{}, fmt.Errorf("backoff: %T is not a Policy", p)
		}
		policy.Errors = slices.Clone(policy.Errors)
		policy.Cases = cloneCases(policy.Cases)
		return policy.compile()
	}
}

// compile returns the policy as the engine knows it, or an error when it is invalid. What it returns asks p.
func (p *Policy) compile() (engine.Policy, error) {
	if err := p.Validate(); err != nil {
		return engine.Policy{}, err
	}
	compiled := engine.Policy{
		Limits: decision.Limits{
			Deadline: p.Deadline, RetryFor: p.RetryFor, MaxHint: p.MaxHint, MaxTries: p.MaxTries, Giveup: p.Giveup != nil,
		},
		Timeout: p.AttemptTimeout,
		Pause:   p.Pause,
		Cases:   p.caseLimits(),
		Varies:  p.varied(),
		Recalls: p.Jitter == JitterDecorrelated,
		Hedge:   p.Hedge,
		Abandon: p.Abandon,
		Guard:   engineGuard(p.Guard),
		Budget:  p.Budget,
		Rules:   rules{p},

		Sentinel: sentinel(p.Errors),
	}
	if p.Disabled {
		compiled.Limits.MaxTries, compiled.Hedge = 1, 0
		for i := range compiled.Cases {
			compiled.Cases[i].Apart = false
		}
	}
	return compiled, nil
}

// rules answers the engine's questions about a policy.
type rules struct{ policy *Policy }

// Judge is [engine.Rules.Judge].
func (r rules) Judge(err error, callerDone bool) (j engine.Judgement) {
	if hasItself(r.policy.Errors, err) {
		j.Retryable, j.Listed = true, true // the common case: an error that is a sentinel is not a mark, nor tells of another call
		return j
	}
	how := matchErrors(r.policy.Errors, err)
	if mark, ok := errors.AsType[*permanentError](err); ok {
		j.Permanent = true
		if err == error(mark) {
			j.Err = mark.err
		}
		return j
	}
	stopped, ok := errors.AsType[*Error](err)
	if ok {
		j.EndsLater = stopped.endsLater(err)
	}
	j.Listed, j.Undone = how.isListed(), how.isUndone()
	j.Retryable = how.retries(err, stopped, callerDone)
	return j
}

// EndsLater is [engine.Rules.EndsLater].
func (r rules) EndsLater(err error) clock.Instant {
	if stopped, ok := errors.AsType[*Error](err); ok {
		return stopped.endsLater(err)
	}
	return 0
}

// endsLater returns when a call further inside, which was stopped with e, would have ended, had it waited; 0 where that is
// now. An attempt around it has ended with err.
func (e *Error) endsLater(err error) clock.Instant {
	if e.ends == 0 {
		return 0
	}
	if attempt, ok := errors.AsType[*engine.TimedOut](err); ok {
		if inside, _ := errors.AsType[*Error](attempt.Err); inside == e {
			return attempt.Ends // the call was within an attempt whose own limit came first
		}
	}
	return e.ends
}

// Giveup is [engine.Rules.Giveup].
func (r rules) Giveup(err error) bool { return r.policy.Giveup(err) }

// Case is [engine.Rules.Case].
func (r rules) Case(err error, callerDone bool) (int, engine.Judgement) {
	number, how := r.policy.caseOf(err, callerDone)
	return number, engine.Judgement{Retryable: number > 0, Listed: how.isListed(), Undone: how.isUndone()}
}

// Delay is [engine.Rules.Delay].
func (r rules) Delay(inCase, n int, before time.Duration, err error) (own, asked time.Duration) {
	if inCase > 0 {
		return r.policy.delayIn(&r.policy.Cases[inCase-1], n, before, err)
	}
	return r.policy.delay(n, before, err)
}

// Stopped is [engine.Rules.Stopped].
func (r rules) Stopped(s engine.Stop) error {
	return &Error{
		Method:   s.Method,
		Reason:   Reason(s.Reason),
		Attempts: s.Attempts,
		Elapsed:  s.Elapsed,
		Last:     s.Last,
		Cause:    s.Cause,
		caller:   s.Caller,
		ends:     s.Ends,
	}
}
