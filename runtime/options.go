package backoff

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// An Option changes what the constructor of a generated decorator makes: [WithObserver], [WithLogger], [WithStats] and
// [WithBudget] return one. A nil Option changes nothing.
type Option func(*engine.Options)

// WithObserver has o told of every call of the decorator's annotated methods. It may be given several times: each observer is
// told, in their order. A nil o is told nothing.
func WithObserver(o Observer) Option {
	return func(options *engine.Options) {
		if o != nil {
			options.Watchers = append(options.Watchers, func(method string) engine.Watcher { return watcherOf(o, method) })
		}
	}
}

// watcherOf returns an observer as the engine knows it, for one method.
func watcherOf(o Observer, method string) engine.Watcher {
	switch o := o.(type) {
	case *Stats:
		return o.countersOf(method)
	case ContextObserver:
		return contextWatcher{watcher{o}, o}
	}
	return watcher{o}
}

// A watcher tells an observer what the engine tells.
type watcher struct{ observer Observer }

// Watch is [engine.Watcher.Watch].
func (w watcher) Watch(ctx context.Context, e engine.Event) {
	event := eventOf(&e)
	event.Nested = attempt.IsRetry(ctx)
	w.observer.Observe(ctx, event)
}

// eventOf returns what the engine tells as observers are told it.
func eventOf(e *engine.Event) Event {
	return Event{
		Kind:     EventKind(e.Kind),
		Method:   e.Method,
		Try:      e.Try,
		Elapsed:  e.Elapsed,
		Err:      e.Err,
		Outcome:  Outcome(e.Outcome),
		Pause:    e.Pause,
		Next:     e.Next,
		Reason:   Reason(e.Reason),
		Hedge:    e.Hedge,
		Retried:  e.Retried,
		FellBack: e.FellBack,
		Panic:    e.Panic,
		Stack:    e.Stack,

		CallerDone: e.CallerDone,
		Unended:    e.Unended,
	}
}

// A contextWatcher also hands on what its observer makes of contexts.
type contextWatcher struct {
	watcher
	ContextObserver
}
