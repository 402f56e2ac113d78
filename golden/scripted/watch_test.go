package scripted_test

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/golden/model"
	"github.com/backoffgen/backoffgen/golden/scripted"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// observe writes an event down.
func (p *played) observe(_ context.Context, e backoff.Event) {
	err := p.text(e.Err)
	p.mu.Lock()
	defer p.mu.Unlock()
	now, elapsed := p.now(), model.Duration(e.Elapsed)
	switch e.Kind {
	case backoff.EventAttemptStarted:
		p.trace.AddStarted(elapsed, e.Try, e.Hedge)
	case backoff.EventAttemptEnded:
		p.trace.AddEnded(now, e.Try, e.Hedge, elapsed, err, e.Outcome.String())
	case backoff.EventPauseStarted:
		p.trace.AddPause(elapsed, e.Try, e.Next, model.Duration(e.Pause), err)
	case backoff.EventCallEnded:
		p.trace.AddCallEnded(elapsed, e.Try, err, string(e.Reason), e.Retried, e.FellBack)
	case backoff.EventFallback:
		p.trace.AddFallback(elapsed, e.Try, err, string(e.Reason))
	case backoff.EventAttemptPanicked:
		p.trace.AddPanicked(now, e.Try, elapsed)
	case backoff.EventLateReturned:
		p.trace.AddLate(now, e.Try, elapsed, err, e.Stack != "")
	default:
		p.trace.Add("events", now, "%v", e.Kind)
	}
}

// A budget answers as the script says.
type budget struct{ p *played }

func (b budget) Began()     { b.p.add("budget", "began") }
func (b budget) Succeeded() { b.p.add("budget", "succeeded") }
func (b budget) Failed()    { b.p.add("budget", "failed") }
func (b budget) Retry() bool {
	b.p.add("budget", "retry?")
	return b.grants()
}

func (b budget) grants() bool {
	b.p.asked++
	refuses := b.p.call.Budget.Refuses
	return b.p.asked > len(refuses) || !refuses[b.p.asked-1]
}

// A moreBudget has the methods that a budget need not have.
type moreBudget struct{ budget }

func (b moreBudget) FailedWith(err error) { b.p.add("budget", "failed with %v", b.p.text(err)) }
func (b moreBudget) SucceededAfter(err error) {
	b.p.add("budget", "succeeded after %v", b.p.text(err))
}
func (b moreBudget) RetryWith(err error) bool {
	b.p.add("budget", "retry with %v?", b.p.text(err))
	return b.grants()
}

// A guard does what the script says.
type guard struct{ p *played }

func (g guard) Enter(ctx context.Context) (backoff.Pass, error) {
	g.p.try++
	try := g.p.try
	g.p.add("guard", "enter %d", try)
	s := g.p.step(try)
	time.Sleep(time.Duration(s.GuardTakes))
	if s.Guard != "" {
		err := g.p.own(s.Guard, try, 0)
		return nil, g.p.name("refused: "+string(g.p.text(err)), err)
	}
	return pass{g.p, try}, nil
}

type pass struct {
	p   *played
	try int
}

func (g pass) Ended(err error) {
	text := string(g.p.text(err))
	switch {
	case g.p.caller.Err() == context.Canceled && errors.Is(err, context.Canceled):
		text = "canceled"
	case strings.HasPrefix(text, "unknown"):
		text = "an error"
	}
	g.p.add("guard", "ended %d: %s", g.try, text)
}

func (g pass) Returned() { g.p.add("guard returned", "%d", g.try) }

// policies are the policies of all methods, of which only one is called.
func (p *played) policies() scripted.CalleePolicies {
	all := scripted.DefaultCalleePolicies()
	all.Each(func(method string, of *backoff.Policy) {
		if method == p.call.Method {
			guard := of.Guard
			*of = p.policy()
			of.Guard = guard
		}
	})
	return all
}

func (p *played) policy() backoff.Policy {
	m := p.call.Policy
	policy := backoff.Policy{
		AttemptTimeout: time.Duration(m.AttemptTimeout), Deadline: time.Duration(m.Deadline), RetryFor: time.Duration(m.RetryFor),
		Pause: time.Duration(m.Pause), Multiplier: m.Multiplier, MaxPause: time.Duration(m.MaxPause), Jitter: backoff.Jitter(m.Jitter),
		MaxHint: time.Duration(m.MaxHint), MaxTries: m.MaxTries, Errors: matchers(m.Errors), Disabled: m.Disabled, Abandon: m.Abandon,
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
