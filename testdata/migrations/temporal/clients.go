// Package temporal decorates five clients of gRPC services as the server of Temporal does it with those to its own services
// (client/frontend/retryable_client_gen.go and common/util.go): two tries for what is transient, a longer pause for
// what is throttled, ten seconds for a call, and three minutes for one that waits for something to happen.
package temporal

import (
	"context"
	"errors"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc/channelz/grpc_channelz_v1"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection/grpc_reflection_v1"
)

//go:generate go tool backoffgen

// Frontend has methods that wait until there is something to tell.
//
//backoff:use call
//backoff:use longPoll methods=PollWorkflowTaskQueue,PollActivityTaskQueue,ListArchivedWorkflowExecutions
type Frontend = workflowservice.WorkflowServiceClient

//backoff:use call
type Operator = operatorservice.OperatorServiceClient

//backoff:use call
type Health = grpc_health_v1.HealthClient

//backoff:use call
type Channelz = grpc_channelz_v1.ChannelzClient

//backoff:use call
type Reflection = grpc_reflection_v1.ServerReflectionClient

// isTransient reports whether another try may go better.
func isTransient(err error) bool {
	if throttled, ok := errors.AsType[*serviceerror.ResourceExhausted](err); ok {
		return throttled.Scope != enums.RESOURCE_EXHAUSTED_SCOPE_NAMESPACE
	}
	_, internal := errors.AsType[*serviceerror.Internal](err)
	_, unavailable := errors.AsType[*serviceerror.Unavailable](err)
	return internal || unavailable
}

// isThrottled reports whether the service has too much to do.
func isThrottled(err error) bool {
	_, throttled := errors.AsType[*serviceerror.ResourceExhausted](err)
	return throttled && isTransient(err)
}

// isTimeout reports whether a call took too long. It is not made again.
func isTimeout(err error) bool { return errors.Is(err, context.DeadlineExceeded) }
