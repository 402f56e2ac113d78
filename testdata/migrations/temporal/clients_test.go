package temporal

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/channelz/grpc_channelz_v1"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection/grpc_reflection_v1"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGeneratedFilesAreUpToDate(t *testing.T) { trial.NothingStale(t) }

// What Temporal's server decides about the errors of its services: how many attempts, and how long the pause is.
func TestSameDecisionsAsTemporal(t *testing.T) {
	exhausted := func(scope enums.ResourceExhaustedScope) error {
		return &serviceerror.ResourceExhausted{Scope: scope, Message: "busy"}
	}
	for name, call := range calls {
		for _, test := range []struct {
			name     string
			fails    error
			attempts int
			pause    time.Duration
		}{
			{"internal", serviceerror.NewInternal("broken"), 2, 200 * time.Millisecond},
			{"unavailable", serviceerror.NewUnavailable("down"), 2, 200 * time.Millisecond},
			{"exhausted", exhausted(enums.RESOURCE_EXHAUSTED_SCOPE_SYSTEM), 2, time.Second},
			{"the namespace's share is exhausted", exhausted(enums.RESOURCE_EXHAUSTED_SCOPE_NAMESPACE), 1, 0},
			{"invalid", serviceerror.NewInvalidArgument("no"), 1, 0},
			{"not found", serviceerror.NewNotFound("no"), 1, 0},
			{"canceled", context.Canceled, 1, 0},
		} {
			t.Run(name+", "+test.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					inner := &service{fails: test.fails}
					if err := call.make(t.Context(), inner); err != test.fails {
						t.Errorf("err = %v, want that of the service", err)
					}
					if len(inner.begins) != test.attempts {
						t.Fatalf("%d attempts, want %d", len(inner.begins), test.attempts)
					}
					if test.attempts == 2 {
						pause := inner.begins[1].Sub(inner.begins[0])
						if least, most := test.pause*8/10, test.pause*12/10; pause < least || pause > most {
							t.Errorf("the pause was %v, want %v to %v", pause, least, most)
						}
					}
				})
			})
		}
		t.Run(name+", slow", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner, began := &service{}, time.Now() // which waits until its context is over
				err := call.make(t.Context(), inner)
				if took := time.Since(began); !errors.Is(err, context.DeadlineExceeded) || took != call.limit || len(inner.begins) != 1 {
					t.Errorf("%v after %v and %d attempts, want a timeout after %v and one", err, took, len(inner.begins), call.limit)
				}
			})
		})
	}
}

// calls are one method of each client, and the long polls, with the time that they have.
var calls = map[string]struct {
	limit time.Duration
	make  func(context.Context, *service) error
}{
	"Frontend.StartWorkflowExecution": {10 * time.Second, func(ctx context.Context, s *service) error {
		_, err := NewRetryingFrontend(frontend{service: s}).StartWorkflowExecution(ctx, &workflowservice.StartWorkflowExecutionRequest{})
		return err
	}},
	"Frontend.PollWorkflowTaskQueue": {3 * time.Minute, func(ctx context.Context, s *service) error {
		_, err := NewRetryingFrontend(frontend{service: s}).PollWorkflowTaskQueue(ctx, &workflowservice.PollWorkflowTaskQueueRequest{})
		return err
	}},
	"Frontend.PollActivityTaskQueue": {3 * time.Minute, func(ctx context.Context, s *service) error {
		_, err := NewRetryingFrontend(frontend{service: s}).PollActivityTaskQueue(ctx, &workflowservice.PollActivityTaskQueueRequest{})
		return err
	}},
	"Frontend.ListArchivedWorkflowExecutions": {3 * time.Minute, func(ctx context.Context, s *service) error {
		_, err := NewRetryingFrontend(frontend{service: s}).ListArchivedWorkflowExecutions(ctx, &workflowservice.ListArchivedWorkflowExecutionsRequest{})
		return err
	}},
	"Operator.ListSearchAttributes": {10 * time.Second, func(ctx context.Context, s *service) error {
		_, err := NewRetryingOperator(operator{service: s}).ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{})
		return err
	}},
	"Health.Check": {10 * time.Second, func(ctx context.Context, s *service) error {
		_, err := NewRetryingHealth(health{service: s}).Check(ctx, &grpc_health_v1.HealthCheckRequest{})
		return err
	}},
	"Channelz.GetServers": {10 * time.Second, func(ctx context.Context, s *service) error {
		_, err := NewRetryingChannelz(channelz{service: s}).GetServers(ctx, &grpc_channelz_v1.GetServersRequest{})
		return err
	}},
	"Reflection.ServerReflectionInfo": {10 * time.Second, func(ctx context.Context, s *service) error {
		_, err := NewRetryingReflection(reflection{service: s}).ServerReflectionInfo(ctx)
		return err
	}},
}

// A service fails, or waits where it has nothing to fail with.
type service struct {
	fails  error
	begins []time.Time
}

func (s *service) answer(ctx context.Context) error {
	s.begins = append(s.begins, time.Now())
	if s.fails == nil {
		<-ctx.Done()
		return ctx.Err()
	}
	return s.fails
}

type frontend struct {
	workflowservice.WorkflowServiceClient
	service *service
}

func (f frontend) StartWorkflowExecution(ctx context.Context, _ *workflowservice.StartWorkflowExecutionRequest, _ ...grpc.CallOption) (*workflowservice.StartWorkflowExecutionResponse, error) {
	return nil, f.service.answer(ctx)
}

func (f frontend) PollWorkflowTaskQueue(ctx context.Context, _ *workflowservice.PollWorkflowTaskQueueRequest, _ ...grpc.CallOption) (*workflowservice.PollWorkflowTaskQueueResponse, error) {
	return nil, f.service.answer(ctx)
}

func (f frontend) PollActivityTaskQueue(ctx context.Context, _ *workflowservice.PollActivityTaskQueueRequest, _ ...grpc.CallOption) (*workflowservice.PollActivityTaskQueueResponse, error) {
	return nil, f.service.answer(ctx)
}

func (f frontend) ListArchivedWorkflowExecutions(ctx context.Context, _ *workflowservice.ListArchivedWorkflowExecutionsRequest, _ ...grpc.CallOption) (*workflowservice.ListArchivedWorkflowExecutionsResponse, error) {
	return nil, f.service.answer(ctx)
}

type operator struct {
	operatorservice.OperatorServiceClient
	service *service
}

func (o operator) ListSearchAttributes(ctx context.Context, _ *operatorservice.ListSearchAttributesRequest, _ ...grpc.CallOption) (*operatorservice.ListSearchAttributesResponse, error) {
	return nil, o.service.answer(ctx)
}

type health struct {
	grpc_health_v1.HealthClient
	service *service
}

func (h health) Check(ctx context.Context, _ *grpc_health_v1.HealthCheckRequest, _ ...grpc.CallOption) (*grpc_health_v1.HealthCheckResponse, error) {
	return nil, h.service.answer(ctx)
}

type channelz struct {
	grpc_channelz_v1.ChannelzClient
	service *service
}

func (c channelz) GetServers(ctx context.Context, _ *grpc_channelz_v1.GetServersRequest, _ ...grpc.CallOption) (*grpc_channelz_v1.GetServersResponse, error) {
	return nil, c.service.answer(ctx)
}

type reflection struct {
	grpc_reflection_v1.ServerReflectionClient
	service *service
}

func (r reflection) ServerReflectionInfo(ctx context.Context, _ ...grpc.CallOption) (grpc_reflection_v1.ServerReflection_ServerReflectionInfoClient, error) {
	return nil, r.service.answer(ctx)
}
