package etcd

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.uber.org/zap"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGeneratedFilesAreUpToDate(t *testing.T) { trial.NothingStale(t) }

// A server fails twice, and then it would succeed. The decorator of the bare client asks it as often as etcd's own client with
// its retry layer does, for each method and each error, and both end with the same. Only that a write is not repeated when the
// server may have carried it out.
func TestSameDecisionsAsEtcdsClient(t *testing.T) {
	server := &server{}
	address := server.serve(t)
	original, err := clientv3.New(clientv3.Config{Endpoints: []string{address}, Logger: zap.NewNop()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { original.Close() })
	theirs := clientv3.RetryKVClient(original)
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	ours := NewRetryingKV(pb.NewKVClient(conn))

	methods := map[string]func(context.Context, pb.KVClient) error{
		"Range": func(ctx context.Context, c pb.KVClient) error { _, err := c.Range(ctx, &pb.RangeRequest{}); return err },
		"Put":   func(ctx context.Context, c pb.KVClient) error { _, err := c.Put(ctx, &pb.PutRequest{}); return err },
		"DeleteRange": func(ctx context.Context, c pb.KVClient) error {
			_, err := c.DeleteRange(ctx, &pb.DeleteRangeRequest{})
			return err
		},
		"Txn": func(ctx context.Context, c pb.KVClient) error { _, err := c.Txn(ctx, &pb.TxnRequest{}); return err },
		"Compact": func(ctx context.Context, c pb.KVClient) error {
			_, err := c.Compact(ctx, &pb.CompactionRequest{})
			return err
		},
	}
	retried := map[string]int{}
	for name, fails := range map[string]error{
		"no leader":         rpctypes.ErrGRPCNoLeader,
		"leader changed":    rpctypes.ErrGRPCLeaderChanged,
		"timeout":           rpctypes.ErrGRPCTimeout,
		"compacted":         rpctypes.ErrGRPCCompacted,
		"too many requests": rpctypes.ErrGRPCRequestTooManyRequests,
		"no space":          rpctypes.ErrGRPCNoSpace,
		"unavailable":       status.Error(codes.Unavailable, "connection reset"),
		"no address":        status.Error(codes.Unavailable, "there is no address available"),
		"no connection":     status.Error(codes.Unavailable, "there is no connection available"),
		"internal":          status.Error(codes.Internal, "there is no address available"),
		"deadline":          status.Error(codes.DeadlineExceeded, "late"),
		"canceled":          status.Error(codes.Canceled, "not wanted"),
		"unknown":           status.Error(codes.Unknown, "unknown"),
	} {
		for method, call := range methods {
			want, wantErr := server.count(t, fails, func(ctx context.Context) error { return call(ctx, theirs) })
			got, gotErr := server.count(t, fails, func(ctx context.Context) error { return call(ctx, ours) })
			if isOver(fails) && method != "Range" { // the one difference, on purpose
				if got != 1 || want != 3 {
					t.Errorf("%s, %s: %d attempts, and %d of etcd's client; want 1 and 3", method, name, got, want)
				}
				continue
			}
			if got != want || status.Code(gotErr) != status.Code(wantErr) {
				t.Errorf("%s, %s: %d attempts and %v; etcd's client makes %d, and %v", method, name, got, gotErr, want, wantErr)
			}
			if got > 1 {
				retried[method]++
			}
		}
	}
	if retried["Range"] != 8 || retried["Put"] != 2 { // so that it is not the same since nothing is retried
		t.Errorf("errors after which a method is retried: %v; want 8 for Range, 2 for Put", retried)
	}
}

// TestLinesOfTheOriginal counts what docs/guides/layers.md says of etcd's client: the lines of code that its KV layer has, up to the
// client of leases.
func TestLinesOfTheOriginal(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "go.etcd.io/etcd/client/v3").Output()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "retry.go"))
	if err != nil {
		t.Fatal(err)
	}
	kv, _, found := strings.Cut(string(text), "type retryLeaseClient struct")
	if !found {
		t.Fatal("retry.go has another order")
	}
	lines := 0
	for line := range strings.Lines(kv) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
			lines++
		}
	}
	if want := 70; lines != want {
		t.Errorf("%d lines, and docs/layers_test.go has %d", lines, want)
	}
}

// A server answers with failures first.
type server struct {
	pb.UnimplementedKVServer
	fails error
	left  atomic.Int64
	calls atomic.Int64
}

// count makes a call while the server fails twice, and returns how often it was asked.
func (s *server) count(t *testing.T, fails error, call func(context.Context) error) (int64, error) {
	s.fails = fails
	s.left.Store(2)
	s.calls.Store(0)
	err := call(t.Context())
	return s.calls.Load(), err
}

func (s *server) answer() error {
	s.calls.Add(1)
	if s.left.Add(-1) >= 0 {
		return s.fails
	}
	return nil
}

func (s *server) Range(context.Context, *pb.RangeRequest) (*pb.RangeResponse, error) {
	return &pb.RangeResponse{}, s.answer()
}

func (s *server) Put(context.Context, *pb.PutRequest) (*pb.PutResponse, error) {
	return &pb.PutResponse{}, s.answer()
}

func (s *server) DeleteRange(context.Context, *pb.DeleteRangeRequest) (*pb.DeleteRangeResponse, error) {
	return &pb.DeleteRangeResponse{}, s.answer()
}

func (s *server) Txn(context.Context, *pb.TxnRequest) (*pb.TxnResponse, error) {
	return &pb.TxnResponse{}, s.answer()
}

func (s *server) Compact(context.Context, *pb.CompactionRequest) (*pb.CompactionResponse, error) {
	return &pb.CompactionResponse{}, s.answer()
}

// serve has s serve on a free loopback port for the test, and returns its address.
func (s *server) serve(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	registrar := grpc.NewServer()
	pb.RegisterKVServer(registrar, s)
	go registrar.Serve(listener)
	t.Cleanup(registrar.Stop)
	return listener.Addr().String()
}
