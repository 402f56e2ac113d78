package scripted_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/backoffgen/backoffgen/golden/model"
	"github.com/backoffgen/backoffgen/golden/scripted"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

func statsOf(stats *backoff.Stats, method string) model.Stats {
	m, reasons := stats.Method(method), ""
	for reason, n := range stats.Reasons(method) {
		if reasons != "" || n != 1 {
			reasons += fmt.Sprintf(" and %d times ", n)
		}
		reasons += string(reason)
	}
	return model.Stats{
		Attempts: m.Attempts, Done: m.Done, Errors: m.Errors, Cancels: m.Cancels, SumTime: model.Duration(m.SumTime),
		Calls: m.Calls, Failed: m.Failed, Retries: m.Retries, Hedges: m.Hedges, Saved: m.Saved, Reasons: reasons,
	}
}

func (p *played) now() model.Duration { return model.Duration(time.Since(p.began)) }

func (p *played) add(list, format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.trace.Add(list, p.now(), format, args...)
}

var errCause = errors.New("the caller's cause")

// callers begins a call, and returns its caller's context, which is made of ctx. As far as nothing is to be added that is ctx itself.
func (p *played) callers(ctx context.Context) (context.Context, context.CancelFunc) {
	p.began = time.Now()
	c := p.call.Caller
	switch c.Base {
	case model.Detached:
		ctx = p.detached(ctx)
	case model.Fresh:
		ctx = p.known.background
	}
	if p.call.Most > 0 {
		ctx = backoff.WithMaxTries(ctx, p.call.Most)
	}
	if p.form.Guarded {
		ctx = scripted.WithGuard(ctx, guard{p})
	}
	if p.call.Key != "" {
		ctx = backoff.WithIdempotencyKey(ctx, p.call.Key)
	}
	end := func() {}
	if c.Deadline > 0 {
		ctx, end = context.WithDeadline(ctx, p.began.Add(time.Duration(c.Deadline)))
	}
	if c.Cancels == 0 {
		return ctx, end
	}
	var cause error
	if c.Cause {
		cause = errCause
	}
	ctx, cancel := context.WithCancelCause(ctx)
	later := time.AfterFunc(max(0, time.Duration(c.Cancels)), func() { cancel(cause) })
	if c.Cancels < 0 {
		cancel(cause)
	}
	return ctx, func() { later.Stop(); cancel(nil); end() }
}

// detached is context.WithoutCancel, until the test ends.
func (p *played) detached(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	context.AfterFunc(p.known.background, cancel)
	return ctx
}

func (p *played) options() []backoff.Option {
	var options []backoff.Option
	if p.call.Observed {
		options = append(options, backoff.WithObserver(backoff.ObserverFunc(p.observe)))
	}
	if p.call.Counted {
		options = append(options, backoff.WithStats(p.stats))
	}
	if p.call.Once {
		options = append(options, backoff.WithNestedOnce())
	}
	switch b := p.call.Budget; {
	case b.There && b.Extras:
		options = append(options, backoff.WithBudget(moreBudget{budget{p}}))
	case b.There:
		options = append(options, backoff.WithBudget(budget{p}))
	}
	return options
}

// decorated returns the decorator, or an error when a policy is invalid.
func (p *played) decorated() (*scripted.RetryingCallee, error) {
	return scripted.NewRetryingCallee(p, p.options()...).WithPolicies(p.policies())
}

// run makes the call, under the context that callers has returned.
func (p *played) run(ctx context.Context) error {
	p.caller = ctx
	finished := false
	defer func() {
		if finished {
			return
		}
		if v := recover(); v != nil {
			p.add("end", "%v", v)
			panic(v)
		}
		p.add("end", "%s", p.known.lastPanicked())
	}()
	d, err := p.decorated()
	if err != nil {
		panic(err)
	}
	s := p.script()
	var n int
	var r *scripted.Result
	switch p.call.Method {
	case "Get":
		n, err = d.Get(ctx)
	case "Limited":
		n, err = d.Limited(ctx)
	case "Load":
		n, err = d.Load()
	case "Open":
		r, err = d.Open(ctx, s)
	case "Else":
		r, err = d.Else(ctx, s)
	case "Book":
		r, err = d.Book(ctx, s)
	case "Left":
		r, err = d.Left(ctx)
	case "Hedged":
		n, err = d.Hedged(ctx)
	case "Many":
		r, err = d.Many(ctx, s)
	case "Perhaps":
		r, err = d.Perhaps(ctx, s)
	case "Keyed":
		n, err = d.Keyed(ctx)
	case "Visit":
		n, err = d.Visit(ctx, func(int) {})
	case "Do":
		policy := p.policyOfDo()
		r, err = backoff.Do(ctx, &policy, p.attempt)
	case "Run":
		policy := p.policyOfDo()
		err = backoff.Run(ctx, &policy, func(ctx context.Context) error {
			_, err := p.attempt(ctx)
			return err
		})
	}
	finished = true
	result := "none"
	switch {
	case r != nil && r.Try == 0:
		result = "of the fallback"
	case r != nil:
		result = fmt.Sprint(r.Try)
	case n != 0:
		result = fmt.Sprint(n)
	}
	p.add("end", "result %s, error %s", result, p.text(err))
	return err
}

// lookAtContexts writes down which contexts of attempts are alive.
func (p *played) lookAtContexts() {
	if p.form.NoContext || p.prefix != "" && (p.call.Policy.Abandon || p.call.Policy.Hedge > 0 && !p.call.Policy.Disabled) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, try := range slices.Sorted(maps.Keys(p.contexts)) {
		p.trace.AddContext(p.now(), try, p.contexts[try].Err() == nil)
	}
}
