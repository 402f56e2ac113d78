package grpchint_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/backoffgen/backoffgen/runtime/grpchint"
)

func pushed(err error, values ...string) error {
	return grpchint.WithTrailer(err, metadata.MD{"grpc-retry-pushback-ms": values})
}

func TestPushback(t *testing.T) {
	unavailable := status.Error(codes.Unavailable, "no")
	for _, test := range []struct {
		name string
		err  error
		want time.Duration // -1 for none; never for no other attempt
	}{
		{"none", pushed(unavailable), -1},
		{"a delay", pushed(unavailable, "1500"), 1500 * time.Millisecond},
		{"at once", pushed(unavailable, "0"), 0},
		{"negative", pushed(unavailable, "-1"), never},
		{"no number", pushed(unavailable, "soon"), never},
		{"nothing", pushed(unavailable, ""), never},
		{"a fraction", pushed(unavailable, "1.5"), never},
		{"longer than a duration", pushed(unavailable, "9223372036854775807"), math.MaxInt64},
		{"longer than a number", pushed(unavailable, "99999999999999999999"), math.MaxInt64},
		{"less than any number", pushed(unavailable, "-99999999999999999999"), never},
		{"the first of two", pushed(unavailable, "7", "8"), 7 * time.Millisecond},
		{"before a RetryInfo", pushed(fail(codes.Unavailable, in(time.Hour)), "7"), 7 * time.Millisecond},
		{"beside a RetryInfo", pushed(fail(codes.Unavailable, in(time.Hour))), time.Hour},
		{"wrapped", fmt.Errorf("check: %w", pushed(unavailable, "7")), 7 * time.Millisecond},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, ok := grpchint.RetryAfter(test.err)
			if ok && d < 0 {
				d = never
			}
			if ok != (test.want != -1) || ok && d != test.want {
				t.Errorf("%v says %v, %t, want %v", test.err, d, ok, test.want)
			}
			if grpchint.Retryable(test.err) == (test.want == never) {
				t.Errorf("retryable: %t", grpchint.Retryable(test.err))
			}
		})
	}
}

// An error is the same with its trailers as without.
func TestWithTrailerChangesNothing(t *testing.T) {
	if err := pushed(nil, "7"); err != nil {
		t.Errorf("no error becomes %v", err)
	}
	inner := fail(codes.Unavailable, in(time.Second))
	if got := pushed(inner); got != inner {
		t.Errorf("without the trailer it is %v", got)
	}
	err := pushed(inner, "7")
	if err.Error() != inner.Error() || !errors.Is(err, inner) {
		t.Errorf("%v is not %v", err, inner)
	}
	if s := status.Convert(err); s.Code() != codes.Unavailable || s.Message() != "no" || len(s.Details()) != 1 {
		t.Errorf("its status is %v", s)
	}
}

// A server that pushes back by trailers, one after the other, is asked again when it says, and not when it says never.
func TestADecoratorHearsPushback(t *testing.T) {
	unavailable := status.Error(codes.Unavailable, "no")
	for _, test := range []struct {
		name     string
		trailers []string
		pauses   []time.Duration
		code     codes.Code
	}{
		{"delays", []string{"7000", "20"}, []time.Duration{7 * time.Second, 100 * time.Millisecond}, codes.OK},
		{"never", []string{"7000", "-1"}, []time.Duration{7 * time.Second}, codes.Unavailable},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &service{errs: []error{unavailable, unavailable, nil}}
				client, stop, err := serve(s, grpc.WithUnaryInterceptor(grpchint.UnaryClientInterceptor))
				if err != nil {
					t.Fatal(err)
				}
				defer stop()
				s.trailers = test.trailers
				answer, err := NewRetryingHealth(client).Check(t.Context(), &healthpb.HealthCheckRequest{Service: "users"})
				if got := status.Code(err); got != test.code {
					t.Errorf("%v, want %v; answered %v", err, test.code, answer)
				}
				if diff := cmp.Diff(test.pauses, s.pauses()); diff != "" {
					t.Errorf("pauses (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// A call's own options are left alone.
func TestTheInterceptorKeepsOptions(t *testing.T) {
	options := make([]grpc.CallOption, 1, 2)
	options[0] = grpc.WaitForReady(true)
	invoke := func(_ context.Context, _ string, _, _ any, _ *grpc.ClientConn, opts ...grpc.CallOption) error {
		if len(opts) != 2 {
			t.Errorf("%d options", len(opts))
		}
		return nil
	}
	if err := grpchint.UnaryClientInterceptor(t.Context(), "", nil, nil, nil, invoke, options...); err != nil {
		t.Error(err)
	}
	if options[:2][1] != nil {
		t.Error("the caller's slice has been written to")
	}
}
