package backoff

import (
	"context"
	"errors"

	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// Do runs f under policy p without a decorator, as aiomisc's Backoff.execute does. It returns what a decorated method would:
// the results of the last attempt, with the error of that attempt or an [*Error], whose Method is empty. The context that f gets
// ends at the policy's limits. A policy that is nil or invalid is an error, and f is not run. Do is safe for concurrent use where
// f is; p must not be changed meanwhile.
func Do[T any](ctx context.Context, p *Policy, f func(context.Context) (T, error)) (T, error) {
	m, err := p.method()
	if err != nil {
		var none T
		return none, err
	}
	if p.Hedge > 0 || p.Abandon || p.Guard != nil {
		return doAsync(ctx, &m, f)
	}
	call := m.Call()
	defer call.End()
	for {
		v, err := f(call.Attempt(ctx))
		if !call.Retry(ctx, err) {
			return v, call.Err()
		}
	}
}

// Run is [Do] for a function that returns nothing but an error.
func Run(ctx context.Context, p *Policy, f func(context.Context) error) error {
	m, err := p.method()
	if err != nil {
		return err
	}
	if p.Hedge > 0 || p.Abandon || p.Guard != nil {
		_, err := doAsync(ctx, &m, func(ctx context.Context) (struct{}, error) { return struct{}{}, f(ctx) })
		return err
	}
	call := m.Call()
	defer call.End()
	for {
		err := f(call.Attempt(ctx))
		if !call.Retry(ctx, err) {
			return call.Err()
		}
	}
}

// doAsync is [Do] for a policy under which attempts run in goroutines of their own, or pass through a guard.
func doAsync[T any](ctx context.Context, m *engine.Method, f func(context.Context) (T, error)) (T, error) {
	call := engine.NewAsync(m, f)
	defer call.End()
	call.DiscardLate(func(d engine.Discarder, v T) { engine.DiscardAny(d, v) })
	for {
		v, err := call.Next(ctx)
		if !call.Retry(ctx, err) {
			return v, call.Err()
		}
	}
}

// method returns p as the method of no decorator.
func (p *Policy) method() (engine.Method, error) {
	if p == nil {
		return engine.Method{}, errors.New("backoff: the policy is nil")
	}
	compiled, err := p.compile()
	if err != nil {
		return engine.Method{}, err
	}
	return engine.NewMethod("", engine.RunsAsync, &engine.Options{OneCall: true}, compiled), nil
}
