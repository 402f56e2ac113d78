package engine

import (
	"context"
	"io"
	"reflect"
)

// A Discarder lets go of results that nobody will get.
type Discarder interface {
	// Discard ends a result, by the first of the methods Close, Rollback, Stop and Cancel that it has in one of their usual
	// forms.
	Discard(result any)

	// DiscardBody closes a body in a result, such as that of an *http.Response. It reads what little there may be left, so
	// that the connection can be used again.
	DiscardBody(body io.ReadCloser)
}

// Discard lets go of a result of an attempt that another one follows: see [Discarder].
func (c *Call) Discard(result any) {
	if !c.hasLetGo() {
		end(c.m.closing(c.attempt()), result)
	}
}

// DiscardBody lets go of a body of an attempt that another one follows: see [Discarder].
func (c *Call) DiscardBody(body io.ReadCloser) {
	if !c.hasLetGo() {
		drain(body)
	}
}

// hasLetGo reports whether the results of the attempt that Retry was about had been let go of before Retry: what the
// generated method has in their place is the zero value, which nobody need close.
func (c *Call) hasLetGo() bool {
	return c.hasRare() && c.state.more.rare.letGo == c.tries && !c.state.more.rare.letting
}

// A closing makes the context for what needs one to be closed.
type closing func() (context.Context, context.CancelFunc)

// closing is for the results of an attempt under ctx, which is nil where that has ended with its attempt. While ctx lives it
// is that. Afterwards closing may take as long again as an attempt may: under a context that has ended much is not closed
// well, and under one that never ends it may take for ever.
func (m *Method) closing(ctx context.Context) closing {
	return func() (context.Context, context.CancelFunc) {
		switch {
		case ctx == nil:
			ctx = context.Background()
		case ctx.Err() == nil:
			return ctx, func() {}
		default:
			ctx = context.WithoutCancel(ctx)
		}
		if l := m.policy.attemptLimits(); l.Any() {
			return context.WithTimeout(ctx, l.Longest())
		}
		return ctx, func() {}
	}
}

// end ends a result. Its error is not told: the attempt's own is the one that counts.
func end(c closing, result any) {
	if isNil(result) {
		return
	}
	switch r := result.(type) {
	case io.Closer:
		_ = r.Close()
	case interface{ Close() }:
		r.Close()
	case interface{ Close(context.Context) error }:
		c.with(func(ctx context.Context) { _ = r.Close(ctx) })
	case interface{ Close(context.Context) }:
		c.with(r.Close)
	case interface{ Rollback() error }:
		_ = r.Rollback()
	case interface{ Rollback() }:
		r.Rollback()
	case interface{ Rollback(context.Context) error }:
		c.with(func(ctx context.Context) { _ = r.Rollback(ctx) })
	case interface{ Stop() error }:
		_ = r.Stop()
	case interface{ Stop() }:
		r.Stop()
	case interface{ Stop() bool }:
		r.Stop()
	case interface{ Stop(context.Context) error }:
		c.with(func(ctx context.Context) { _ = r.Stop(ctx) })
	case interface{ Cancel() error }:
		_ = r.Cancel()
	case interface{ Cancel() }:
		r.Cancel()
	case interface{ Cancel(context.Context) error }:
		c.with(func(ctx context.Context) { _ = r.Cancel(ctx) })
	}
}

// with calls f with the context.
func (c closing) with(f func(ctx context.Context)) {
	ctx, cancel := c()
	defer cancel()
	f(ctx)
}

// drain closes a body after reading a little of it.
func drain(body io.ReadCloser) {
	if isNil(body) {
		return
	}
	_, _ = io.CopyN(io.Discard, body, 4<<10)
	_ = body.Close()
}

// A discarding lets go of late results, but not of what the caller has got: two attempts may have returned the same thing.
type discarding struct {
	closing
	kept []any
}

func (d discarding) Discard(result any) {
	if !holds(d.kept, result) {
		end(d.closing, result)
	}
}

func (d discarding) DiscardBody(body io.ReadCloser) {
	if !holds(d.kept, body) {
		drain(body)
	}
}

// holds reports whether one of the values is v itself.
func holds(values []any, v any) bool {
	if r, ours := v.(releasing); ours {
		v = r.within()
	}
	for _, other := range values {
		if same(other, v) {
			return true
		}
	}
	return false
}

// A collector notes what would be let go of.
type collector struct{ results []any }

func (c *collector) Discard(result any) { c.note(result) }

func (c *collector) DiscardBody(body io.ReadCloser) { c.note(body) }

func (c *collector) note(v any) { c.results = append(c.results, v) }

// DiscardAny lets go of a result of whatever type, the body of an *http.Response among them. This package does not import
// net/http, so that programs without it stay small.
func DiscardAny(d Discarder, result any) {
	v := reflect.ValueOf(result)
	if v.Kind() == reflect.Pointer && !v.IsNil() && v.Type().Elem().PkgPath() == "net/http" && v.Type().Elem().Name() == "Response" {
		body, _ := v.Elem().FieldByName("Body").Interface().(io.ReadCloser)
		d.DiscardBody(body) // of nil there is nothing to close
		return
	}
	d.Discard(result)
}
