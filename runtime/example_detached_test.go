package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A second attempt is begun beside the first, which is stuck; the first learns why it is cancelled.
func ExamplePolicy_hedge() {
	policy := backoff.Policy{Hedge: 20 * time.Millisecond, MaxTries: 2}
	replicas := make(chan string, 2)
	replicas <- "a slow replica"
	replicas <- "a fast replica"
	lost := make(chan error, 1)
	answer, err := backoff.Do(context.Background(), &policy, func(ctx context.Context) (string, error) {
		replica := <-replicas
		if replica == "a slow replica" {
			<-ctx.Done()
			lost <- context.Cause(ctx)
			return "", ctx.Err()
		}
		return "an answer from " + replica, nil
	})
	fmt.Println(answer, err)
	fmt.Println(errors.Is(<-lost, backoff.ErrHedgeLost))
	// Output:
	// an answer from a fast replica <nil>
	// true
}

// The function called knows nothing of contexts, and would block for good.
func ExamplePolicy_abandon() {
	policy := backoff.Policy{AttemptTimeout: 20 * time.Millisecond, MaxTries: 2, Abandon: true}
	stuck := make(chan struct{})
	defer close(stuck)
	err := backoff.Run(context.Background(), &policy, func(context.Context) error {
		<-stuck
		return nil
	})
	fmt.Println(err)
	fmt.Println(errors.Is(err, context.DeadlineExceeded))
	// Output:
	// backoff: attempt timeout exceeded
	// true
}
