package grpchint_test

import (
	"context"
	"fmt"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

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

// gRPC keeps trailers to itself; with this interceptor, errors carry them.
func ExampleUnaryClientInterceptor() {
	s := &service{errs: []error{fail(codes.Unavailable)}, trailers: []string{"-1"}}
	client, stop, err := serve(s, grpc.WithUnaryInterceptor(grpchint.UnaryClientInterceptor))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer stop()
	_, err = NewRetryingHealth(client).Check(context.Background(), &healthpb.HealthCheckRequest{})
	fmt.Println(status.Code(err), "after", len(s.asked), "attempt: the server has said never")
	// Output: Unavailable after 1 attempt: the server has said never
}

// A client that asks for trailers itself, by grpc.Trailer, hands them on with its errors.
func ExampleWithTrailer() {
	trailer := metadata.Pairs("grpc-retry-pushback-ms", "250")
	err := grpchint.WithTrailer(status.Error(codes.Unavailable, "busy"), trailer)
	fmt.Println(err)
	fmt.Println(grpchint.RetryAfter(err))
	// Output:
	// rpc error: code = Unavailable desc = busy
	// 250ms true
}
