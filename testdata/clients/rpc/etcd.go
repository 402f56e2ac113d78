// Code generated from the table of clients' errors. DO NOT EDIT.

package rpc

import (
	"context"
	"errors"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"os"
)

// etcdClasses are the predicates of @etcd.
func etcdClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"throttled":                          isEtcdThrottled,
		"transient":                          isEtcdTransient,
		"unknown":                            isEtcdUnknown,
		"unsent,throttled,transient":         isEtcd,
		"unsent,throttled,transient,unknown": isEtcdIdempotent,
	}
}

// isEtcdThrottled reports whether err is throttled as @etcd has it, for etcd:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isEtcdThrottled(err error) bool {
	// throttled: too many requests (v3rpc/rpctypes/error.go:195@v3.7.3; etcdserver/v3_server.go:1064@v3.7.3)
	return errors.Is(err, rpctypes.ErrTooManyRequests)
}

// isEtcdTransient reports whether err is transient as @etcd has it, for etcd:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isEtcdTransient(err error) bool {
	// transient: no leader (etcdserver/api/v3rpc/interceptor.go:70, etcdserver/v3_server.go:796@v3.7.3)
	return errors.Is(err, rpctypes.ErrNoLeader)
}

// isEtcdUnknown reports whether err is unknown as @etcd has it, for etcd:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isEtcdUnknown(err error) bool {
	// unknown: Unavailable or DeadlineExceeded, as etcd's own error: request timed out, leader changed, server stopped (v3rpc/rpctypes/error.go:248@v3.7.3)
	if e, ok := errors.AsType[rpctypes.EtcdError](err); ok {
		switch e.Code() {
		case codes.Unavailable, codes.DeadlineExceeded:
			return true
		}
	}
	// unknown: the same as gRPC's status, for what no server of etcd's has answered (client.go:606@v3.7.3)
	switch status.Code(err) {
	case codes.Unavailable, codes.DeadlineExceeded:
		return true
	}
	// unknown: it took too long (context/context.go:171, os/error.go:27@go1.26.8)
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// isEtcd reports whether err is unsent, throttled or transient as @etcd has it, for etcd:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isEtcd(err error) bool {
	// throttled: too many requests (v3rpc/rpctypes/error.go:195@v3.7.3; etcdserver/v3_server.go:1064@v3.7.3)
	// transient: no leader (etcdserver/api/v3rpc/interceptor.go:70, etcdserver/v3_server.go:796@v3.7.3)
	return errors.Is(err, rpctypes.ErrTooManyRequests) || errors.Is(err, rpctypes.ErrNoLeader)
}

// isEtcdIdempotent reports whether err is unsent, throttled, transient or unknown as @etcd has it, for etcd:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isEtcdIdempotent(err error) bool {
	// throttled: too many requests (v3rpc/rpctypes/error.go:195@v3.7.3; etcdserver/v3_server.go:1064@v3.7.3)
	// transient: no leader (etcdserver/api/v3rpc/interceptor.go:70, etcdserver/v3_server.go:796@v3.7.3)
	if errors.Is(err, rpctypes.ErrTooManyRequests) || errors.Is(err, rpctypes.ErrNoLeader) {
		return true
	}
	// unknown: Unavailable or DeadlineExceeded, as etcd's own error: request timed out, leader changed, server stopped (v3rpc/rpctypes/error.go:248@v3.7.3)
	if e, ok := errors.AsType[rpctypes.EtcdError](err); ok {
		switch e.Code() {
		case codes.Unavailable, codes.DeadlineExceeded:
			return true
		}
	}
	// unknown: the same as gRPC's status, for what no server of etcd's has answered (client.go:606@v3.7.3)
	switch status.Code(err) {
	case codes.Unavailable, codes.DeadlineExceeded:
		return true
	}
	// unknown: it took too long (context/context.go:171, os/error.go:27@go1.26.8)
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}
