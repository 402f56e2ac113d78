package backoff

import (
	"context"
	"io"
	"reflect"
)

// A replay is what the attempts of a call consume, and how to have it again for the next one.
type replay struct {
	once    bool // it cannot be had again
	seekers []position
	body    io.ReadCloser
	fresh   func() (io.ReadCloser, error)
}

// A position is where a seeker stood before the first attempt.
type position struct {
	seeker io.Seeker
	offset int64
}

// Consumes says that an attempt reads arg, an argument of the call. An io.Seeker is put back to where it is now before
// each further attempt; anything else ends the retrying after the first attempt, since what has been read is gone.
func (c *Call) Consumes(arg any) {
	if isNil(arg) {
		return
	}
	if s, ok := arg.(io.Seeker); ok {
		if offset, err := s.Seek(0, io.SeekCurrent); err == nil {
			c.consumed().seekers = append(c.replay.seekers, position{s, offset})
			return
		}
	}
	c.consumed().once = true
}

// ConsumesOnce says that an attempt consumes arg, such as a channel, and that it is not to be had again: the first
// attempt is the last.
func (c *Call) ConsumesOnce(arg any) {
	if !isNil(arg) {
		c.consumed().once = true
	}
}

// isNil reports whether there is nothing in arg to consume.
func isNil(arg any) bool {
	switch v := reflect.ValueOf(arg); v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Chan, reflect.Func:
		return v.IsNil()
	}
	return false
}

// ConsumesBody says that an attempt sends body, of a request; fresh makes another one like it, and is nil when there is
// no way.
func (c *Call) ConsumesBody(body io.ReadCloser, fresh func() (io.ReadCloser, error)) {
	if body == nil {
		return
	}
	r := c.consumed()
	r.body, r.fresh = body, fresh
	if t := reflect.TypeOf(body); fresh == nil && t != nil && t.PkgPath() == "net/http" && t.Name() == "noBody" {
		r.fresh = func() (io.ReadCloser, error) { return body, nil } // http.NoBody, which this package does not import
	}
}

// AttemptRequest is [Call.Attempt] for an attempt that sends a request. It reports whether this has to be a copy of the
// caller's request, with the context returned and the body of [Call.Body]: where the policy sets limits, or a body was
// sent before.
func (c *Call) AttemptRequest(ctx context.Context) (context.Context, bool) {
	ctx = c.Attempt(ctx)
	return ctx, c.attempt != nil || c.tries > 0 && c.replay != nil && c.replay.body != nil
}

// Body returns the body that the running attempt has to send; nil when ConsumesBody was given none.
func (c *Call) Body() io.ReadCloser {
	if c.replay == nil {
		return nil
	}
	return c.replay.body
}

func (c *Call) consumed() *replay {
	if c.replay == nil {
		c.replay = new(replay)
	}
	return c.replay
}

// rewind makes what was consumed ready for another attempt, and reports whether it could.
func (r *replay) rewind() bool {
	if r.once || r.body != nil && r.fresh == nil {
		return false
	}
	for _, p := range r.seekers {
		if _, err := p.seeker.Seek(p.offset, io.SeekStart); err != nil {
			return false
		}
	}
	if r.body != nil {
		body, err := r.fresh()
		if err != nil {
			return false
		}
		r.body = body
	}
	return true
}
