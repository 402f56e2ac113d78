package backoff

import (
	"context"
	"encoding/json"
	"sync"
	"sync/atomic"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// Stats counts what happens in the calls of one or more decorators, for each of their methods, as aiomisc's
// BackoffStatistic does. The zero Stats is ready for use, and must not be copied after its first. It is safe for
// concurrent use, and an expvar.Var: expvar.Publish("store", &stats).
//
// Counting times each attempt, which costs two readings of the clock.
type Stats struct {
	mu      sync.Mutex
	methods map[string]*counters
}

// MethodStats are the counts of one method, by aiomisc's names.
type MethodStats struct {
	Attempts int64         // attempts that have begun
	Done     int64         // attempts that have ended, in whatever way
	Errors   int64         // attempts that ended with a retryable error, retried or not
	Cancels  int64         // attempts that ended with an error after the caller's context or the policy's deadline; not those that lost against a hedge
	SumTime  time.Duration // how long all attempts took together
}

// WithStats has the calls of the decorator's annotated methods counted in s. A nil s changes nothing.
func WithStats(s *Stats) Option {
	if s == nil {
		return nil
	}
	return WithObserver(s)
}

// Method returns the counts of the method of that name, such as "Store.Fetch". A method that is not counted in s has
// none.
func (s *Stats) Method(name string) MethodStats {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.methods[name]; ok {
		return c.read()
	}
	return MethodStats{}
}

// All returns the counts of every method that is counted in s, those without a call so far too.
func (s *Stats) All() map[string]MethodStats {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make(map[string]MethodStats, len(s.methods))
	for name, c := range s.methods {
		all[name] = c.read()
	}
	return all
}

// String returns the counts as a JSON object from method to attempts, done, errors, cancels, and sum_time in seconds.
func (s *Stats) String() string {
	type object struct {
		Attempts int64   `json:"attempts"`
		Done     int64   `json:"done"`
		Errors   int64   `json:"errors"`
		Cancels  int64   `json:"cancels"`
		SumTime  float64 `json:"sum_time"`
	}
	objects := map[string]object{}
	for name, m := range s.All() {
		objects[name] = object{m.Attempts, m.Done, m.Errors, m.Cancels, m.SumTime.Seconds()}
	}
	text, err := json.Marshal(objects)
	if err != nil {
		return "{}" // cannot happen: strings and finite numbers
	}
	return string(text)
}

// Observe counts e, so that Stats is an [Observer]. [WithStats] takes a shorter way to the method's counters.
func (s *Stats) Observe(_ context.Context, e Event) {
	s.countersOf(e.Method).count(EventKind(e.Kind), e.Outcome, e.Elapsed, e.Err)
}

// countersOf returns the counters of the method of that name, which it makes when there are none.
func (s *Stats) countersOf(method string) *counters {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.methods == nil {
		s.methods = map[string]*counters{}
	}
	c, ok := s.methods[method]
	if !ok {
		c = new(counters)
		s.methods[method] = c
	}
	return c
}

// counters are one method's.
type counters struct{ attempts, done, errors, cancels, sumTime atomic.Int64 }

// Watch is [engine.Watcher.Watch].
func (c *counters) Watch(_ context.Context, e engine.Event) {
	c.count(EventKind(e.Kind), Outcome(e.Outcome), e.Elapsed, e.Err)
}

func (c *counters) count(kind EventKind, outcome Outcome, elapsed time.Duration, err error) {
	switch kind {
	case EventAttemptStarted:
		c.attempts.Add(1)
	case EventAttemptEnded:
		c.done.Add(1)
		c.sumTime.Add(int64(elapsed))
		switch {
		case outcome == OutcomeRetryable:
			c.errors.Add(1)
		case outcome == OutcomeCutShort && err != ErrHedgeLost: // an attempt that lost was not needed any more
			c.cancels.Add(1)
		}
	}
}

func (c *counters) read() MethodStats {
	return MethodStats{
		Attempts: c.attempts.Load(),
		Done:     c.done.Load(),
		Errors:   c.errors.Load(),
		Cancels:  c.cancels.Load(),
		SumTime:  time.Duration(c.sumTime.Load()),
	}
}
