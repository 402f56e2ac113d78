package chaos

import (
	"context"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	grpcbackoff "google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/stats"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/backoffgen/backoffgen/golden/trial"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

const grpcMethod = "/chaos.Ledger/Write"

type grpcStore struct{ conn *grpc.ClientConn }

func (g grpcStore) Once(ctx context.Context, id int) error {
	return g.conn.Invoke(ctx, grpcMethod, wrapperspb.Int64(int64(id)), &emptypb.Empty{})
}

func (g grpcStore) Keyed(ctx context.Context, id int) error {
	key, _ := backoff.IdempotencyKey(ctx)
	return g.Once(metadata.AppendToOutgoingContext(ctx, "key", key), id)
}

// connections counts a server's.
type connections struct{ atomic.Int64 }

func (*connections) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context   { return ctx }
func (*connections) HandleRPC(context.Context, stats.RPCStats)                         {}
func (*connections) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }
func (c *connections) HandleConn(_ context.Context, s stats.ConnStats) {
	switch s.(type) {
	case *stats.ConnBegin:
		c.Add(1)
	case *stats.ConnEnd:
		c.Add(-1)
	}
}

func grpcSystem(t *testing.T) system {
	entries, held := newBook(), &connections{}
	listener, err := net.Listen("tcp", "127.0.0.1:"+trial.FreePort(t))
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	write := grpc.MethodDesc{MethodName: "Write", Handler: func(_ any, ctx context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
		var in wrapperspb.Int64Value
		if err := decode(&in); err != nil {
			return nil, err
		}
		key := ""
		if keys := metadata.ValueFromIncomingContext(ctx, "key"); len(keys) > 0 {
			key = keys[0]
		}
		entries.write(int(in.Value), key)
		return &emptypb.Empty{}, nil
	}}
	var server *grpc.Server
	serve := func(listener net.Listener) {
		server = grpc.NewServer(grpc.StatsHandler(held))
		server.RegisterService(&grpc.ServiceDesc{ServiceName: "chaos.Ledger", HandlerType: (*any)(nil), Methods: []grpc.MethodDesc{write}}, nil)
		go server.Serve(listener)
	}
	serve(listener)
	t.Cleanup(func() { server.Stop() })
	return system{
		name: "gRPC", addr: addr,
		dial: func(t *testing.T, addr string) (store, func()) {
			conn, err := grpc.NewClient("passthrough:///"+addr, grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithDisableRetry(),
				grpc.WithConnectParams(grpc.ConnectParams{MinConnectTimeout: 100 * time.Millisecond,
					Backoff: grpcbackoff.Config{BaseDelay: time.Millisecond, Multiplier: 1, MaxDelay: time.Millisecond}}))
			if err != nil {
				t.Fatal(err)
			}
			return grpcStore{conn}, func() { conn.Close() }
		},
		wrap:   func(inner store) store { return NewRetryingGRPC(inner) },
		kill:   func(*testing.T) { server.Stop() },
		start:  func(t *testing.T) { serve(serveAgain(t, addr)) },
		ledger: func(*testing.T) ledger { return entries.read() },
		held:   func(*testing.T) int { return int(held.Load()) },
	}
}
