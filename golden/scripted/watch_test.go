package scripted_test

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/golden/model"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// observe writes an event down. It always has a context.
func (p *played) observe(ctx context.Context, e backoff.Event) {
	err := p.text(e.Err)
	p.mu.Lock()
	defer p.mu.Unlock()
	now, elapsed, events := p.now(), model.Duration(e.Elapsed), p.trace.Events(e.Nested)
	if ctx == nil {
		events.Add("events", now, "%v without a context", e.Kind)
	}
	switch e.Kind {
	case backoff.EventAttemptStarted:
		events.AddStarted(elapsed, e.Try, e.Hedge)
	case backoff.EventAttemptEnded:
		events.AddEnded(now, e.Try, e.Hedge, elapsed, err, e.Outcome.String())
	case backoff.EventPauseStarted:
		events.AddPause(elapsed, e.Try, e.Next, model.Duration(e.Pause), err)
	case backoff.EventCallEnded:
		events.AddCallEnded(elapsed, e.Try, err, string(e.Reason), e.Retried, e.FellBack, e.Stopped())
	case backoff.EventFallback:
		events.AddFallback(elapsed, e.Try, err, string(e.Reason))
	case backoff.EventAttemptPanicked:
		events.AddPanicked(now, e.Try, e.Hedge, elapsed)
	case backoff.EventLateReturned:
		events.AddLate(now, e.Try, e.Hedge, elapsed, err, e.Stack != "")
	default:
		events.Add("events", now, "%v", e.Kind)
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
func (b moreBudget) Hedge() bool {
	b.p.add("budget", "hedge?")
	return b.grants()
}
func (b moreBudget) RetryWith(err error) bool {
	b.p.add("budget", "retry with %v?", b.p.text(err))
	return b.grants()
}

// A guard does what the script says.
type guard struct{ p *played }

func (g guard) Enter(ctx context.Context) (backoff.Pass, error) {
	try := g.p.entering(ctx)
	g.p.add("guard", "enter %d", try)
	s := g.p.step(try)
	time.Sleep(time.Duration(s.GuardTakes))
	if s.Guard != "" {
		err := g.p.own(s.Guard, try, 0)
		return nil, g.p.name("refused: "+string(g.p.text(err)), err)
	}
	return pass{g.p, try}, nil
}

// entering returns the number of an attempt that comes to the guard.
func (p *played) entering(ctx context.Context) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	try := p.try + 1
	if p.call.Policy.Hedge > 0 || p.call.Policy.Abandon {
		try = p.numberOf(ctx)
	}
	p.try = max(p.try, try)
	return try
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
