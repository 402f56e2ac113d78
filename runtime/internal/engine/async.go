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
	attempt func(ctx context.Context) (T, error)                     // calls the inner method
	sending func(ctx context.Context, body io.ReadCloser) (T, error) // the same with the body of a request; one of them is nil
}

// NewAsync begins a call of m, each of whose attempts calls the function given. The method must have the trait RunsAsync.
func NewAsync[T any](m *Method, attempt func(ctx context.Context) (T, error)) *Async[T] {
	a := &Async[T]{attempt: attempt}
	a.init(m, a)
	return a
}

// NewAsyncBody is [NewAsync] for attempts that send the body of a request: the one that [Call.ConsumesBody] was given, then fresh
// ones.
func NewAsyncBody[T any](m *Method, attempt func(ctx context.Context, body io.ReadCloser) (T, error)) *Async[T] {
	a := &Async[T]{sending: attempt}
	a.init(m, a)
	return a
}

// run is that of [runner].
func (a *Async[T]) run(ctx context.Context, body io.ReadCloser) (any, error) {
	return a.call(ctx, body)
}

func (a *Async[T]) call(ctx context.Context, body io.ReadCloser) (T, error) {
	if a.sending != nil {
		return a.sending(ctx, body)
	}
	return a.attempt(ctx)
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
	if a.runner == nil { // other policies than the annotated ones: there is no need for goroutines
		ctx = a.Attempt(ctx)
		if err := a.Enter(ctx); err != nil {
			return as[T](nil), err
		}
		return a.call(ctx, a.Body())
	}
	v, err := a.next(ctx)
	return as[T](v), err
}

// as returns v as a T; the zero T when v is nil.
func as[T any](v any) T {
	t, _ := v.(T)
	return t
}
