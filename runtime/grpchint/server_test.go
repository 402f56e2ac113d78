package grpchint_test

import (
	"context"
	"net"
	"os/exec"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A service fails with one error after the other, the last one again and again, and is healthy where that is nil. It
// notes when it was asked.
type service struct {
	healthpb.UnimplementedHealthServer
	errs     []error
	trailers []string // grpc-retry-pushback-ms beside each error; none beyond the last
	asked    []time.Time
}

func (s *service) Check(ctx context.Context, _ *healthpb.HealthCheckRequest) (*healthpb.HealthCheckResponse, error) {
	s.asked = append(s.asked, time.Now())
	if n := len(s.asked); n <= len(s.trailers) {
		if err := grpc.SetTrailer(ctx, metadata.Pairs("grpc-retry-pushback-ms", s.trailers[n-1])); err != nil {
			return nil, err
		}
	}
	if err := s.errs[min(len(s.asked), len(s.errs))-1]; err != nil {
		return nil, err
	}
	return &healthpb.HealthCheckResponse{Status: healthpb.HealthCheckResponse_SERVING}, nil
}

func (s *service) pauses() []time.Duration {
	var pauses []time.Duration
	for i := range s.asked[1:] {
		pauses = append(pauses, s.asked[i+1].Sub(s.asked[i]))
	}
	return pauses
}

// serve runs a gRPC server for s, and returns a client for it. Its connections never leave the process, so that a
// synctest bubble sees when they wait. Both end with stop.
func serve(s *service, opts ...grpc.DialOption) (client healthpb.HealthClient, stop func(), err error) {
	listener := bufconn.Listen(1 << 16)
	server := grpc.NewServer()
	healthpb.RegisterHealthServer(server, s)
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	opts = append(opts,
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDisableRetry()) // gRPC's own, so that all that is seen is the decorator's
	conn, err := grpc.NewClient("passthrough:///health", opts...)
	if err != nil {
		server.Stop()
		return nil, nil, err
	}
	return healthpb.NewHealthClient(conn), func() {
		_ = conn.Close() // it is in use, or it is not: either is well
		server.Stop()
		<-served
	}, nil
}

func TestADecoratorComesBackWhenTheServerSays(t *testing.T) {
	const second = time.Second
	unavailable, exhausted := codes.Unavailable, codes.ResourceExhausted
	for _, test := range []struct {
		name   string
		errs   []error
		pauses []time.Duration
		code   codes.Code
		reason backoff.Reason
	}{
		{"a delay", []error{fail(unavailable, in(7*second)), nil}, []time.Duration{7 * second}, codes.OK, ""},
		{"several", []error{fail(exhausted, &errdetails.QuotaFailure{}, in(2*second)), fail(unavailable), nil},
			[]time.Duration{2 * second, 100 * time.Millisecond}, codes.OK, ""},
		{"never sooner than the policy", []error{fail(unavailable, in(0)), nil}, []time.Duration{100 * time.Millisecond}, codes.OK, ""},
		{"a quota without a delay", []error{fail(exhausted)}, nil, exhausted, ""},
		{"a code that is not retried", []error{fail(codes.NotFound, in(second))}, nil, codes.NotFound, ""},
		{"later than the deadline", []error{fail(unavailable, in(5*second)), fail(exhausted, in(55*second))},
			[]time.Duration{5 * second}, exhausted, backoff.ReasonDeadline},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &service{errs: test.errs}
				client, stop, err := serve(s)
				if err != nil {
					t.Fatal(err)
				}
				defer stop()
				health := NewRetryingHealth(client)
				answer, err := health.Check(t.Context(), &healthpb.HealthCheckRequest{Service: "users"})
				if got := status.Code(err); got != test.code {
					t.Errorf("%v, want %v", err, test.code)
				}
				if err == nil && answer.GetStatus() != healthpb.HealthCheckResponse_SERVING {
					t.Errorf("answered %v", answer)
				}
				stopped, _ := err.(*backoff.Error)
				if (stopped != nil) != (test.reason != "") || stopped != nil && stopped.Reason != test.reason {
					t.Errorf("%#v, want a stop for %q", err, test.reason)
				}
				if diff := cmp.Diff(test.pauses, s.pauses()); diff != "" {
					t.Errorf("pauses (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestTheDecoratorIsNotStale(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "tool", "backoffgen", "-check", ".")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %v\n%s", cmd, err, output)
	}
}
