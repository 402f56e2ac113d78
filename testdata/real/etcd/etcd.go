// Package etcd decorates etcd's key-value interface.
package etcd

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

//backoff:import "go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
//backoff:import "google.golang.org/grpc/codes"
//backoff:import grpcstatus "google.golang.org/grpc/status"

// KV is etcd's under an alias. GetStream returns a channel that is read after the call, which its limits must not end.
//
//backoff:policy attempt_timeout=1s deadline=5s pause=10ms max_tries=4 errors=error giveup="grpcstatus.Code(err) == codes.InvalidArgument || err == rpctypes.ErrCompacted"
type KV = clientv3.KV

// Store embeds etcd's, so that methods of it can say something else than the default.
//
//backoff:policy attempt_timeout=500ms deadline=3s pause=10ms errors=rpctypes.EtcdError,io.EOF max_tries=4
//backoff:decorator name=SteadyStore constructor=Steady
type Store interface {
	clientv3.KV

	// GetStream is not retried.
	//
	//backoff:off
	GetStream(ctx context.Context, key string, opts ...clientv3.OpOption) (clientv3.GetStreamChan, error)
}
