package scripted_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
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
		p.lookAtContexts()
		if c.Policy.Abandon {
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
		p.add("end", "goexit %d", p.try)
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

// A text is a fmt.Stringer.
type text string

func (t text) String() string { return string(t) }

// text returns an error as the model writes it.
func (p *played) text(err error) text {
	if err == nil {
		return "nil"
	}
	p.mu.Lock()
	name, ok := p.names[err]
	p.mu.Unlock()
	switch {
	case ok:
		return text(name)
	case err == context.DeadlineExceeded:
		return "DeadlineExceeded"
	case err == context.Canceled:
		return "Canceled"
	case err == backoff.ErrAttemptTimeout:
		return "ErrAttemptTimeout"
	case err == backoff.ErrDeadline:
		return "ErrDeadline"
	case err == backoff.ErrBudget:
		return "ErrBudget"
	case err == backoff.ErrRejected:
		return "ErrRejected"
	case err == errCause:
		return "the caller's cause"
	}
	if stopped, ok := err.(*backoff.Error); ok {
		return p.stopped(stopped)
	}
	if tree, ok := err.(interface{ Unwrap() []error }); ok {
		if of := tree.Unwrap(); len(of) == 2 && of[0] == backoff.ErrAttemptTimeout {
			return "timed out (" + p.text(of[1]) + ")"
		}
	}
	return text(fmt.Sprintf("unknown: %#v", err))
}

// stopped is text for an error of a call that was stopped.
func (p *played) stopped(e *backoff.Error) text {
	of := e.Unwrap()
	var caller error
	for _, known := range []error{e.Last, e.Cause} {
		if known != nil && len(of) > 0 && of[0] == known {
			of = of[1:]
		}
	}
	if len(of) > 0 {
		caller = of[0]
	}
	s := model.StoppedText(string(e.Reason), e.Attempts, model.Duration(e.Elapsed), p.text(e.Last), p.text(e.Cause), p.text(caller))
	if e.Method != "Callee."+p.call.Method {
		s += " of " + e.Method
	}
	return text(s)
}

// name gives an error its name.
func (p *played) name(name string, err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.names[err] = name
	return err
}

// A failure is an error of the script's.
type failure struct {
	text  string
	inner []error
	after time.Duration
}

func (f *failure) Error() string             { return f.text }
func (f *failure) Unwrap() []error           { return f.inner }
func (f *failure) RetryAfter() time.Duration { return f.after }

// own returns the callee's error of a kind.
func (p *played) own(kind string, try int, hint model.Duration) error {
	name := fmt.Sprintf("%s %d", kind, try)
	busy := &failure{fmt.Sprintf("busy %d", try), []error{scripted.ErrBusy}, time.Duration(hint)}
	f := &failure{name, nil, time.Duration(hint)}
	switch kind {
	case "busy":
		f.inner = []error{scripted.ErrBusy}
	case "timeout":
		f.inner = []error{context.DeadlineExceeded}
	case "os timeout":
		f.inner = []error{os.ErrDeadlineExceeded}
	case "canceled":
		f.inner = []error{context.Canceled}
	case "both":
		f.inner = []error{context.DeadlineExceeded, scripted.ErrBusy}
	case "budget":
		f.inner = []error{&backoff.Error{Reason: backoff.ReasonBudget, Cause: backoff.ErrBudget, Last: scripted.ErrBusy}}
	case "permanent busy":
		p.name(busy.text, busy)
		return p.name(name, backoff.Permanent(busy))
	case "wrapped permanent busy":
		f.inner = []error{backoff.Permanent(busy)}
	}
	return p.name(name, f)
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
