package scripted_test

import (
	"context"
	"time"

	"github.com/backoffgen/backoffgen/golden/model"
	"github.com/backoffgen/backoffgen/golden/scripted"
)

// callInside makes the call that an attempt makes further in, and returns what the attempt returns then. Where it goes on with its
// script that is no error.
func (p *played) callInside(ctx context.Context, try int, s model.Step) (*scripted.Result, error) {
	in := newPlayed(s.Calls, p.label(try)+".", p.known)
	p.mu.Lock()
	p.inside[try] = in
	p.mu.Unlock()
	callers, end := in.callers(ctx)
	defer end()
	err := func() error {
		defer in.lookAtContexts() // after a panic, too
		return in.run(callers)
	}()
	time.Sleep(time.Duration(s.Takes))
	if err == nil || s.Passes == "own" {
		return nil, nil
	}
	return p.result(try, s, s.With), p.passed(s.Passes, try, err)
}
