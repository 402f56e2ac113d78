package scripted_test

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/backoffgen/backoffgen/golden/model"
	"github.com/backoffgen/backoffgen/golden/scripted"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

func (p *played) Get(ctx context.Context) (int, error)     { return p.number(ctx) }
func (p *played) Limited(ctx context.Context) (int, error) { return p.number(ctx) }
func (p *played) Load() (int, error)                       { return p.number(p.known.background) }
func (p *played) Open(ctx context.Context, _ *scripted.Script) (*scripted.Result, error) {
	return p.attempt(ctx)
}
func (p *played) Else(ctx context.Context, _ *scripted.Script) (*scripted.Result, error) {
	return p.attempt(ctx)
}
func (p *played) Book(ctx context.Context, _ *scripted.Script) (*scripted.Result, error) {
	return p.attempt(ctx)
}

func (p *played) Perhaps(ctx context.Context, _ *scripted.Script) (*scripted.Result, error) {
	return p.attempt(ctx)
}
func (p *played) Many(ctx context.Context, _ *scripted.Script) (*scripted.Result, error) {
	return p.attempt(ctx)
}
func (p *played) Hedged(ctx context.Context) (int, error) { return p.number(ctx) }
func (p *played) Keyed(ctx context.Context) (int, error)  { return p.number(ctx) }

func (p *played) Visit(ctx context.Context, f func(try int)) (int, error) {
	p.visit = f
	return p.number(ctx)
}

func (p *played) Left(ctx context.Context) (*scripted.Result, error) { return p.attempt(ctx) }

func (p *played) number(ctx context.Context) (int, error) {
	r, err := p.attempt(ctx)
	if r == nil {
		return 0, err
	}
	return r.Try, err
}

// step begins an attempt, and returns its script.
func (p *played) step(try int) model.Step {
	if try <= len(p.call.Script) {
		return p.call.Script[try-1]
	}
	return model.Step{}
}

// counted returns the number of an attempt that begins.
func (p *played) counted(ctx context.Context) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	try := p.try + 1
	switch {
	case p.call.Policy.Hedge > 0 || p.call.Policy.Abandon: // attempts run beside each other
		try = p.numberOf(ctx)
	case p.form.Guarded: // which has counted it
		try = p.try
	}
	p.try = max(p.try, try)
	p.contexts[try] = ctx
	return try
}

// attempt does what the script says.
func (p *played) attempt(ctx context.Context) (*scripted.Result, error) {
	try := p.counted(ctx)
	s := p.step(try)
	deadline, about := "none", ""
	if at, ok := ctx.Deadline(); ok {
		deadline = model.Duration(at.Sub(p.began)).String()
	}
	if !p.form.NoContext {
		about = p.about(ctx)
	}
	p.add("attempts", "%d, deadline %s%s", try, deadline, about)
	if s.Consumes && p.visit != nil {
		p.visit(try)
	}
	if s.Looks {
		runtime.KeepAlive(ctx.Done())
	}
	if s.Calls != nil {
		if result, err := p.callInside(ctx, try, s); err != nil {
			return result, err
		}
		return p.finish(try, s)
	}
	if cut := p.sleep(ctx, s); cut {
		return p.cut(ctx, try, s)
	}
	return p.finish(try, s)
}

// finish does what an attempt does at its end, which nothing has cut short.
func (p *played) finish(try int, s model.Step) (*scripted.Result, error) {
	text := s.Panics + " " + p.label(try)
	switch s.Panics {
	case "panic":
		panic(text)
	case "goexit":
		p.known.hasPanicked(text)
		runtime.Goexit()
	}
	return p.returns(try, s)
}

// sleep takes the time that an attempt takes, and reports whether its context has cut it short.
func (p *played) sleep(ctx context.Context, s model.Step) bool {
	took := time.Duration(s.Takes)
	if !s.Heeds {
		time.Sleep(took)
		return false
	}
	ends := time.Now().Add(took)
	timer := time.NewTimer(took)
	defer timer.Stop()
	select {
	case <-timer.C:
		return false
	case <-ctx.Done():
	}
	linger := time.Duration(s.Lingers)
	if left := time.Until(ends); left <= linger {
		time.Sleep(left)
		return false
	}
	time.Sleep(linger)
	return true
}

func (p *played) cut(ctx context.Context, try int, s model.Step) (*scripted.Result, error) {
	err := ctx.Err()
	switch s.Cut {
	case "err":
	case "cause":
		err = context.Cause(ctx)
	case "wrapped", "joined":
		err = p.passed(s.Cut, try, err)
	default:
		return p.returns(try, s)
	}
	return p.result(try, s, s.With), err
}

// passed returns what an attempt makes of an error.
func (p *played) passed(how string, try int, err error) error {
	switch how {
	case "wrapped":
		return p.name(fmt.Sprintf("wrapped %s (%v)", p.label(try), p.text(err)), fmt.Errorf("wrapped: %w", err))
	case "joined":
		return p.name(fmt.Sprintf("joined %s (%v, busy)", p.label(try), p.text(err)), &failure{"joined", []error{err, scripted.ErrBusy}, 0})
	case "marked":
		return p.name(fmt.Sprintf("marked %s (%v)", p.label(try), p.text(err)), backoff.Permanent(err))
	}
	return err
}

func (p *played) returns(try int, s model.Step) (*scripted.Result, error) {
	if s.Err != "" {
		return p.result(try, s, s.With), p.own(s.Err, try, s.Hint)
	}
	return p.result(try, s, true), nil
}

func (p *played) result(try int, s model.Step, with bool) *scripted.Result {
	if !with {
		return nil
	}
	return &scripted.Result{
		Try:      try,
		Rejected: s.Result == model.Rejected || s.Result == model.Both,
		InCase:   s.Result == model.InCase || s.Result == model.Both,
		Closed:   func(r *scripted.Result) { p.add("closed", "%d", r.Try) },
	}
}
