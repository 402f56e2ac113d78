package load

import (
	"context"
	"testing"
	"testing/synctest"
)

// Rule 2.21: Who is stopped waits for the go commands that run.
func TestCommandsAreAwaited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, commands := WatchCommands(t.Context())
		inner, cancel := context.WithCancel(ctx)
		defer cancel()
		commands.Wait() // for none
		first, second := runs(ctx), runs(inner)
		waited := make(chan struct{})
		go func() {
			defer close(waited)
			commands.Wait()
		}()
		for _, end := range []func(){first, second} {
			synctest.Wait()
			select {
			case <-waited:
				t.Fatal("a command runs, and is not awaited")
			default:
			}
			end()
		}
		<-waited
		runs(t.Context())() // under no watch
	})
}
