package grpc

import (
	"context"
	"net"
	"sync"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// A server carries out what answer is nil for, and counts that.
type server struct {
	*grpc.Server
	addr   string
	answer func(ctx context.Context, id int) error

	mu   sync.Mutex
	done map[int]int
}

const method = "/trial.Ledger/Write"

func start(t *testing.T, answer func(ctx context.Context, id int) error) *server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{Server: grpc.NewServer(grpc.MaxRecvMsgSize(1000)), addr: listener.Addr().String(), answer: answer, done: map[int]int{}}
	s.RegisterService(&grpc.ServiceDesc{ServiceName: "trial.Ledger", HandlerType: (*any)(nil), Methods: []grpc.MethodDesc{{
		MethodName: "Write",
		Handler: func(_ any, ctx context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
			var in wrapperspb.Int64Value
			if err := decode(&in); err != nil {
				return nil, err
			}
			return &emptypb.Empty{}, s.write(ctx, int(in.Value))
		},
	}}}, nil)
	go s.Serve(listener)
	t.Cleanup(s.Stop)
	return s
}

func (s *server) write(ctx context.Context, id int) error {
	err := s.answer(ctx, id)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done[id]++
	return nil
}

func (s *server) carriedOut() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.done)
}

// dial returns a connection that tries again soon when it could not be made.
func dial(t *testing.T, addr string) *grpc.ClientConn {
	t.Helper()
	conn, err := grpc.NewClient("passthrough:///"+addr, grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithConnectParams(grpc.ConnectParams{
			Backoff:           backoff.Config{BaseDelay: time.Millisecond, Multiplier: 1, MaxDelay: time.Millisecond},
			MinConnectTimeout: 20 * time.Second, // as without these parameters; else a connection has a millisecond to be made
		}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// call writes one entry.
func call(ctx context.Context, conn *grpc.ClientConn, id int, options ...grpc.CallOption) error {
	return conn.Invoke(ctx, method, wrapperspb.Int64(int64(id)), &emptypb.Empty{}, options...)
}

// refused is what a server says that names a time to come back.
func refused() error {
	s, err := status.New(codes.ResourceExhausted, "busy").WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(time.Millisecond)})
	if err != nil {
		return err
	}
	return s.Err()
}
