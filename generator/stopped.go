package generator

import (
	"context"
	"fmt"
	"sync"

	"github.com/backoffgen/backoffgen/generator/internal/load"
)

// stopReason returns why a run was stopped, if it was, since other errors follow from that. Otherwise it returns err.
func stopReason(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("stopped: %w", context.Cause(ctx))
	}
	return err
}

// untilStopped does work that takes as long as the sources are large, until it is done or ctx ends. Then it waits only for the go
// commands that run; the work itself, which has no effect but its result, goes on unheard.
func untilStopped[T any](ctx context.Context, cfg Config, work func(context.Context, Config) (T, error)) (T, error) {
	watched, commands := load.WatchCommands(ctx)
	var (
		result  T
		failed  error
		stopped bool
		logging sync.Mutex
		logf    = cfg.Logf
		done    = make(chan struct{})
	)
	cfg.Logf = func(format string, args ...any) {
		logging.Lock()
		defer logging.Unlock()
		if logf != nil && !stopped {
			logf(format, args...)
		}
	}
	go func() {
		defer close(done)
		result, failed = work(watched, cfg)
	}()
	var err error
	select {
	case <-done:
		if err = stopReason(ctx, failed); err == nil { // otherwise the result may be wrong
			return result, nil
		}
	case <-ctx.Done():
		commands.Wait()
		err = stopReason(ctx, nil)
	}
	logging.Lock()
	defer logging.Unlock()
	stopped = true
	var none T
	return none, err
}
