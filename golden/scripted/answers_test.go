package scripted_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/backoffgen/backoffgen/golden/model"
	"github.com/backoffgen/backoffgen/golden/scripted"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// script answers the questions.
func (p *played) script() *scripted.Script {
	return &scripted.Script{
		Giveup: func(r *scripted.Result, err error, try int, elapsed time.Duration) bool {
			p.add("asked", "giveup: result %s, error %v, try %d, elapsed %v", resultText(r), p.text(err), try, elapsed)
			p.asking = try
			s := p.step(try)
			time.Sleep(time.Duration(s.GiveupTakes))
			return s.Giveup
		},
		Asks: func(r *scripted.Result, err error) (time.Duration, bool) {
			p.add("asked", "pause_from: result %s, error %v", resultText(r), p.text(err))
			d := p.step(p.asking).Asks
			return time.Duration(d), d != 0
		},
		Prepare: func(ctx context.Context, failed error) error {
			deadline := "none"
			if at, ok := ctx.Deadline(); ok {
				deadline = model.Duration(at.Sub(p.began)).String()
			}
			p.add("asked", "before_retry: %v, deadline %s", p.text(failed), deadline)
			try := p.prepares(ctx)
			s := p.step(try)
			time.Sleep(time.Duration(s.PreparesTakes))
			if s.Prepares == "" {
				return nil
			}
			err := p.own(s.Prepares, try, 0)
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
		Repeat: func() bool {
			p.add("asked", "idempotent")
			return p.call.Repeatable
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
	case "ErrRejected":
		return errors.Is(err, backoff.ErrRejected)
	}
	panic("no such kind: " + kind)
}

// prepares returns the number of the attempt whose step says what before_retry does: where attempts have goroutines of their own,
// that is the one which it is a part of, and else the one that has failed.
func (p *played) prepares(ctx context.Context) int {
	if p.call.Policy.Hedge > 0 || p.call.Policy.Abandon {
		return p.numberOf(ctx)
	}
	return p.asking
}
