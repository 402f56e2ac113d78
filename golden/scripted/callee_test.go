package scripted_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/backoffgen/backoffgen/golden/model"
	"github.com/backoffgen/backoffgen/golden/scripted"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

func (p *played) Get(ctx context.Context) (int, error)     { return p.number(ctx) }
func (p *played) Limited(ctx context.Context) (int, error) { return p.number(ctx) }
func (p *played) Load() (int, error)                       { return p.number(context.Background()) }
func (p *played) Open(ctx context.Context, _ *scripted.Script) (*scripted.Result, error) {
	return p.attempt(ctx)
}
func (p *played) Else(ctx context.Context, _ *scripted.Script) (*scripted.Result, error) {
	return p.attempt(ctx)
}
func (p *played) Book(ctx context.Context, _ *scripted.Script) (*scripted.Result, error) {
	return p.attempt(ctx)
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
	if !p.form.Asks { // else the guard has counted it
		p.try++
	}
	p.contexts[p.try] = ctx
	return p.try
}

// attempt does what the script says.
func (p *played) attempt(ctx context.Context) (*scripted.Result, error) {
	try := p.counted(ctx)
	s := p.step(try)
	deadline, about := "none", ""
	if at, ok := ctx.Deadline(); ok {
		deadline = model.Duration(at.Sub(p.began)).String()
	}
	if a, ok := backoff.AttemptFrom(ctx); ok && try > 1 {
		about = fmt.Sprintf(", after %v", p.text(a.Last))
		if a.Number != try {
			about += fmt.Sprintf(", which says it is %d", a.Number)
		}
	}
	p.add("attempts", "%d, deadline %s%s", try, deadline, about)
	if s.Looks {
		runtime.KeepAlive(ctx.Done())
	}
	if cut := p.sleep(ctx, s); cut {
		return p.cut(ctx, try, s)
	}
	switch s.Panics {
	case "panic":
		panic(fmt.Sprintf("panic %d", try))
	case "goexit":
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
	case "wrapped":
		err = p.name(fmt.Sprintf("wrapped %d (%v)", try, p.text(err)), fmt.Errorf("wrapped: %w", err))
	case "joined":
		err = p.name(fmt.Sprintf("joined %d (%v, busy)", try, p.text(err)), &failure{"joined", []error{err, scripted.ErrBusy}, 0})
	default:
		return p.returns(try, s)
	}
	return p.result(try, s, s.With), err
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

// script answers the questions.
func (p *played) script() *scripted.Script {
	return &scripted.Script{
		Giveup: func(r *scripted.Result, err error, try int, elapsed time.Duration) bool {
			p.add("asked", "giveup: result %s, error %v, try %d, elapsed %v", resultText(r), p.text(err), try, elapsed)
			s := p.step(try)
			time.Sleep(time.Duration(s.GiveupTakes))
			return s.Giveup
		},
		Asks: func(r *scripted.Result, err error) (time.Duration, bool) {
			p.add("asked", "pause_from: result %s, error %v", resultText(r), p.text(err))
			d := p.step(p.try).Asks
			return time.Duration(d), d != 0
		},
		Prepare: func(ctx context.Context, failed error) error {
			deadline := "none"
			if at, ok := ctx.Deadline(); ok {
				deadline = model.Duration(at.Sub(p.began)).String()
			}
			p.add("asked", "before_retry: %v, deadline %s", p.text(failed), deadline)
			s := p.step(p.try)
			time.Sleep(time.Duration(s.PreparesTakes))
			if s.Prepares == "" {
				return nil
			}
			err := p.own(s.Prepares, p.try, 0)
			return p.name("before_retry: "+string(p.text(err)), err)
		},
		Map: func(err error) error {
			p.add("asked", "map_error: %v", p.text(err))
			for _, kind := range p.call.Map {
				if kindIs(err, kind) {
					return p.name("mapped ("+string(p.text(err))+")", &failure{"mapped", []error{err}, 0})
				}
			}
			return nil
		},
		FallBack: func(err error) (*scripted.Result, error) {
			p.add("asked", "fallback: %v", p.text(err))
			if p.call.FallBack == "" {
				return p.result(0, model.Step{}, true), nil
			}
			failed := p.own(p.call.FallBack, 0, 0)
			return p.result(0, model.Step{}, true), p.name("fallback: "+string(p.text(failed)), failed)
		},
	}
}

func resultText(r *scripted.Result) string {
	if r == nil {
		return "none"
	}
	return fmt.Sprint(r.Try)
}

func kindIs(err error, kind string) bool {
	switch kind {
	case "busy":
		return errors.Is(err, scripted.ErrBusy)
	case "timeout":
		return errors.Is(err, context.DeadlineExceeded)
	}
	panic("no such kind: " + kind)
}
