package load

import (
	"context"
	"sync"
)

// Commands counts the go commands that run under a context. A program that is stopped has to wait until these have ended, and for
// nothing else.
type Commands struct {
	mu      sync.Mutex
	running int
	ended   *sync.Cond
}

type commandsKey struct{}

// WatchCommands returns a context under which go commands are counted, and the count, which may be that of a
// context around it.
func WatchCommands(ctx context.Context) (context.Context, *Commands) {
	if c, watched := ctx.Value(commandsKey{}).(*Commands); watched {
		return ctx, c
	}
	c := &Commands{}
	c.ended = sync.NewCond(&c.mu)
	return context.WithValue(ctx, commandsKey{}, c), c
}

// Wait waits until none of them runs. Once the context has ended, no other one starts.
func (c *Commands) Wait() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.running > 0 {
		c.ended.Wait()
	}
}

// runs counts a command that is about to start, until the returned function is called.
func runs(ctx context.Context) (ended func()) {
	c, watched := ctx.Value(commandsKey{}).(*Commands)
	if !watched {
		return func() {}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.running++
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.running--
		c.ended.Broadcast()
	}
}
