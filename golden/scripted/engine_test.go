package scripted_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/model"
	"github.com/backoffgen/backoffgen/golden/scripted"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A played is a call that the engine makes, by the script of a model.Call.
type played struct {
	call  *model.Call
	form  model.Form
	began time.Time

	mu       sync.Mutex
	trace    model.Trace
	names    map[error]string // of the script's errors
	try      int
	draws    int
	asked    int
	asking   int    // the attempt that is asked about
	ownKey   string // the call's
	visit    func(try int)
	panicked int // the attempt that has called runtime.Goexit, and that nobody has left behind
	contexts map[int]context.Context
	caller   context.Context
}

// play returns what happens when the engine makes a call, or an error when the call's policy is invalid.
func play(t *testing.T, c *model.Call) (model.Trace, error) {
	var invalid error
	p := &played{call: c, form: model.Forms[c.Method], trace: model.Trace{}, names: map[error]string{}, contexts: map[int]context.Context{}}
	synctest.Test(t, func(t *testing.T) {
		p.began = time.Now()
		var cancel context.CancelFunc
		p.caller, cancel = p.callers(t.Context())
		defer cancel()
		stats := new(backoff.Stats)
		d, err := scripted.NewRetryingCallee(p, p.options(stats)...).WithPolicies(p.policies())
		if err != nil {
			invalid = err
			return
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			p.run(p.caller, d)
		}()
		<-done
		synctest.Wait() // attempts that have lost at once are to be where they are now
		p.lookAtContexts()
		if c.Policy.Abandon || c.Policy.Hedge > 0 {
			time.Sleep(time.Hour) // what was left behind returns
			synctest.Wait()
		}
		if c.Counted {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.trace.Add("statistics", 0, "%v", statsOf(stats, "Callee."+c.Method))
		}
	})
	return p.trace, invalid
}

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

// callers returns the caller's context.
func (p *played) callers(ctx context.Context) (context.Context, context.CancelFunc) {
	c := p.call.Caller
	if p.call.Most > 0 {
		ctx = backoff.WithMaxTries(ctx, p.call.Most)
	}
	ctx = scripted.WithGuard(ctx, guard{p})
	if p.call.Key != "" {
		ctx = backoff.WithIdempotencyKey(ctx, p.call.Key)
	}
	end := func() {}
	if c.Deadline > 0 {
		ctx, end = context.WithDeadline(ctx, p.began.Add(time.Duration(c.Deadline)))
	}
	var cause error
	if c.Cause {
		cause = errCause
	}
	ctx, cancel := context.WithCancelCause(ctx)
	switch {
	case c.Cancels < 0:
		cancel(cause)
	case c.Cancels > 0:
		time.AfterFunc(time.Duration(c.Cancels), func() { cancel(cause) })
	}
	return ctx, func() { cancel(nil); end() }
}

func (p *played) options(stats *backoff.Stats) []backoff.Option {
	var options []backoff.Option
	if p.call.Observed {
		options = append(options, backoff.WithObserver(backoff.ObserverFunc(p.observe)))
	}
	if p.call.Counted {
		options = append(options, backoff.WithStats(stats))
	}
	switch b := p.call.Budget; {
	case b.Extras:
		options = append(options, backoff.WithBudget(moreBudget{budget{p}}))
	case b.There:
		options = append(options, backoff.WithBudget(budget{p}))
	}
	return options
}

// run makes the call.
func (p *played) run(ctx context.Context, d *scripted.RetryingCallee) {
	finished := false
	defer func() {
		if finished {
			return
		}
		if v := recover(); v != nil {
			p.add("end", "%v", v)
			return
		}
		p.add("end", "goexit %d", p.panicked)
	}()
	s := p.script()
	var n int
	var r *scripted.Result
	var err error
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
}

// lookAtContexts writes down which contexts of attempts are alive.
func (p *played) lookAtContexts() {
	if p.form.NoContext {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, try := range slices.Sorted(maps.Keys(p.contexts)) {
		p.trace.AddContext(p.now(), try, p.contexts[try].Err() == nil)
	}
}
