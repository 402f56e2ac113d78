package chaos

import (
	"context"
	"sync"
	"time"
)

// A pulse finds out when this process stood still, since the machine had other things to do: what is late then is so by no fault of a
// call's.
type pulse struct {
	mu     sync.Mutex
	stalls []stall
}

// A stall is a time in which nothing happened that should have.
type stall struct{ from, to time.Time }

const beat = 10 * time.Millisecond

// run measures until ctx ends.
func (p *pulse) run(ctx context.Context) {
	for ctx.Err() == nil {
		due := time.Now().Add(beat)
		time.Sleep(beat)
		if now := time.Now(); now.Sub(due) > 2*beat {
			p.mu.Lock()
			p.stalls = append(p.stalls, stall{due, now})
			p.mu.Unlock()
		}
	}
}

// between returns for how long the process stood still between two instants.
func (p *pulse) between(from, to time.Time) (still time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.stalls {
		begin, end := s.from, s.to
		if begin.Before(from) {
			begin = from
		}
		if end.After(to) {
			end = to
		}
		still += max(0, end.Sub(begin))
	}
	return still
}

// longest returns the longest time for which it did.
func (p *pulse) longest() (longest time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.stalls {
		longest = max(longest, s.to.Sub(s.from))
	}
	return longest
}
