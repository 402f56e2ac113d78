package rpc

import (
	"errors"
	"testing"

	"connectrpc.com/connect"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"google.golang.org/api/googleapi"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

// FuzzClients asks the predicates about trees of errors that are made at random, with codes of all kinds.
func FuzzClients(f *testing.F) {
	grpcCodes := map[codes.Code][]string{codes.Aborted: {"conflict"}, codes.Unavailable: {"unknown"}, codes.DeadlineExceeded: {"unknown"}, codes.Internal: {"unknown"}}
	grpcStatus := func(code uint16) []classcheck.Case {
		c := 1 + codes.Code(code%20)
		return []classcheck.Case{classcheck.In(status.Error(c, "random"), grpcCodes[c]...)}
	}
	connectCodes := map[connect.Code][]string{connect.CodeAborted: {"conflict"}, connect.CodeUnavailable: {"unknown"}, connect.CodeDeadlineExceeded: {"unknown"}, connect.CodeInternal: {"unknown"}}
	causes := map[int][]string{1: {"throttled"}, 2: {"throttled"}, 3: {"unknown"}, 4: {"unknown"}, 5: {"unknown"}, 6: {"throttled"}}
	rest := map[int][]string{429: {"throttled"}, 412: {"conflict"}, 408: {"unknown"}, 500: {"unknown"}, 502: {"unknown"}, 503: {"unknown"}, 504: {"unknown"}}
	classcheck.FuzzClients(f,
		classcheck.Client{Predicates: grpcClasses(), Known: grpcCases(f), Coded: grpcStatus},
		classcheck.Client{Predicates: connectClasses(), Known: connectCases(f), Coded: func(code uint16) []classcheck.Case {
			c := connect.Code(code % 20)
			return []classcheck.Case{classcheck.In(connect.NewError(c, errors.New("random")), connectCodes[c]...)}
		}},
		classcheck.Client{Predicates: etcdClasses(), Known: etcdCases(f)},
		classcheck.Client{Predicates: temporalClasses(), Known: temporalCases(f), Coded: func(code uint16) []classcheck.Case {
			n := int(code) % 7
			return []classcheck.Case{classcheck.In(serviceerror.NewResourceExhausted(enums.ResourceExhaustedCause(n), "busy"), causes[n]...)}
		}},
		classcheck.Client{Predicates: gcpClasses(), Known: gcpCases(f), Coded: func(code uint16) []classcheck.Case {
			n := int(code) % 600
			return append(grpcStatus(code), classcheck.In(&googleapi.Error{Code: n}, rest[n]...))
		}},
	)
}
