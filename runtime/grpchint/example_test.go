package grpchint_test

import (
	"context"
	"fmt"
	"time"

	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"github.com/backoffgen/backoffgen/runtime/grpchint"
)

func Example() {
	client, stop, err := serve(&service{errs: []error{fail(codes.Unavailable, in(10*time.Millisecond)), nil}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer stop()

	// Check is annotated with errors=grpchint.Retryable pause_from=grpchint.RetryAfter.
	health := NewRetryingHealth(client)
	answer, err := health.Check(context.Background(), &healthpb.HealthCheckRequest{Service: "users"})
	fmt.Println(answer.GetStatus(), err)
	// Output: SERVING <nil>
}

func ExampleRetryAfter() {
	err := fail(codes.ResourceExhausted, in(30*time.Second)) // status.New(…).WithDetails(&errdetails.RetryInfo{…})
	fmt.Println(grpchint.RetryAfter(err))
	fmt.Println(grpchint.Retryable(err))
	// Output:
	// 30s true
	// true
}
