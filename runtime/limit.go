package backoff

import (
	"container/list"
	"context"
	"fmt"
	"sync"
	"sync/atomic"
)

// NewLimit returns a guard that lets at most n attempts run at the same time, and refuses any other one at once with
// [ErrLimit]. An attempt counts until its callee has returned, also when the call has left it behind ([Policy].Abandon): a
// callee that hangs for ever is asked no more than n times. With an n of 0 or less it refuses all. It allocates nothing and
// does not lock.
func NewLimit(n int) Guard {
	l := &limit{n: n}
	l.free.Store(int64(max(n, 0)))
	return l
}

// A limit is its own Pass, since there is nothing to know of a single attempt.
type limit struct {
	n    int
	free atomic.Int64 // places
}

func (l *limit) Enter(context.Context) (Pass, error) {
	for {
		free := l.free.Load()
		if free == 0 {
			return nil, ErrLimit
		}
		if l.free.CompareAndSwap(free, free-1) {
			return l, nil
		}
	}
}

func (l *limit) Ended(error) {}
func (l *limit) Returned()   { l.free.Add(1) }

// String returns how the guard is made.
func (l *limit) String() string { return fmt.Sprintf("NewLimit(%d)", l.n) }

// NewWaitingLimit returns a guard as [NewLimit] does, which does not refuse an attempt at once but has it wait for a place,
// within the attempt's limits: those that wait get one in the order in which they came. When the attempt's context ends
// before, the attempt is refused with an error that matches [ErrLimit] and the cause of that end. The time of waiting counts
// for the attempt's limits; without limits an attempt waits until its caller's context ends.
//
// A callee that itself makes calls under the same limit may wait for a place that it holds: give those another limit.
func NewWaitingLimit(n int) Guard {
	return &waitingLimit{n: n, free: max(n, 0)}
}

// A waitingLimit is its own Pass. Each attempt that waits makes a channel of its own, so that in a bubble of testing/synctest
// it waits there, wherever the limit was made.
type waitingLimit struct {
	n       int
	mu      sync.Mutex
	free    int       // places
	waiting list.List // of chan struct{}, in order: one that is closed and gone from the list has a place
}

func (l *waitingLimit) Enter(ctx context.Context) (Pass, error) {
	l.mu.Lock()
	if l.free > 0 { // then nobody waits
		l.free--
		l.mu.Unlock()
		return l, nil
	}
	place := make(chan struct{})
	waiter := l.waiting.PushBack(place)
	l.mu.Unlock()
	select {
	case <-place:
		return l, nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-place: // at the same time
		return l, nil
	default:
		l.waiting.Remove(waiter)
		return nil, fmt.Errorf("%w: %w", ErrLimit, context.Cause(ctx))
	}
}

func (l *waitingLimit) Ended(error) {}

func (l *waitingLimit) Returned() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if first := l.waiting.Front(); first != nil {
		close(l.waiting.Remove(first).(chan struct{}))
		return
	}
	l.free++
}

// String returns how the guard is made.
func (l *waitingLimit) String() string { return fmt.Sprintf("NewWaitingLimit(%d)", l.n) }
