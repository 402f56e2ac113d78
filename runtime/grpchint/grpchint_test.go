package grpchint_test

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/backoffgen/backoffgen/runtime/grpchint"
)

// fail returns an error with a status and its details.
func fail(code codes.Code, details ...protoadapt.MessageV1) error {
	s, err := status.New(code, "no").WithDetails(details...)
	if err != nil {
		panic(err) // details of a type that is not registered
	}
	return s.Err()
}

func in(d time.Duration) *errdetails.RetryInfo {
	return &errdetails.RetryInfo{RetryDelay: durationpb.New(d)}
}

// anError has no status, although it has the method for one.
type anError struct{}

func (anError) Error() string              { return "none" }
func (anError) GRPCStatus() *status.Status { return nil }

// never stands for any negative pause.
const never time.Duration = -2

func TestRetryAfter(t *testing.T) {
	bare := status.Error(codes.Unavailable, "no")
	for _, test := range []struct {
		name string
		err  error
		want time.Duration // negative for none; never for no other attempt
	}{
		{"no error", nil, -1},
		{"no status", errors.New("no"), -1},
		{"a status that is nil", anError{}, -1},
		{"no details", bare, -1},
		{"other details", fail(codes.Unavailable, &errdetails.ErrorInfo{Reason: "LOAD"}), -1},
		{"an hour", fail(codes.Unavailable, in(time.Hour)), time.Hour},
		{"at once", fail(codes.Unavailable, in(0)), 0},
		{"among others", fail(codes.ResourceExhausted, &errdetails.QuotaFailure{}, in(time.Second), &errdetails.Help{}), time.Second},
		{"without a delay", fail(codes.Unavailable, &errdetails.RetryInfo{}), -1},
		{"less than nothing", fail(codes.Unavailable, in(-time.Second)), never},
		{"no duration", fail(codes.Unavailable, &errdetails.RetryInfo{RetryDelay: &durationpb.Duration{Seconds: 1, Nanos: -1}}), -1},
		{"the second of two", fail(codes.Unavailable, &errdetails.RetryInfo{}, in(time.Second)), time.Second},
		{"longer than a duration", fail(codes.Unavailable, &errdetails.RetryInfo{RetryDelay: &durationpb.Duration{Seconds: 300_000_000_000}}), math.MaxInt64},
		{"wrapped", fmt.Errorf("check: %w", fail(codes.Unavailable, in(time.Minute))), time.Minute},
		{"in a tree", errors.Join(errors.New("no"), fmt.Errorf("check: %w", fail(codes.Unavailable, in(time.Minute)))), time.Minute},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, ok := grpchint.RetryAfter(test.err)
			if ok && d < 0 {
				d = never
			}
			if ok != (test.want != -1) || ok && d != test.want {
				t.Errorf("%v says %v, %t, want %v", test.err, d, ok, test.want)
			}
		})
	}
}

func TestRetryable(t *testing.T) {
	for code := codes.OK; code <= codes.Unauthenticated; code++ {
		if got := grpchint.Retryable(fmt.Errorf("check: %w", status.Error(code, "no"))); got != (code == codes.Unavailable) {
			t.Errorf("%v is retryable: %t", code, got)
		}
		if code == codes.OK {
			continue // it is no error, and has no details
		}
		want := code == codes.Unavailable || code == codes.ResourceExhausted
		if got := grpchint.Retryable(fail(code, in(time.Second))); got != want {
			t.Errorf("%v that says when is retryable: %t", code, got)
		}
	}
	for _, code := range []codes.Code{codes.Unavailable, codes.ResourceExhausted} {
		if grpchint.Retryable(fail(code, in(-time.Second))) {
			t.Errorf("%v that says never is retryable", code)
		}
	}
	if grpchint.Retryable(nil) || grpchint.Retryable(errors.New("unavailable")) || grpchint.Retryable(anError{}) {
		t.Error("what has no status is retryable")
	}
}
