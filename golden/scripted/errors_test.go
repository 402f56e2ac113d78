package scripted_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/backoffgen/backoffgen/golden/model"
	"github.com/backoffgen/backoffgen/golden/scripted"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A text is a fmt.Stringer.
type text string

func (t text) String() string { return string(t) }

// text returns an error as the model writes it.
func (p *played) text(err error) text {
	if err == nil {
		return "nil"
	}
	p.known.mu.Lock()
	name, ok := p.known.names[err]
	p.known.mu.Unlock()
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
	case err == backoff.ErrHedgeLost:
		return "ErrHedgeLost"
	case err == errCause:
		return "the caller's cause"
	}
	if stopped, ok := err.(*backoff.Error); ok {
		return p.stopped(stopped)
	}
	if tree, ok := err.(interface{ Unwrap() []error }); ok {
		switch of := tree.Unwrap(); {
		case len(of) == 2 && of[0] == backoff.ErrAttemptTimeout:
			return "timed out (" + p.text(of[1]) + ")"
		case len(of) == 2 && of[1] == context.Canceled:
			return p.text(of[0]) + " and Canceled"
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
	return text(model.StoppedText(e.Method, string(e.Reason), e.Attempts, model.Duration(e.Elapsed), p.text(e.Last), p.text(e.Cause), p.text(caller)))
}

// name gives an error its name.
func (p *played) name(name string, err error) error {
	p.known.mu.Lock()
	defer p.known.mu.Unlock()
	p.known.names[err] = name
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
	name := kind + " " + p.label(try)
	busy := &failure{"busy " + p.label(try), []error{scripted.ErrBusy}, time.Duration(hint)}
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
