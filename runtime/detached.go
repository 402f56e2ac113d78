package backoff

import (
	"context"
	"io"
	"reflect"
)

// A Detached is a [Call] whose attempts run in goroutines of their own, so that several may run at once (Hedge), and so
// that one that outlasts its time can be left behind (Abandon). The loop of its method sees the attempts one by one as
// they end. It is for one goroutine, and generated code alone uses it, in this form:
//
//	call := backoff.Detach(&r.fetch, func(ctx context.Context) (*User, error) {
//		return r.inner.Fetch(ctx, id)
//	})
//	defer call.End()
//	for {
//		user, err := call.Next(ctx)
//		if call.Done(ctx, err) {
//			return user, call.Err()
//		}
//	}
type Detached[T any] struct {
	race
	attempt func(ctx context.Context, body io.ReadCloser) (T, error)
}

// Detach begins a call of m, each of whose attempts calls the function given. It has to be a method of a detached
// decorator: see [Decorator.Detached].
func Detach[T any](m *Method, attempt func(ctx context.Context) (T, error)) *Detached[T] {
	return DetachBody(m, func(ctx context.Context, _ io.ReadCloser) (T, error) { return attempt(ctx) })
}

// DetachBody is [Detach] for attempts that send the body of a request: the one that [Call.ConsumesBody] is given, then
// fresh ones.
func DetachBody[T any](m *Method, attempt func(ctx context.Context, body io.ReadCloser) (T, error)) *Detached[T] {
	d := &Detached[T]{attempt: attempt}
	d.m = m
	if !m.policy.detaches() {
		return d
	}
	d.wake = make(chan struct{}, 1)
	d.run = func(ctx context.Context, body io.ReadCloser) (any, error) { return attempt(ctx, body) }
	d.consumed().race = &d.race
	return d
}

// Late says how to let go of the results of an attempt that the call does not wait for any more. It is called in the
// goroutine of that attempt.
func (d *Detached[T]) Late(discard func(T)) {
	d.discard = func(v any) { discard(as[T](v)) }
}

// Next returns what the next attempt to end returned, after it has begun those that are due. An attempt that is left
// behind has ended with [ErrAttemptTimeout], [ErrDeadline] or the Err of the caller's context. A panic or a
// runtime.Goexit of an attempt goes on in the caller's goroutine; the value of the panic is the same.
func (d *Detached[T]) Next(ctx context.Context) (T, error) {
	if d.run == nil { // other policies than the annotated ones: there is nothing to detach attempts for
		return d.attempt(d.Attempt(ctx), d.Body())
	}
	v, err := d.next(ctx)
	return as[T](v), err
}

// as returns v as a T; the zero T when v is nil.
func as[T any](v any) T {
	t, _ := v.(T)
	return t
}

// detaches reports whether attempts run in goroutines of their own.
func (p *Policy) detaches() bool { return p.Hedge > 0 || p.Abandon }

// doDetached is [Do] for a policy that detaches attempts.
func doDetached[T any](ctx context.Context, p *Policy, f func(context.Context) (T, error)) (T, error) {
	m, err := p.bare()
	if err != nil {
		var none T
		return none, err
	}
	call := Detach(&m, f)
	defer call.End()
	call.Late(func(v T) { call.discardAny(v) })
	for {
		v, err := call.Next(ctx)
		if call.Done(ctx, err) {
			return v, call.Err()
		}
	}
}

// discardAny closes a result of whatever type, the body of an *http.Response among them. This package does not import
// net/http, so that programs without it stay small.
func (c *Call) discardAny(result any) {
	v := reflect.ValueOf(result)
	if v.Kind() == reflect.Pointer && !v.IsNil() && v.Type().Elem().PkgPath() == "net/http" && v.Type().Elem().Name() == "Response" {
		if body, ok := v.Elem().FieldByName("Body").Interface().(io.ReadCloser); ok {
			c.DiscardBody(body)
		}
		return
	}
	c.Discard(result)
}
