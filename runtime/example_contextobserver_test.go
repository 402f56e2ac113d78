package backoff_test

import (
	"context"
	"fmt"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// An attemptKey's value is the name of the attempt that a context belongs to.
type attemptKey struct{}

// A namer names the attempts, as a tracer would begin spans; runtime/otelbackoff is one.
type namer struct{}

func (namer) Observe(context.Context, backoff.Event) {}

func (namer) CallContext(ctx context.Context, _ string) context.Context { return ctx }

func (namer) AttemptContext(ctx context.Context, method string, try int) context.Context {
	return context.WithValue(ctx, attemptKey{}, fmt.Sprintf("%s #%d", method, try))
}

func (namer) CallAborted(context.Context, string) {}

// A namedStore says under what name it is called, and is busy at first.
type namedStore struct{ flakyStore }

func (s *namedStore) Save(ctx context.Context) error {
	fmt.Println(ctx.Value(attemptKey{}))
	return s.flakyStore.Save(ctx)
}

func ExampleContextObserver() {
	store := NewRetryingStore(&namedStore{}, backoff.WithObserver(namer{}))
	if err := store.Save(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Store.Save #1
	// Store.Save #2
}
