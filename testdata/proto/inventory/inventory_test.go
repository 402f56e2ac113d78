package inventory_test

import (
	"context"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/backoffgen/backoffgen/testdata/proto/inventory"
)

// What stands beside a method in the .proto file is what the client does: a call that the server could not take is made
// again, one that may have been carried out is not where it must not be carried out twice, and the others are made once.
func TestClientRetriesAsTheProtoFileSays(t *testing.T) {
	for name, test := range map[string]struct {
		fails []codes.Code // what the server answers before it succeeds
		call  func(context.Context, inventory.InventoryClient) error
		calls int64
		want  codes.Code
	}{
		"Get, unavailable":      {[]codes.Code{codes.Unavailable, codes.Unavailable}, get, 3, codes.OK},
		"Get, always":           {[]codes.Code{codes.Unavailable, codes.Unavailable, codes.Unavailable, codes.Unavailable}, get, 4, codes.Unavailable},
		"Get, not found":        {[]codes.Code{codes.NotFound}, get, 1, codes.NotFound},
		"Reserve, come again":   {[]codes.Code{codes.ResourceExhausted}, reserve, 2, codes.OK},
		"Reserve, perhaps done": {[]codes.Code{codes.Unavailable}, reserve, 1, codes.Unavailable},
		"Count":                 {[]codes.Code{codes.Unavailable}, count, 1, codes.Unavailable},
		"Watch, then read":      {nil, watch, 1, codes.OK},
	} {
		t.Run(name, func(t *testing.T) {
			server := &server{fails: test.fails}
			client := inventory.NewRetryingInventoryClient(inventory.NewInventoryClient(serve(t, server)))
			err := test.call(t.Context(), client)
			if got := status.Code(err); got != test.want || server.calls.Load() != test.calls {
				t.Errorf("%d calls, the last with %v; want %d and %v", server.calls.Load(), err, test.calls, test.want)
			}
		})
	}
}

func get(ctx context.Context, client inventory.InventoryClient) error {
	_, err := client.Get(ctx, &inventory.GetRequest{Name: "a"})
	return err
}

func reserve(ctx context.Context, client inventory.InventoryClient) error {
	_, err := client.Reserve(ctx, &inventory.ReserveRequest{Name: "a", Number: 1})
	return err
}

func count(ctx context.Context, client inventory.InventoryClient) error {
	_, err := client.Count(ctx, &inventory.GetRequest{Name: "a"})
	return err
}

// watch reads a stream to its end, after the call that began it has returned.
func watch(ctx context.Context, client inventory.InventoryClient) error {
	stream, err := client.Watch(ctx, &inventory.GetRequest{Name: "a"})
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		switch _, err := stream.Recv(); {
		case errors.Is(err, io.EOF) && n == 2:
			return nil
		case err != nil:
			return err
		}
	}
}

// A server counts its calls and fails the first ones.
type server struct {
	inventory.UnimplementedInventoryServer
	fails []codes.Code
	calls atomic.Int64
}

func (s *server) answer() (*inventory.Item, error) {
	if n := s.calls.Add(1); n <= int64(len(s.fails)) {
		failed := status.New(s.fails[n-1], "not now")
		if s.fails[n-1] == codes.ResourceExhausted { // and nothing was done, as a server says that names a time
			var err error
			if failed, err = failed.WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(time.Millisecond)}); err != nil {
				return nil, err
			}
		}
		return nil, failed.Err()
	}
	return &inventory.Item{Name: "a", Number: 1}, nil
}

func (s *server) Get(context.Context, *inventory.GetRequest) (*inventory.Item, error) {
	return s.answer()
}

func (s *server) Reserve(context.Context, *inventory.ReserveRequest) (*inventory.Item, error) {
	return s.answer()
}

func (s *server) Count(context.Context, *inventory.GetRequest) (*inventory.Item, error) {
	return s.answer()
}

func (s *server) Watch(_ *inventory.GetRequest, stream grpc.ServerStreamingServer[inventory.Item]) error {
	item, err := s.answer()
	if err != nil {
		return err
	}
	return errors.Join(stream.Send(item), stream.Send(item))
}

// serve has s serve the returned connection for the test.
func serve(t *testing.T, s *server) *grpc.ClientConn {
	t.Helper()
	listener := bufconn.Listen(1 << 16)
	registrar := grpc.NewServer()
	inventory.RegisterInventoryServer(registrar, s)
	go registrar.Serve(listener)
	t.Cleanup(registrar.Stop)
	dial := func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }
	conn, err := grpc.NewClient("passthrough:///test", grpc.WithContextDialer(dial), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}
