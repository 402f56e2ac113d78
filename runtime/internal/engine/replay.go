package engine

import (
	"bytes"
	"context"
	"io"
	"reflect"
	"sync/atomic"
)

// A replay is what the attempts of a call consume, and how to have it again for the next one.
type replay struct {
	once    bool                          // there is something that cannot be had again
	calls   bool                          // an attempt may call a function
	used    Flag                          // it has been called, and is not to be called again
	reached bool                          // with a guard: an attempt has come to its callee
	held    bool                          // an attempt that was left behind may still use it, so nothing can be put back
	marks   []mark                        // where arguments stood
	body    io.ReadCloser                 // of a request, for the next attempt; nil when there is none
	fresh   func() (io.ReadCloser, error) // makes another one; nil when there is no way
}

// A mark is where an argument stood before the first attempt. It can be put back there.
type mark interface{ putBack() bool }

// A position is where a seeker stood.
type position struct {
	seeker io.Seeker
	offset int64
}

func (p position) putBack() bool {
	_, err := p.seeker.Seek(p.offset, io.SeekStart)
	return err == nil
}

// A content is what a buffer held. Reading leaves it where it is, as net/http relies on when it sends a buffer again.
type content struct {
	buffer *bytes.Buffer
	held   []byte
}

func (c content) putBack() bool {
	*c.buffer = *bytes.NewBuffer(c.held)
	return true
}

// Consumes says that an attempt reads arg, an argument of the call, or writes to it. An io.Seeker is put back to where it
// is now before each further attempt, so that what was written is written over, and a *bytes.Buffer to what it holds;
// anything else ends the retrying after the first attempt, since what has been read is gone.
func (c *Call) Consumes(arg any) {
	if isNil(arg) || isNoBody(arg) {
		return
	}
	r := &c.rare().replay
	switch x := arg.(type) {
	case *bytes.Buffer:
		held := x.Bytes()
		r.marks = append(r.marks, content{x, held[:len(held):len(held)]})
		return
	case io.Seeker:
		if appends(arg) {
			break
		}
		if offset, err := x.Seek(0, io.SeekCurrent); err == nil {
			r.marks = append(r.marks, position{x, offset})
			return
		}
	}
	r.once = true
}

// ConsumesOnce says that an attempt consumes arg, such as a channel, and that it is not to be had again: the first
// attempt is the last.
func (c *Call) ConsumesOnce(arg any) {
	if !isNil(arg) && !isNoBody(arg) {
		c.rare().replay.once = true
	}
}

// A Flag is set when something has happened, in whatever goroutine.
type Flag struct{ set atomic.Bool }

// Set sets the flag.
func (f *Flag) Set() { f.set.Store(true) }

func (f *Flag) isSet() bool { return f.set.Load() }

// ConsumesWhenSet returns a flag: an attempt that sets it has consumed an argument that is not to be had again, such as a
// function that it has called.
func (c *Call) ConsumesWhenSet() *Flag {
	r := &c.rare().replay
	r.calls = true
	return &r.used
}

// ConsumesBody says that an attempt sends body, of a request; fresh makes another one like it, and is nil when there is
// no way.
func (c *Call) ConsumesBody(body io.ReadCloser, fresh func() (io.ReadCloser, error)) {
	if isNil(body) {
		return
	}
	if fresh == nil && isNoBody(body) {
		fresh = func() (io.ReadCloser, error) { return body, nil }
	}
	r := &c.rare().replay
	r.body, r.fresh = body, fresh
}

// isNil reports whether there is nothing in arg to consume: no value, or a nil pointer, channel or function.
func isNil(arg any) bool {
	switch v := reflect.ValueOf(arg); v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Chan, reflect.Func:
		return v.IsNil()
	}
	return false
}

// appends reports whether arg is a file that writes at its end wherever it is put back to: package os refuses to write
// to such a one at an offset, be it nothing.
func appends(arg any) bool {
	w, ok := arg.(io.WriterAt)
	if !ok {
		return false
	}
	_, err := w.WriteAt(nil, 0)
	return err != nil
}

// isNoBody reports whether arg, which is not nil, is http.NoBody, which can be read as often as one likes. This package does not import
// net/http, so that programs without it stay small.
func isNoBody(arg any) bool {
	t := reflect.TypeOf(arg)
	return t.Name() == "noBody" && t.PkgPath() == "net/http"
}

// AttemptRequest is [Call.Attempt] for an attempt that sends a request. It reports whether this has to be a copy of the
// caller's request, with the context returned, headers of its own and the body of [Call.Body]: always where there may be
// another attempt, since clients write into the headers.
func (c *Call) AttemptRequest(ctx context.Context) (context.Context, bool) {
	ctx = c.Attempt(ctx)
	return ctx, c.m.policy.Limits.MaxTries != 1 || c.attempt() != nil || c.m.contextual || c.m.hasKey()
}

// Body returns the body that the running attempt has to send; nil when ConsumesBody was given none.
func (c *Call) Body() io.ReadCloser {
	if c.hasRare() {
		return c.state.more.rare.replay.body
	}
	return nil
}

// consumesAny reports whether attempts consume anything, so that two cannot run at the same time.
func (c *Call) consumesAny() bool {
	if !c.hasRare() {
		return false
	}
	r := &c.state.more.rare.replay
	return r.once || r.calls || len(r.marks) > 0 || r.body != nil
}

// isUsedUp reports whether what the first attempt consumed is not to be had again. One that a guard has refused has consumed
// nothing.
func (r *replay) isUsedUp(guarded bool) bool {
	if guarded && !r.reached {
		return false
	}
	return r.once || r.used.isSet() || r.held && len(r.marks) > 0 || r.body != nil && r.fresh == nil
}

// rewind makes what was consumed ready for another attempt, and reports whether it could. It comes after the pause, so
// that no new body lies open meanwhile, or is left over when the call ends there.
func (r *replay) rewind() bool {
	for _, m := range r.marks {
		if !m.putBack() {
			return false
		}
	}
	if r.body == nil {
		return true
	}
	body, err := r.fresh()
	if err != nil || isNil(body) {
		if err != nil && !isNil(body) {
			_ = body.Close() // both: an error goes before what comes with it
		}
		return false
	}
	r.body = body
	return true
}
