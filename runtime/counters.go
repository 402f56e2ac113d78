package backoff

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/engine"
	"github.com/backoffgen/backoffgen/runtime/internal/shard"
)

// counters are one method's. What a call that succeeds at once adds to is spread over shards, so that processors do not wait
// for each other; all else is rare.
type counters struct {
	shards []countersShard
	mu     sync.Mutex
	rest   MethodStats // what is not in the shards
	ends   map[Reason]int64
}

// A countersShard fills a cache line of its own.
type countersShard struct {
	calls     atomic.Int64 // that have begun
	sumTime   atomic.Int64 // of attempts that succeeded
	atOnce    atomic.Int64 // calls that succeeded by their first attempt, and were told of at once
	done      atomic.Int64 // other attempts that succeeded
	succeeded atomic.Int64 // other calls that did, without a retry
	_         [shard.Line - 5*8]byte
}

func newCounters() *counters {
	return &counters{shards: make([]countersShard, shard.Count()), ends: map[Reason]int64{}}
}

func (c *counters) shard() *countersShard { return &c.shards[shard.Index(len(c.shards))] }

// Began is [engine.Counter.Began].
func (c *counters) Began() { c.shard().calls.Add(1) }

// SucceededAtOnce is [engine.Counter.SucceededAtOnce].
func (c *counters) SucceededAtOnce(took time.Duration) {
	s := c.shard()
	s.atOnce.Add(1)
	s.sumTime.Add(int64(took))
}

// Watch is [engine.Watcher.Watch].
func (c *counters) Watch(_ context.Context, e engine.Event) {
	event := eventOf(&e)
	c.count(&event)
}

func (c *counters) count(e *Event) {
	switch {
	case e.Kind == EventAttemptStarted && e.Try <= 1:
		c.Began()
		return
	case e.Kind == EventAttemptEnded && e.Outcome == OutcomeSucceeded:
		s := c.shard()
		s.done.Add(1)
		s.sumTime.Add(int64(e.Elapsed))
		return
	case e.Kind == EventCallEnded && e.Reason == ReasonSucceeded && !e.Retried:
		c.shard().succeeded.Add(1)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch e.Kind {
	case EventAttemptStarted:
		if e.Hedge {
			c.rest.Hedges++
		} else {
			c.rest.Retries++
		}
	case EventAttemptEnded:
		c.rest.Done++
		c.rest.SumTime += e.Elapsed
		switch {
		case e.Outcome == OutcomeRetryable:
			c.rest.Errors++
		case e.Outcome == OutcomeCutShort && e.Err != ErrHedgeLost: // an attempt that lost was not needed any more
			c.rest.Cancels++
		}
	case EventAttemptPanicked:
		c.rest.Done++
		c.rest.SumTime += e.Elapsed
	case EventCallEnded:
		c.rest.Done += int64(e.Unended)
		c.ends[e.Reason]++
		switch {
		case e.Err != nil || e.Reason == ReasonPanicked:
			c.rest.Failed++
		case e.Reason == ReasonSucceeded && e.Retried:
			c.rest.Saved++
		}
	}
}

// read returns the counts.
func (c *counters) read() MethodStats {
	c.mu.Lock()
	m := c.rest
	c.mu.Unlock()
	for i := range c.shards {
		s := &c.shards[i]
		m.Done += s.atOnce.Load() + s.done.Load()
		m.Calls += s.calls.Load()
		m.SumTime += time.Duration(s.sumTime.Load())
	}
	m.Attempts = m.Calls + m.Retries + m.Hedges
	return m
}

// reasons returns why calls have ended.
func (c *counters) reasons() map[Reason]int64 {
	c.mu.Lock()
	ends := maps.Clone(c.ends)
	c.mu.Unlock()
	for i := range c.shards {
		if n := c.shards[i].atOnce.Load() + c.shards[i].succeeded.Load(); n > 0 {
			ends[ReasonSucceeded] += n
		}
	}
	return ends
}
