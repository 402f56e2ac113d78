package gobreakerbackoff_test

import (
	"context"
	"fmt"

	"github.com/sony/gobreaker/v2"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/gobreakerbackoff"
)

func ExampleNew() {
	guard := gobreakerbackoff.New(gobreaker.Settings{
		Name:        "prices",
		ReadyToTrip: func(counts gobreaker.Counts) bool { return counts.ConsecutiveFailures >= 3 },
	})
	policy := &backoff.Policy{MaxTries: 5, Errors: []backoff.Matcher{backoff.Is(errUnavailable)}, Guard: guard}
	asked := 0
	err := backoff.Run(context.Background(), policy, func(context.Context) error {
		asked++
		return errUnavailable
	})
	fmt.Println(err, "after", asked, "attempts;", guard.State())
	// Output: circuit breaker is open after 3 attempts; open
}
