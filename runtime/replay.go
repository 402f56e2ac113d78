package backoff

import (
	"context"
	"io"
	"reflect"
	"time"
)

// A replay is what the attempts of a call consume, and how to have it again for the next one.
type replay struct {
	once    bool // it cannot be had again
	held    bool // by an attempt that was left behind: a seeker cannot be put back under its hands
	seekers []position
	body    io.ReadCloser
	fresh   func() (io.ReadCloser, error)

	// What else few calls have is here too, so that the others stay small.

	pause    time.Duration // the last one, which decorrelated jitter starts from
	race     *race         // the call itself, when its attempts are detached
	contexts *contexts     // nil unless observers have made any
}

// A position is where a seeker stood before the first attempt.
type position struct {
	seeker io.Seeker
	offset int64
}

// Consumes says that an attempt reads arg, an argument of the call, or writes to it. An io.Seeker is put back to where it
// is now before each further attempt, so that what was written is written over; anything else ends the retrying after
// the first attempt, since what has been read is gone.
func (c *Call) Consumes(arg any) {
	if isNil(arg) || isNoBody(arg) {
		return
	}
	r := c.consumed()
	if s, ok := arg.(io.Seeker); ok && !appends(arg) {
		if offset, err := s.Seek(0, io.SeekCurrent); err == nil {
			r.seekers = append(r.seekers, position{s, offset})
			return
		}
	}
	r.once = true
}

// ConsumesOnce says that an attempt consumes arg, such as a channel, and that it is not to be had again: the first
// attempt is the last.
func (c *Call) ConsumesOnce(arg any) {
	if !isNil(arg) && !isNoBody(arg) {
		c.consumed().once = true
	}
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
	r := c.consumed()
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

// isNoBody reports whether arg is http.NoBody, which can be read as often as one likes. This package does not import
// net/http, so that programs without it stay small.
func isNoBody(arg any) bool {
	t := reflect.TypeOf(arg)
	return t != nil && t.Name() == "noBody" && t.PkgPath() == "net/http"
}

// AttemptRequest is [Call.Attempt] for an attempt that sends a request. It reports whether this has to be a copy of the
// caller's request, with the context returned and the body of [Call.Body]: where the policy sets limits, or a body was
// sent before.
func (c *Call) AttemptRequest(ctx context.Context) (context.Context, bool) {
	ctx = c.Attempt(ctx)
	return ctx, c.attempt() != nil || c.m.contextual || c.tries > 0 && c.Body() != nil
}

// Body returns the body that the running attempt has to send; nil when ConsumesBody was given none.
func (c *Call) Body() io.ReadCloser {
	if r := c.replay(); r != nil {
		return r.body
	}
	return nil
}

// consumed is replay for what is about to be written there.
func (c *Call) consumed() *replay {
	if r := c.replay(); r != nil {
		return r
	}
	r := withCold[replay](c)
	c.cold.replay = r
	return r
}

// consumes reports whether attempts consume anything, so that two cannot run at the same time.
func (r *replay) consumes() bool { return r.once || len(r.seekers) > 0 || r.body != nil }

// gone reports whether what the first attempt consumed is not to be had again.
func (r *replay) gone() bool {
	return r != nil && (r.once || r.held && len(r.seekers) > 0 || r.body != nil && r.fresh == nil)
}

// rewind makes what was consumed ready for another attempt, and reports whether it could. It comes after the pause, so
// that no new body lies open meanwhile, or is left over when the call ends there.
func (r *replay) rewind() bool {
	if r == nil {
		return true
	}
	for _, p := range r.seekers {
		if _, err := p.seeker.Seek(p.offset, io.SeekStart); err != nil {
			return false
		}
	}
	if r.body == nil {
		return true
	}
	body, err := r.fresh()
	if err != nil || isNil(body) {
		return false
	}
	r.body = body
	return true
}
