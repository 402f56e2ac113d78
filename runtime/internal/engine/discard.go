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
		end(c.discardContext(), result)
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
	return c.hasRare() && c.tries > 0 && c.state.rare.letGo == c.tries && !c.state.rare.letting
}

// discardContext returns a context for what needs one to be closed: it ends with the attempt's.
func (c *Call) discardContext() context.Context {
	if running := c.attempt(); running != nil && running.Err() == nil {
		return running
	}
	return context.Background()
}

// end ends a result. Its error is not told: the attempt's own is the one that counts.
func end(ctx context.Context, result any) {
	if isNil(result) {
		return
	}
	switch r := result.(type) {
	case io.Closer:
		_ = r.Close()
	case interface{ Close() }:
		r.Close()
	case interface{ Close(context.Context) error }:
		_ = r.Close(ctx)
	case interface{ Close(context.Context) }:
		r.Close(ctx)
	case interface{ Rollback() error }:
		_ = r.Rollback()
	case interface{ Rollback(context.Context) error }:
		_ = r.Rollback(ctx)
	case interface{ Stop() error }:
		_ = r.Stop()
	case interface{ Stop() }:
		r.Stop()
	case interface{ Stop() bool }:
		r.Stop()
	case interface{ Cancel() error }:
		_ = r.Cancel()
	case interface{ Cancel() }:
		r.Cancel()
	}
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
	ctx  context.Context
	kept []any
}

func (d discarding) Discard(result any) {
	if !holds(d.kept, result) {
		end(d.ctx, result)
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
		if body, ok := v.Elem().FieldByName("Body").Interface().(io.ReadCloser); ok {
			d.DiscardBody(body)
		}
		return
	}
	d.Discard(result)
}
