package backoff

import (
	"context"
	"io"
	"math"
	"runtime"
	"slices"
	"sync"
	"time"
)

// never is the instant that does not come.
const never instant = math.MaxInt64

// A race is a call whose attempts run in goroutines of their own. Most often there is one at a time; more when it hedges.
type race struct {
	Call
	run     func(ctx context.Context, body io.ReadCloser) (any, error) // nil when attempts are not detached
	discard func(any)                                                  // nil when results need no closing
	wake    chan struct{}                                              // something has landed

	started  int       // attempts
	running  []*flight // those that the call waits for, the oldest first
	ending   int       // the try that has just ended
	due      instant   // when another attempt begins beside those that run; zero when none does
	granted  bool      // the budget has agreed to it
	heedless bool      // the caller's context was done before the call: it is no reason to leave an attempt behind

	mu     sync.Mutex
	landed []*flight // in the order of their ends, those that next has not returned yet
}

// race returns the call itself when its attempts are detached; else nil.
func (c *Call) race() *race {
	if r := c.replay(); r != nil {
		return r.race
	}
	return nil
}

// next is [Detached.Next].
func (r *race) next(ctx context.Context) (any, error) {
	caller := orBackground(ctx)
	r.endAttempt()
	if len(r.running) == 0 {
		r.launch(ctx)
	}
	for {
		if f := r.first(); f != nil {
			return r.arrive(ctx, f)
		}
		t := now()
		if f, err := r.overdue(caller, t); f != nil {
			if f.limits != nil {
				<-f.limits.Done() // at this instant, by its own timer: the callee is to see why, whatever the caller does next
			}
			if f := r.first(); f != nil {
				return r.arrive(ctx, f)
			}
			r.leaveBehind(f)
			return nil, err
		}
		if r.due != 0 && t >= r.due {
			r.hedge(ctx, t)
			continue
		}
		r.wait(caller, t)
	}
}

// launch begins an attempt.
func (r *race) launch(ctx context.Context) {
	caller, p := orBackground(ctx), r.m.policy
	if r.started == 0 {
		r.heedless = caller.Err() != nil
	}
	r.tries = r.started
	t := r.began()
	seen := r.beganWatched(ctx, t)
	r.started++
	parent := orBackground(seen)
	f := &flight{Context: seen, seen: parent, try: r.started, begun: t, limit: never}
	switch limits := r.m.bounded && p.limits(); {
	case r.m.keeps && (limits || p.Hedge > 0):
		c := newResultContext(parent, p, r.start, f.begun)
		f.Context, f.limits = c, c
		f.cancel = func(cause error) { c.lose(cause) }
	case p.Hedge > 0:
		f.Context, f.cancel = context.WithCancelCause(parent)
		if limits {
			f.limits = newAttemptContext(f.Context, p, r.start, f.begun)
			f.Context = f.limits
		}
	case limits:
		f.limits = newAttemptContext(parent, p, r.start, f.begun)
		f.Context = f.limits
	}
	if r.m.bounded && p.limits() {
		f.limit, f.cause = p.limit(r.start, f.begun)
	}
	r.due, r.granted = 0, false
	if p.Hedge > 0 && !r.replay().consumes() && (p.MaxTries == 0 || r.started < p.MaxTries) {
		r.due = f.begun.add(p.Hedge)
	}
	r.running = append(r.running, f)
	go r.fly(f, r.Body())
}

// first returns an attempt that has landed, and forgets it; nil when none has.
func (r *race) first() *flight {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.landed) == 0 {
		return nil
	}
	f := r.landed[0]
	r.landed = r.landed[1:]
	return f
}

// arrive makes f, which has landed, the attempt that Done is about.
func (r *race) arrive(ctx context.Context, f *flight) (any, error) {
	r.take(f)
	if kept, ok := f.limits.(*resultContext); ok {
		r.cold.attempt = kept
	}
	if !f.returned {
		r.tell(ctx, Event{Kind: AttemptPanicked, Try: f.try, Elapsed: now().since(f.begun), Panic: f.panicked, Stack: f.stack})
		if f.panicked == nil {
			runtime.Goexit()
		}
		panic(f.panicked) // the inner method's own, in the goroutine where it belongs
	}
	return f.value, f.err
}

// take makes f the attempt that Done is about.
func (r *race) take(f *flight) {
	r.running = slices.DeleteFunc(r.running, func(other *flight) bool { return other == f })
	r.ending = f.try
	if own := r.contexts(); own != nil {
		own.attempt = f.seen
	}
	r.tries = r.started - 1 // Done counts this one
	r.cold.begun, r.cold.attempt = f.begun, f
}

// wait sleeps until there may be something to do.
func (r *race) wait(caller context.Context, t instant) {
	at := never
	if r.due != 0 {
		at = r.due
	}
	var done <-chan struct{}
	if r.m.policy.Abandon {
		for _, f := range r.running {
			at = min(at, r.limit(caller, f))
		}
		if !r.heedless {
			done = caller.Done()
		}
	}
	var timeout <-chan time.Time
	if at != never {
		timer := time.NewTimer(at.since(t))
		defer timer.Stop()
		timeout = timer.C
	}
	select {
	case <-r.wake:
	case <-timeout:
	case <-done:
	}
}

// End lets go of all attempts that run: it is there for a panic of the inner method.
func (r *race) End() {
	for _, f := range r.running {
		r.lose(f)
	}
	r.running = nil
	r.Call.End()
}
