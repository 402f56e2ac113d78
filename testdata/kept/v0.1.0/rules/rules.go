// Package rules has an interface for each policy that the engine's rules need to be told apart.
package rules

import (
	"context"
	"errors"
	"net/http"
)

// Calls has a method in each of the shapes that a context comes in: as a parameter, in a request, and not at all. The
// interfaces of this package embed it, so that each policy governs all three. It has no annotation of its own.
type Calls interface {
	Call(ctx context.Context, id int) (int, error)
	Send(req *http.Request) (int, error)
	Step(id int) (int, error)
}

// Errors that policies name.
var (
	ErrBusy  = errors.New("busy")
	ErrFatal = errors.New("fatal")
)

// A Probe is an error that knows what a policy is to think of it, and counts how often it was asked.
type Probe struct {
	Retry, Final bool // whether it is retryable, and whether giveup says yes
	Asked        int  // how often giveup asked
}

func (p *Probe) Error() string { return "probe" }

// mayRetry is an entry of errors that is a function.
func mayRetry(err error) bool {
	p, ok := errors.AsType[*Probe](err)
	return ok && p.Retry
}

// isFinal is a giveup that is a function. It finds the probe in the error of an attempt that timed out, too.
func isFinal(err error) bool {
	p, ok := errors.AsType[*Probe](err)
	if !ok {
		return false
	}
	p.Asked++
	return p.Final
}
