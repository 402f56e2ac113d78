// Package unnamed has parameters and results without names.
package unnamed

import (
	"context"
	"time"
)

// Event is a named type, after which a parameter can be called.
type Event struct{ Name string }

// Events has no names at all.
//
//backoff:retry 3 replay=always
type Events interface {
	Publish(context.Context, *Event, string, int) (*Event, int, error)
	Blank(_ context.Context, _ *Event, _ string) (_ int, _ error)
	Mixed(ctx context.Context, _ time.Time, name string) (int, error)
	Twins(Event, Event) (Event, Event)
	Late(string, context.Context) error
	Funcs(func(int) error, chan<- Event, <-chan struct{}, struct{ A, B int }, interface{ M() }, [2]int, map[string][]int) error
}
