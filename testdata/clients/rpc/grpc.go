// Code generated from the table of clients' errors. DO NOT EDIT.

package rpc

import (
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"slices"
)

// grpcClasses are the predicates of @grpc.
func grpcClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"throttled":                          isGrpcThrottled,
		"conflict":                           isGrpcConflict,
		"unknown":                            isGrpcUnknown,
		"unsent,throttled,transient":         isGrpc,
		"unsent,throttled,transient,unknown": isGrpcIdempotent,
	}
}

// isGrpcThrottled reports whether err is throttled as @grpc has it, for gRPC:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isGrpcThrottled(err error) bool {
	// throttled: ResourceExhausted, where the server says when to come back (status/status.go:139, rpc_util.go:796@v1.85.0; google.rpc.RetryInfo)
	return status.Code(err) == codes.ResourceExhausted && slices.ContainsFunc(status.Convert(err).Details(), func(d any) bool { _, ok := d.(*errdetails.RetryInfo); return ok })
}

// isGrpcConflict reports whether err is conflict as @grpc has it, for gRPC:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isGrpcConflict(err error) bool {
	// conflict: Aborted (codes/codes.go:137@v1.85.0)
	return status.Code(err) == codes.Aborted
}

// isGrpcUnknown reports whether err is unknown as @grpc has it, for gRPC:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isGrpcUnknown(err error) bool {
	// unknown: Unavailable, DeadlineExceeded or Internal (codes/codes.go:176, internal/transport/http_util.go:55@v1.85.0)
	switch status.Code(err) {
	case codes.Unavailable, codes.DeadlineExceeded, codes.Internal:
		return true
	}
	return false
}

// isGrpc reports whether err is unsent, throttled or transient as @grpc has it, for gRPC:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isGrpc(err error) bool {
	// throttled: ResourceExhausted, where the server says when to come back (status/status.go:139, rpc_util.go:796@v1.85.0; google.rpc.RetryInfo)
	return status.Code(err) == codes.ResourceExhausted && slices.ContainsFunc(status.Convert(err).Details(), func(d any) bool { _, ok := d.(*errdetails.RetryInfo); return ok })
}

// isGrpcIdempotent reports whether err is unsent, throttled, transient or unknown as @grpc has it, for gRPC:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isGrpcIdempotent(err error) bool {
	// throttled: ResourceExhausted, where the server says when to come back (status/status.go:139, rpc_util.go:796@v1.85.0; google.rpc.RetryInfo)
	if status.Code(err) == codes.ResourceExhausted && slices.ContainsFunc(status.Convert(err).Details(), func(d any) bool { _, ok := d.(*errdetails.RetryInfo); return ok }) {
		return true
	}
	// unknown: Unavailable, DeadlineExceeded or Internal (codes/codes.go:176, internal/transport/http_util.go:55@v1.85.0)
	switch status.Code(err) {
	case codes.Unavailable, codes.DeadlineExceeded, codes.Internal:
		return true
	}
	return false
}
