package chaos

import (
	"context"
	"sync"
	"time"
)

// A watched is a context that lives as long as its program, as a server's does, and counts what hangs on it. It is of no type of the
// standard library's, so that these ask it to be told of its end.
type watched struct {
	done chan struct{}

	mu   sync.Mutex
	next int
	hung map[int]func()
}

func newWatched() *watched { return &watched{done: make(chan struct{}), hung: map[int]func(){}} }

func (w *watched) Deadline() (time.Time, bool) { return time.Time{}, false }
func (w *watched) Done() <-chan struct{}       { return w.done }
func (w *watched) Err() error                  { return nil }
func (w *watched) Value(any) any               { return nil }

// AfterFunc is what package context looks for in a context that is not its own.
func (w *watched) AfterFunc(f func()) (stop func() bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := w.next
	w.next++
	w.hung[n] = f
	return func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		_, there := w.hung[n]
		delete(w.hung, n)
		return there
	}
}

// hanging is how many contexts and functions hang on it.
func (w *watched) hanging() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.hung)
}

var _ context.Context = (*watched)(nil)
