package backoff

import (
	"context"
	"io"
	"runtime/debug"
)

// A flight is one attempt in a goroutine of its own. That goroutine writes how it ended before it lands, and nothing after;
// the rest belongs to the goroutine of the call.
type flight struct {
	context.Context // the attempt's; the caller's own when nothing ends it earlier

	seen   context.Context // what observers are given
	try    int
	begun  instant
	limit  instant                 // when it is left behind; never when it is waited for
	cause  error                   // of the end at limit
	limits limited                 // nil without limits
	cancel context.CancelCauseFunc // of an attempt that may lose; nil when none may
	left   bool                    // the call does not wait for it any more; guarded by the race's mu

	value    any
	err      error
	returned bool // else it panicked, or called runtime.Goexit
	panicked any  // nil after a Goexit
	stack    string
}

// fly runs the attempt, and lands it whatever becomes of it.
func (r *race) fly(f *flight, body io.ReadCloser) {
	defer func() {
		if !f.returned {
			f.panicked = recover()
			f.stack = string(debug.Stack())
		}
		r.land(f)
	}()
	f.value, f.err = r.run(f.Context, body)
	f.returned = true
}

// land hands f to its call. When the call waits for it no more, it is let go of here.
func (r *race) land(f *flight) {
	r.mu.Lock()
	left := f.left
	if !left {
		r.landed = append(r.landed, f)
	}
	r.mu.Unlock()
	if left {
		r.drop(f)
		return
	}
	select {
	case r.wake <- struct{}{}:
	default: // it is woken already
	}
}

// leave makes the call wait for f no more.
func (r *race) leave(f *flight) {
	r.mu.Lock()
	f.left = true
	landed := false
	for i, l := range r.landed {
		if l == f {
			r.landed = append(r.landed[:i], r.landed[i+1:]...)
			landed = true
			break
		}
	}
	r.mu.Unlock()
	if landed {
		go r.drop(f) // it came in time for nobody: closing what it brought may take a while
	}
}

// timedOut is a flight as a limited context. So is end.
func (f *flight) timedOut(now instant) bool { return f.limits != nil && f.limits.timedOut(now) }

// end cancels the attempt's context, unless the attempt was left behind: then that has ended by itself, for the reason
// that its callee is to see.
func (f *flight) end() {
	if !f.left {
		f.release()
	}
}

// release lets go of the attempt's context.
func (f *flight) release() {
	if f.limits != nil {
		f.limits.end()
	}
	if f.cancel != nil {
		f.cancel(nil)
	}
}
