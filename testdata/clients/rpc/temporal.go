// Code generated from the table of clients' errors. DO NOT EDIT.

package rpc

import (
	"errors"
	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"google.golang.org/grpc/codes"
)

// temporalClasses are the predicates of @temporal.
func temporalClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"throttled":                          isTemporalThrottled,
		"transient":                          isTemporalTransient,
		"conflict":                           isTemporalConflict,
		"unknown":                            isTemporalUnknown,
		"unsent,throttled,transient":         isTemporal,
		"unsent,throttled,transient,unknown": isTemporalIdempotent,
	}
}

// isTemporalThrottled reports whether err is throttled as @temporal has it, for Temporal's client:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isTemporalThrottled(err error) bool {
	// throttled: a limit of requests or actions (serviceerror/resource_exhausted.go:15, enums/v1/failed_cause.pb.go:590@v1.64.3)
	if e, ok := errors.AsType[*serviceerror.ResourceExhausted](err); ok {
		switch e.Cause {
		case enums.RESOURCE_EXHAUSTED_CAUSE_RPS_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_CONCURRENT_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_APS_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_OPS_LIMIT:
			return true
		}
	}
	return false
}

// isTemporalTransient reports whether err is transient as @temporal has it, for Temporal's client:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isTemporalTransient(err error) bool {
	// transient: the namespace is active in another cluster, as while it fails over (serviceerror/namespace_not_active.go:14@v1.64.3)
	if _, ok := errors.AsType[*serviceerror.NamespaceNotActive](err); ok {
		return true
	}
	// transient: the workflow is not ready for the request yet (serviceerror/workflow_not_ready.go:14@v1.64.3)
	_, ok := errors.AsType[*serviceerror.WorkflowNotReady](err)
	return ok
}

// isTemporalConflict reports whether err is conflict as @temporal has it, for Temporal's client:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isTemporalConflict(err error) bool {
	// conflict: Aborted (serviceerror/convert.go:92@v1.64.3)
	return serviceerror.ToStatus(err).Code() == codes.Aborted
}

// isTemporalUnknown reports whether err is unknown as @temporal has it, for Temporal's client:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isTemporalUnknown(err error) bool {
	// unknown: too much load further inside (enums/v1/failed_cause.pb.go:594@v1.64.3)
	if e, ok := errors.AsType[*serviceerror.ResourceExhausted](err); ok {
		switch e.Cause {
		case enums.RESOURCE_EXHAUSTED_CAUSE_SYSTEM_OVERLOADED,
			enums.RESOURCE_EXHAUSTED_CAUSE_PERSISTENCE_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_BUSY_WORKFLOW,
			enums.RESOURCE_EXHAUSTED_CAUSE_CIRCUIT_BREAKER_OPEN:
			return true
		}
	}
	// unknown: Unavailable, DeadlineExceeded or Internal (serviceerror/convert.go:17@v1.64.3; internal/common/retry/interceptor.go:113@v1.51.0)
	switch serviceerror.ToStatus(err).Code() {
	case codes.Unavailable, codes.DeadlineExceeded, codes.Internal:
		return true
	}
	return false
}

// isTemporal reports whether err is unsent, throttled or transient as @temporal has it, for Temporal's client:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isTemporal(err error) bool {
	// throttled: a limit of requests or actions (serviceerror/resource_exhausted.go:15, enums/v1/failed_cause.pb.go:590@v1.64.3)
	if e, ok := errors.AsType[*serviceerror.ResourceExhausted](err); ok {
		switch e.Cause {
		case enums.RESOURCE_EXHAUSTED_CAUSE_RPS_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_CONCURRENT_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_APS_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_OPS_LIMIT:
			return true
		}
	}
	// transient: the namespace is active in another cluster, as while it fails over (serviceerror/namespace_not_active.go:14@v1.64.3)
	if _, ok := errors.AsType[*serviceerror.NamespaceNotActive](err); ok {
		return true
	}
	// transient: the workflow is not ready for the request yet (serviceerror/workflow_not_ready.go:14@v1.64.3)
	_, ok := errors.AsType[*serviceerror.WorkflowNotReady](err)
	return ok
}

// isTemporalIdempotent reports whether err is unsent, throttled, transient or unknown as @temporal has it, for Temporal's client:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isTemporalIdempotent(err error) bool {
	// throttled: a limit of requests or actions (serviceerror/resource_exhausted.go:15, enums/v1/failed_cause.pb.go:590@v1.64.3)
	// unknown: too much load further inside (enums/v1/failed_cause.pb.go:594@v1.64.3)
	if e, ok := errors.AsType[*serviceerror.ResourceExhausted](err); ok {
		switch e.Cause {
		case enums.RESOURCE_EXHAUSTED_CAUSE_RPS_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_CONCURRENT_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_APS_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_OPS_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_SYSTEM_OVERLOADED,
			enums.RESOURCE_EXHAUSTED_CAUSE_PERSISTENCE_LIMIT,
			enums.RESOURCE_EXHAUSTED_CAUSE_BUSY_WORKFLOW,
			enums.RESOURCE_EXHAUSTED_CAUSE_CIRCUIT_BREAKER_OPEN:
			return true
		}
	}
	// transient: the namespace is active in another cluster, as while it fails over (serviceerror/namespace_not_active.go:14@v1.64.3)
	if _, ok := errors.AsType[*serviceerror.NamespaceNotActive](err); ok {
		return true
	}
	// transient: the workflow is not ready for the request yet (serviceerror/workflow_not_ready.go:14@v1.64.3)
	if _, ok := errors.AsType[*serviceerror.WorkflowNotReady](err); ok {
		return true
	}
	// unknown: Unavailable, DeadlineExceeded or Internal (serviceerror/convert.go:17@v1.64.3; internal/common/retry/interceptor.go:113@v1.51.0)
	switch serviceerror.ToStatus(err).Code() {
	case codes.Unavailable, codes.DeadlineExceeded, codes.Internal:
		return true
	}
	return false
}
