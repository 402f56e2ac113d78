package grpc

import (
	"context"
	"maps"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// expect holds an error against its classes, by what is generated.
func expect(t *testing.T, err error, want string) {
	t.Helper()
	trial.Expect(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err, want)
}

func TestStatuses(t *testing.T) {
	for code, want := range map[codes.Code]string{
		codes.Aborted: "conflict", codes.Unavailable: "unknown", codes.Internal: "unknown", codes.DeadlineExceeded: "unknown",
		codes.ResourceExhausted: "", codes.Unknown: "", codes.InvalidArgument: "", codes.FailedPrecondition: "", codes.Canceled: "",
	} {
		s := start(t, func(context.Context, int) error { return status.Error(code, "no") })
		expect(t, call(t.Context(), dial(t, s.addr), 1), want)
	}
	s := start(t, func(context.Context, int) error { return refused() })
	expect(t, call(t.Context(), dial(t, s.addr), 1), "throttled")
	if s.carriedOut() != 0 {
		t.Error("what was refused was carried out")
	}
}

func TestConnections(t *testing.T) {
	ctx := t.Context()
	t.Run("nobody listens", func(t *testing.T) {
		expect(t, call(ctx, dial(t, "127.0.0.1:"+trial.FreePort(t)), 1), "unknown") // which is all that Unavailable says
	})
	t.Run("the server ends in the middle", func(t *testing.T) {
		working := make(chan struct{})
		s := start(t, func(ctx context.Context, _ int) error { close(working); <-ctx.Done(); return ctx.Err() })
		go func() { <-working; s.Stop() }()
		expect(t, call(ctx, dial(t, s.addr), 1), "unknown")
	})
	t.Run("the answer is lost", func(t *testing.T) { // why it has to be unknown
		s := start(t, func(context.Context, int) error { return nil })
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close()
		go func() { // passes requests on, and ends the connection when the server has carried one out
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", s.addr)
			if err != nil {
				return
			}
			go func() { _, _ = near.(*net.TCPConn).ReadFrom(&until{far, s}); near.Close() }()
			_, _ = far.(*net.TCPConn).ReadFrom(near)
			far.Close()
		}()
		expect(t, call(ctx, dial(t, listener.Addr().String()), 1), "unknown")
		if s.carriedOut() != 1 {
			t.Error("it was not carried out")
		}
	})
	t.Run("no answer in time", func(t *testing.T) {
		s := start(t, func(ctx context.Context, _ int) error { <-ctx.Done(); return nil })
		short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
		defer cancel()
		expect(t, call(short, dial(t, s.addr), 1), "unknown")
	})
	t.Run("a message that is too large", func(t *testing.T) {
		s := start(t, func(context.Context, int) error { return nil })
		conn := dial(t, s.addr)
		expect(t, conn.Invoke(ctx, method, wrapperspb.String(strings.Repeat("x", 2000)), &emptypb.Empty{}), "")
	})
	t.Run("a method that is not there", func(t *testing.T) {
		s := start(t, func(context.Context, int) error { return nil })
		expect(t, dial(t, s.addr).Invoke(ctx, "/trial.Ledger/Read", wrapperspb.Int64(1), &emptypb.Empty{}), "")
	})
}

// until reads until the server has carried something out.
type until struct {
	net.Conn
	s *server
}

func (u *until) Read(p []byte) (int, error) {
	n, err := u.Conn.Read(p)
	if u.s.carriedOut() > 0 {
		return 0, net.ErrClosed
	}
	return n, err
}

// With idempotent=no no call is carried out twice while connections break, and the server refuses one in ten.
func TestNothingTwice(t *testing.T) {
	trial.Chaos{Callers: 8, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
		var requests atomic.Int64
		s := start(t, func(context.Context, int) error {
			if requests.Add(1)%10 == 0 {
				return refused()
			}
			return nil
		})
		proxied := dial(t, trial.BreakingProxy(t, s.addr))
		inner := &trial.Writer{Write: func(ctx context.Context, id int) error { return call(ctx, proxied, id, grpc.WaitForReady(true)) }}
		return NewRetryingLedger(inner), &inner.Attempts, func() map[int]int {
			s.mu.Lock()
			defer s.mu.Unlock()
			return maps.Clone(s.done)
		}
	}}.NothingTwice(t)
}
