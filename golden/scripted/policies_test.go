package scripted_test

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/golden/scripted"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// policies are the policies of all methods, of which only one is called.
func (p *played) policies() scripted.CalleePolicies {
	all := scripted.DefaultCalleePolicies()
	all.Each(func(method string, of *backoff.Policy) {
		if method == p.call.Method {
			guard := of.Guard
			*of = p.policy()
			of.Guard = guard
			if p.form.NoContext { // which could not keep it
				of.AttemptTimeout = 0
			}
		}
	})
	return all
}

// policyOfDo is the policy where there is no decorator.
func (p *played) policyOfDo() backoff.Policy {
	policy := p.policy()
	if p.form.Guarded {
		policy.Guard = guard{p}
	}
	switch b := p.call.Budget; {
	case b.There && b.Extras:
		policy.Budget = moreBudget{budget{p}}
	case b.There:
		policy.Budget = budget{p}
	}
	return policy
}

func (p *played) policy() backoff.Policy {
	m := p.call.Policy
	policy := backoff.Policy{
		AttemptTimeout: time.Duration(m.AttemptTimeout), Deadline: time.Duration(m.Deadline), RetryFor: time.Duration(m.RetryFor),
		Pause: time.Duration(m.Pause), Multiplier: m.Multiplier, MaxPause: time.Duration(m.MaxPause), Jitter: backoff.Jitter(m.Jitter),
		Hedge: time.Duration(m.Hedge), MaxHint: time.Duration(m.MaxHint), MaxTries: m.MaxTries, Errors: matchers(m.Errors), Disabled: m.Disabled, Abandon: m.Abandon,
		Random: func() float64 {
			if len(p.call.Random) == 0 {
				return 0
			}
			p.draws++
			return p.call.Random[(p.draws-1)%len(p.call.Random)]
		},
	}
	if m.Giveup != "" {
		policy.Giveup = func(err error) bool {
			p.add("asked", "policy's giveup: %v", p.text(err))
			return kindIs(err, m.Giveup)
		}
	}
	if m.PauseFrom {
		policy.PauseFrom = func(err error) (time.Duration, bool) {
			p.add("asked", "policy's pause_from: %v", p.text(err))
			if f, ok := errors.AsType[*failure](err); ok {
				return f.after, f.after != 0
			}
			return 0, false
		}
	}
	for _, c := range m.Cases {
		policy.Cases = append(policy.Cases, backoff.Case{
			Errors: matchers(c.Errors), Results: c.Results, Pause: time.Duration(c.Pause), Multiplier: c.Multiplier,
			MaxPause: time.Duration(c.MaxPause), Jitter: backoff.Jitter(c.Jitter), MaxHint: time.Duration(c.MaxHint), MaxTries: c.MaxTries,
		})
	}
	return policy
}

func matchers(list []string) []backoff.Matcher {
	var all []backoff.Matcher
	for _, name := range list {
		left := strings.HasPrefix(name, "!")
		m := matcher(strings.TrimPrefix(name, "!"))
		if left {
			m = backoff.Except(m)
		}
		all = append(all, m)
	}
	return all
}

func matcher(name string) backoff.Matcher {
	switch name {
	case "error":
		return backoff.Any
	case "busy":
		return backoff.Is(scripted.ErrBusy)
	case "timeout":
		return backoff.Is(context.DeadlineExceeded)
	case "canceled":
		return backoff.Is(context.Canceled)
	case "class busy":
		return backoff.MatchClass(func(err error) bool { return errors.Is(err, scripted.ErrBusy) })
	}
	panic("no such entry: " + name)
}
