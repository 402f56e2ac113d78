package rpc

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/googleapis/gax-go/v2/apierror"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"google.golang.org/api/googleapi"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

// laden is a status that says when to come back.
func laden(t testing.TB) error {
	t.Helper()
	s, err := status.New(codes.ResourceExhausted, "busy").WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	return s.Err()
}

func statuses(t testing.TB) []classcheck.Case {
	return []classcheck.Case{
		classcheck.In(laden(t), "throttled"),
		classcheck.In(status.Error(codes.ResourceExhausted, "trying to send message larger than max")),
		classcheck.In(status.Error(codes.Aborted, "conflict"), "conflict"),
		classcheck.In(status.Error(codes.Unavailable, "broken"), "unknown"),
		classcheck.In(status.Error(codes.DeadlineExceeded, "late"), "unknown"),
		classcheck.In(status.Error(codes.Internal, "reset"), "unknown"),
		classcheck.In(status.Error(codes.Unknown, "panic")),
		classcheck.In(status.Error(codes.NotFound, "none")),
		classcheck.In(status.Error(codes.Canceled, "gone")),
		classcheck.In(context.Canceled),
	}
}

func TestGrpc(t *testing.T) {
	classcheck.Test(t, grpcClasses(), grpcCases(t)...)

	late := status.Error(codes.DeadlineExceeded, "late")
	if errors.Is(late, context.DeadlineExceeded) || !isGrpcUnknown(late) {
		t.Error("a status is a context's error, or is not unknown")
	}
}

func grpcCases(t testing.TB) []classcheck.Case {
	t.Helper()
	return append(statuses(t), classcheck.In(io.EOF))
}

func TestConnect(t *testing.T) {
	classcheck.Test(t, connectClasses(), connectCases(t)...)
	if isGrpcUnknown(connect.NewError(connect.CodeUnavailable, io.ErrUnexpectedEOF)) {
		t.Error("@grpc sees a connect error")
	}
}

func connectCases(t testing.TB) []classcheck.Case {
	t.Helper()
	unavailable := connect.NewError(connect.CodeUnavailable, io.ErrUnexpectedEOF)
	return append(classcheck.Connection(),
		classcheck.In(connect.NewError(connect.CodeUnavailable, classcheck.Untrusted())),
		classcheck.In(connect.NewError(connect.CodeUnavailable, classcheck.Refused()), "unsent", "unknown"),
		classcheck.In(unavailable, "unknown"),
		classcheck.In(connect.NewError(connect.CodeDeadlineExceeded, context.DeadlineExceeded), "unknown"),
		classcheck.In(connect.NewError(connect.CodeInternal, errors.New("broken")), "unknown"),
		classcheck.In(connect.NewError(connect.CodeAborted, errors.New("conflict")), "conflict"),
		classcheck.In(connect.NewError(connect.CodeResourceExhausted, errors.New("quota"))),
		classcheck.In(connect.NewError(connect.CodeNotFound, errors.New("none"))),
	)
}

func TestEtcd(t *testing.T) {
	classcheck.Test(t, etcdClasses(), etcdCases(t)...)
	if isGrpcUnknown(rpctypes.ErrTimeout) {
		t.Error("@grpc sees an error of etcd's")
	}
}

func etcdCases(t testing.TB) []classcheck.Case {
	t.Helper()
	return []classcheck.Case{
		classcheck.In(rpctypes.Error(rpctypes.ErrGRPCRequestTooManyRequests), "throttled"),
		classcheck.In(rpctypes.Error(rpctypes.ErrGRPCNoLeader), "transient", "unknown"),
		classcheck.In(rpctypes.Error(rpctypes.ErrGRPCLeaderChanged), "unknown"),
		classcheck.In(rpctypes.Error(rpctypes.ErrGRPCTimeout), "unknown"),
		classcheck.In(rpctypes.Error(rpctypes.ErrGRPCDeadlineExceeded), "unknown"),
		classcheck.In(rpctypes.Error(rpctypes.ErrGRPCNoSpace)),
		classcheck.In(rpctypes.Error(rpctypes.ErrGRPCCompacted)),
		classcheck.In(status.Error(codes.Unavailable, "transport is closing"), "unknown"),
		classcheck.In(context.DeadlineExceeded, "unknown"),
		classcheck.In(context.Canceled),
	}
}

func TestTemporal(t *testing.T) {
	classcheck.Test(t, temporalClasses(), temporalCases(t)...)
	if isGrpcUnknown(serviceerror.NewUnavailable("down")) {
		t.Error("@grpc sees an error of Temporal's")
	}
}

func temporalCases(t testing.TB) []classcheck.Case {
	t.Helper()
	exhausted := func(cause enums.ResourceExhaustedCause) error {
		return serviceerror.NewResourceExhausted(cause, "busy")
	}
	unavailable := serviceerror.NewUnavailable("down")
	return []classcheck.Case{
		classcheck.In(exhausted(enums.RESOURCE_EXHAUSTED_CAUSE_RPS_LIMIT), "throttled"),
		classcheck.In(exhausted(enums.RESOURCE_EXHAUSTED_CAUSE_CONCURRENT_LIMIT), "throttled"),
		classcheck.In(exhausted(enums.RESOURCE_EXHAUSTED_CAUSE_APS_LIMIT), "throttled"),
		classcheck.In(exhausted(enums.RESOURCE_EXHAUSTED_CAUSE_OPS_LIMIT), "throttled"),
		classcheck.In(exhausted(enums.RESOURCE_EXHAUSTED_CAUSE_SYSTEM_OVERLOADED), "unknown"),
		classcheck.In(exhausted(enums.RESOURCE_EXHAUSTED_CAUSE_PERSISTENCE_LIMIT), "unknown"),
		classcheck.In(exhausted(enums.RESOURCE_EXHAUSTED_CAUSE_BUSY_WORKFLOW), "unknown"),
		classcheck.In(exhausted(enums.RESOURCE_EXHAUSTED_CAUSE_CIRCUIT_BREAKER_OPEN), "unknown"),
		classcheck.In(exhausted(enums.RESOURCE_EXHAUSTED_CAUSE_UNSPECIFIED)),
		classcheck.In(serviceerror.NewNamespaceNotActive("orders", "west", "east"), "transient"),
		classcheck.In(serviceerror.NewWorkflowNotReady("soon"), "transient"),
		classcheck.In(serviceerror.NewAborted("together"), "conflict"),
		classcheck.In(unavailable, "unknown"),
		classcheck.In(serviceerror.NewDeadlineExceeded("late"), "unknown"),
		classcheck.In(serviceerror.NewInternal("broken"), "unknown"),
		classcheck.In(context.DeadlineExceeded, "unknown"),
		classcheck.In(serviceerror.NewNotFound("none")),
		classcheck.In(serviceerror.NewWorkflowExecutionAlreadyStarted("there", "", "")),
	}
}

func TestGcp(t *testing.T) {
	classcheck.Test(t, gcpClasses(), gcpCases(t)...)
}

func gcpCases(t testing.TB) []classcheck.Case {
	t.Helper()
	rest := func(code int) error { return &googleapi.Error{Code: code} }
	wrapped, ok := apierror.FromError(status.Error(codes.Unavailable, "down"))
	if !ok {
		t.Fatal("a status is not an API error")
	}
	cases := slices.Concat(statuses(t), classcheck.Connection(), []classcheck.Case{
		classcheck.In(wrapped, "unknown"),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(io.ErrUnexpectedEOF, "unknown"),
		classcheck.In(context.DeadlineExceeded, "unknown"),
		classcheck.In(rest(429), "throttled"),
		classcheck.In(rest(412), "conflict"),
		classcheck.In(rest(404)),
		classcheck.In(rest(403)),
	})
	for _, code := range []int{408, 500, 502, 503, 504} {
		cases = append(cases, classcheck.In(rest(code), "unknown"))
	}
	return cases
}
