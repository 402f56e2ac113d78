package backoff

import (
	"context"
	"errors"
)

// Do runs f under policy p, without a decorator: aiomisc's Backoff.execute. It returns what a decorated method would,
// with an empty Method in an [Error]; an invalid policy is an error, and f is not run.
func Do[T any](ctx context.Context, p *Policy, f func(context.Context) (T, error)) (T, error) {
	if p != nil && p.detaches() {
		return doDetached(ctx, p, f)
	}
	m, err := p.bare()
	if err != nil {
		var none T
		return none, err
	}
	call := m.Call()
	defer call.End()
	for {
		v, err := f(call.Attempt(ctx))
		if call.Done(ctx, err) {
			return v, call.Err()
		}
	}
}

// Run is [Do] for a function that returns no more than an error.
func Run(ctx context.Context, p *Policy, f func(context.Context) error) error {
	if p != nil && p.detaches() {
		_, err := doDetached(ctx, p, func(ctx context.Context) (struct{}, error) { return struct{}{}, f(ctx) })
		return err
	}
	m, err := p.bare()
	if err != nil {
		return err
	}
	call := m.Call()
	defer call.End()
	for {
		err := f(call.Attempt(ctx))
		if call.Done(ctx, err) {
			return call.Err()
		}
	}
}

// bare returns p as the method of no decorator.
func (p *Policy) bare() (Method, error) {
	if p == nil {
		return Method{}, errors.New("backoff: the policy is nil")
	}
	if err := p.Validate(); err != nil {
		return Method{}, err
	}
	watched := p.detaches()
	return Method{policy: p, hasContext: true, bounded: true, detached: true, watched: watched, special: watched || p.limits()}, nil
}
