package engine

import (
	"context"
	"io"
)

// An Async is a [Call] whose attempts run in goroutines of their own, so that several may run at once (hedge), and so that
// one that outlasts its time can be left behind (abandon). The loop of its method sees the attempts one by one as they end.
// It is for one goroutine. Generated code uses it in this form:
//
//	call := decorate.Async(&r.fetch, func(ctx context.Context) (*User, error) {
//		return r.inner.Fetch(ctx, id)
//	})
//	defer call.End()
//	for {
//		user, err := call.Next(ctx)
//		if !call.Retry(ctx, err) {
//			return user, call.Err()
//		}
//	}
type Async[T any] struct {
	hedger
	attempt func(ctx context.Context, body io.ReadCloser) (T, error)
}

// NewAsync begins a call of m, each of whose attempts calls the function given: with the body of a request that it has to
// send, where [Call.ConsumesBody] was given one. The method must have the trait RunsAsync.
func NewAsync[T any](m *Method, attempt func(ctx context.Context, body io.ReadCloser) (T, error)) *Async[T] {
	a := &Async[T]{attempt: attempt}
	a.m = m
	if !m.policy.async() {
		return a
	}
	a.wake = make(chan struct{}, 1)
	a.run = func(ctx context.Context, body io.ReadCloser) (any, error) { return attempt(ctx, body) }
	a.rare().hedger = &a.hedger
	return a
}

// DiscardLate says how to let go of the results of an attempt that the call does not wait for any more. It is called in the
// goroutine of that attempt.
func (a *Async[T]) DiscardLate(discard func(Discarder, T)) {
	a.discard = func(d Discarder, v any) { discard(d, as[T](v)) }
}

// Next returns what the next attempt to end returned, after it has begun those that are due. An attempt that is left
// behind has ended with attempt.ErrTimeout, attempt.ErrDeadline or the Err of the caller's context. A panic or a
// runtime.Goexit of an attempt goes on in the caller's goroutine; the value of the panic is the same.
func (a *Async[T]) Next(ctx context.Context) (T, error) {
	if a.run == nil { // other policies than the annotated ones: there is no need for goroutines
		ctx = a.Attempt(ctx)
		if err := a.Enter(ctx); err != nil {
			return as[T](nil), err
		}
		return a.attempt(ctx, a.Body())
	}
	v, err := a.next(ctx)
	return as[T](v), err
}

// as returns v as a T; the zero T when v is nil.
func as[T any](v any) T {
	t, _ := v.(T)
	return t
}
