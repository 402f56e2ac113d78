package backoff

import (
	"context"
	"encoding/json"
	"maps"
	"sync"
	"time"
)

// Stats counts what happens in the calls of one or more decorators, for each of their methods: first of all what aiomisc's
// BackoffStatistic does. The zero Stats is ready for use, and must not be copied after its first. It is safe for
// concurrent use, and an expvar.Var: expvar.Publish("store", &stats).
//
// Counting times each attempt, which costs two readings of the clock. All processors may count at once without waiting for
// each other, so that what is read while calls run may be of slightly different moments.
type Stats struct {
	mu      sync.Mutex
	methods map[string]*counters
}

// MethodStats are the counts of one method: the first five by aiomisc's names.
type MethodStats struct {
	Attempts int64         // attempts that have begun
	Done     int64         // attempts that have ended, in whatever way; those that a panic or a runtime.Goexit has left where that is told (see EventCallEnded)
	Errors   int64         // attempts that ended with a retryable error, retried or not
	Cancels  int64         // attempts that ended with an error after the caller's context or the policy's deadline; not those that lost against a hedge
	SumTime  time.Duration // how long all attempts took together, but those of Event.Unended, of which nobody knows

	Calls   int64 // calls that have begun; Attempts divided by Calls is how much retrying amplifies the load
	Failed  int64 // calls that have ended with an error, or with a panic that is told (see EventCallEnded); not those that a fallback has made up for
	Retries int64 // attempts that began because another one had failed
	Hedges  int64 // attempts that began because another one took long
	Saved   int64 // calls that succeeded by a retry: without, they would have failed
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
	if c := s.find(name); c != nil {
		return c.read()
	}
	return MethodStats{}
}

// Reasons returns how many calls of the method of that name have ended for each [Reason], those that succeeded too. Reasons for
// which none has ended are left out.
func (s *Stats) Reasons(name string) map[Reason]int64 {
	if c := s.find(name); c != nil {
		return c.reasons()
	}
	return map[Reason]int64{}
}

// find returns the counters of the method of that name; nil when there are none.
func (s *Stats) find(name string) *counters {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.methods[name]
}

// All returns the counts of every method that is counted in s, those without a call so far too.
func (s *Stats) All() map[string]MethodStats {
	all := map[string]MethodStats{}
	for name, c := range s.snapshot() {
		all[name] = c.read()
	}
	return all
}

func (s *Stats) snapshot() map[string]*counters {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.methods)
}

// String returns the counts as a JSON object: from method to attempts, done, errors, cancels, sum_time in seconds, calls,
// failed, retries, hedges, saved, and reasons, which is an object from reason to calls.
func (s *Stats) String() string {
	type object struct {
		Attempts int64            `json:"attempts"`
		Done     int64            `json:"done"`
		Errors   int64            `json:"errors"`
		Cancels  int64            `json:"cancels"`
		SumTime  float64          `json:"sum_time"`
		Calls    int64            `json:"calls"`
		Failed   int64            `json:"failed"`
		Retries  int64            `json:"retries"`
		Hedges   int64            `json:"hedges"`
		Saved    int64            `json:"saved"`
		Reasons  map[Reason]int64 `json:"reasons"`
	}
	objects := map[string]object{}
	for name, c := range s.snapshot() {
		m := c.read()
		objects[name] = object{
			m.Attempts, m.Done, m.Errors, m.Cancels, m.SumTime.Seconds(),
			m.Calls, m.Failed, m.Retries, m.Hedges, m.Saved, c.reasons(),
		}
	}
	text, err := json.Marshal(objects)
	if err != nil {
		return "{}" // cannot happen: strings and finite numbers
	}
	return string(text)
}

// Observe counts e, so that Stats is an [Observer]. [WithStats] takes a shorter way to the method's counters.
func (s *Stats) Observe(_ context.Context, e Event) { s.countersOf(e.Method).count(&e) }

// countersOf returns the counters of the method of that name, which it makes when there are none.
func (s *Stats) countersOf(method string) *counters {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.methods == nil {
		s.methods = map[string]*counters{}
	}
	c, ok := s.methods[method]
	if !ok {
		c = newCounters()
		s.methods[method] = c
	}
	return c
}
