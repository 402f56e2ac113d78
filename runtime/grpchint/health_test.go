package grpchint_test

import (
	"context"

	"google.golang.org/grpc"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

//go:generate go tool backoffgen

//backoff:import "github.com/backoffgen/backoffgen/runtime/grpchint"

// Health is what is used of a generated gRPC client, which implements it.
type Health interface {
	// Check asks how a service is.
	//
	//backoff:policy deadline=1m pause=100ms errors=grpchint.Retryable pause_from=grpchint.RetryAfter
	Check(ctx context.Context, in *healthpb.HealthCheckRequest, opts ...grpc.CallOption) (*healthpb.HealthCheckResponse, error)
}
